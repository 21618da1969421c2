import { explanation, type ExplanationInput } from '../contract/explanation.ts';
import { readValue } from '../contract/fault.ts';
import type { Sha256 } from '../contract/ids.ts';
import { digestText } from '../crypto/digest.ts';
import { signJws, type SigningKey } from './signing-key.ts';

/** An explanation that may not be signed; the message names the first place at fault. */
export class ExplanationError extends Error {
  /** JSON Pointer to the place at fault; empty when the key is. */
  readonly path: string;
  constructor(path: string, reason: string) {
    super(path === '' ? reason : `${path} ${reason}`);
    this.name = 'ExplanationError';
    this.path = path;
  }
}

const refuseRole = ({ publicJwk: { candor_role: role } }: SigningKey): void => {
  if (role !== 'explanation') throw new ExplanationError('', `a key of role "${role}" signs no explanation`);
};

const refuseFault = (input: ExplanationInput, under = ''): void => {
  const reading = readValue(explanation, input);
  const [fault] = reading.ok ? [] : reading.faults;
  if (fault) throw new ExplanationError(`${under}${fault.path}`, fault.reason);
};

/**
 * Signs why one item was shown: compact JWS, `typ: why+jws`. Signs what was given, once the contract's schema has
 * accepted it. Throws ExplanationError for a faulty explanation or a key of another role.
 */
export const signExplanation = async (input: ExplanationInput, key: SigningKey): Promise<string> => {
  refuseRole(key);
  refuseFault(input);
  return signJws(input, 'why+jws', key);
};

/** What the next explanation of the same response carries as `previous`: SHA-256 of the JWS. */
export const explanationDigest = (jws: string): Promise<Sha256> => digestText(jws, globalThis.crypto.subtle);

const MOST = 50;

const refuseList = (inputs: readonly ExplanationInput[]): void => {
  if (inputs.length > MOST)
    throw new ExplanationError('', `${inputs.length} explanations are more than the ${MOST} of one answer`);
  for (const [at, input] of inputs.entries()) {
    refuseFault(input, `/${at}`);
    if (inputs.findIndex(({ id }) => id === input.id) < at) throw new ExplanationError(`/${at}/id`, 'stands twice');
  }
};

/**
 * Signs the explanations of one answer, at most 50, in their order: each but the first names the one before it (`previous`,
 * SHA-256 of its JWS), so that none can be taken out or moved unseen. `{explanations: [these]}` is what `explanations-src`
 * answers. Throws ExplanationError, with the place in the list, before anything is signed.
 */
export const signExplanations = async (
  inputs: readonly ExplanationInput[],
  key: SigningKey,
): Promise<readonly string[]> => {
  refuseRole(key);
  refuseList(inputs);
  const signed: string[] = [];
  for (const input of inputs) {
    const before = signed.at(-1);
    const previous = before === undefined ? undefined : await explanationDigest(before);
    signed.push(await signJws({ ...input, previous }, 'why+jws', key));
  }
  return signed;
};

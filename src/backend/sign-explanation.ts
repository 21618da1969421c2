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

/**
 * Signs why one item was shown: compact JWS, `typ: why+jws`. Signs what was given, once the contract's schema has
 * accepted it. Throws ExplanationError for a faulty explanation or a key of another role.
 */
export const signExplanation = async (input: ExplanationInput, key: SigningKey): Promise<string> => {
  if (key.publicJwk.candor_role !== 'explanation')
    throw new ExplanationError('', `a key of role "${key.publicJwk.candor_role}" signs no explanation`);
  const reading = readValue(explanation, input);
  const [fault] = reading.ok ? [] : reading.faults;
  if (fault) throw new ExplanationError(fault.path, fault.reason);
  return signJws(input, 'why+jws', key);
};

/** What the next explanation of the same response carries as `previous`: SHA-256 of the JWS. */
export const explanationDigest = (jws: string): Promise<Sha256> => digestText(jws, globalThis.crypto.subtle);

import type { PublicJwk } from '../contract/jwks.ts';
import { type ReadClaims, readFirstClaims } from '../contract/read-first-claims.ts';
import { type JwsRefusal, verifyJws } from '../crypto/jws.ts';
import { peekPayload } from '../crypto/peek.ts';
import { isHeaderChanged } from './changed-header.ts';

/** What this browser knows of the signature. The last two are about this browser, never about the shop. */
export type SignatureState = 'signed' | 'not-signed' | 'unsupported' | 'keys-unreachable';

/** Why an explanation is not shown at all. */
export type Withheld = 'changed' | 'unreadable' | 'other-page' | 'someone-else' | 'other-view';

/** Whether it is somebody's fault that an explanation is not shown. That it cannot be read accuses nobody. */
export const isAccusing = (code: Withheld): boolean => code !== 'unreadable';

/** An explanation after the checks of signature and address. `jws` are the bytes as given, if there were any. */
export type OpenedExplanation =
  | {
      readonly kind: 'read';
      readonly read: ReadClaims;
      /** The verified bytes, parsed, or what else was given: for whoever reads it whole. */
      readonly payload: unknown;
      readonly signature: SignatureState;
      readonly jws: string | undefined;
    }
  | { readonly kind: 'withheld'; readonly code: Withheld };

/** Who opens an explanation, and what its signature is checked with. */
export type Opening = {
  /** Empty when the shop's keys cannot be had. */
  readonly keys: readonly PublicJwk[];
  /** The shop's issuer; undefined while its config is not known. */
  readonly issuer: string | undefined;
  /** Origin of the page. */
  readonly site: string;
  /** This browser's subject; undefined before the first act. */
  readonly subject: string | undefined;
  /** The nonce the page set, if it set one. */
  readonly nonce?: string | undefined;
  readonly subtle: SubtleCrypto;
};

/** A compact JWS of an explanation of 60,000 characters, with room for header and signature. */
const LONGEST_JWS = 90_000;

/** A signature by nobody the shop has published speaks for nobody: shown as unsigned. */
const STATES: Readonly<Record<JwsRefusal, SignatureState | 'changed'>> = {
  malformed: 'changed',
  'signature-wrong': 'changed',
  'typ-wrong': 'not-signed',
  'alg-not-allowed': 'not-signed',
  'key-unknown': 'not-signed',
  'role-wrong': 'not-signed',
  'iss-wrong': 'not-signed',
  unsupported: 'unsupported',
};

/** Refusals over the header alone: the signature may still show that the header is not the one that was signed. */
const BY_HEADER: ReadonlySet<JwsRefusal> = new Set(['typ-wrong', 'alg-not-allowed', 'key-unknown']);

type Payload = { readonly state: SignatureState | 'changed'; readonly payload: unknown };

const payloadOf = async (jws: string, { keys, issuer, subtle }: Opening): Promise<Payload> => {
  if (keys.length === 0 || issuer === undefined) return { state: 'keys-unreachable', payload: peekPayload(jws) };
  const result = await verifyJws(jws, { keys, role: 'explanation', typ: 'why+jws', iss: issuer }, subtle);
  if (result.ok) return { state: 'signed', payload: result.payload };
  const isChanged = BY_HEADER.has(result.code) && (await isHeaderChanged(jws, keys, subtle));
  return { state: isChanged ? 'changed' : STATES[result.code], payload: peekPayload(jws) };
};

/** What has lost a dot, or got one: a header or claims of a JWS (base64url of `{"`) without the three parts. */
const brokenForm = (jws: string): Withheld | undefined => {
  const parts = jws.length <= LONGEST_JWS ? jws.split('.', 8) : [];
  if (parts.length === 3) return undefined;
  return parts.some((part) => part.startsWith('eyJ')) ? 'changed' : 'unreadable';
};

const addressProblem = ({ explanation }: ReadClaims, { site, subject, nonce }: Opening): Withheld | undefined => {
  if (explanation.aud !== site) return 'other-page';
  if (explanation.subject !== undefined && explanation.subject !== subject) return 'someone-else';
  return nonce !== undefined && explanation.nonce !== nonce ? 'other-view' : undefined;
};

/**
 * Checks an explanation's signature, issuer, page, subject and nonce, and reads it. What was changed after signing, or is
 * meant for another page or person, is not shown; what is merely unsigned is, and says so. Never throws.
 */
export const openExplanation = async (given: string | object, opening: Opening): Promise<OpenedExplanation> => {
  const jws = typeof given === 'string' ? given : undefined;
  const broken = jws === undefined ? undefined : brokenForm(jws);
  if (broken) return { kind: 'withheld', code: broken };
  const { state, payload } =
    jws === undefined ? { state: 'not-signed' as const, payload: given } : await payloadOf(jws, opening);
  if (state === 'changed') return { kind: 'withheld', code: 'changed' };
  const read = readFirstClaims(payload);
  if (!read) return { kind: 'withheld', code: 'unreadable' };
  const code = addressProblem(read, opening);
  return code ? { kind: 'withheld', code } : { kind: 'read', read, payload, signature: state, jws };
};

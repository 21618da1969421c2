import type { Explanation } from '../../contract/explanation.ts';
import type { PublicJwk } from '../../contract/jwks.ts';
import { digestText } from '../../crypto/digest.ts';
import { type JwsRefusal, verifyJws } from '../../crypto/jws.ts';
import { issuerIn } from '../claims.ts';
import { type Finding, type FindingCode, found } from './finding.ts';

const { subtle } = globalThis.crypto;

/** What signatures are checked with. Without `iss` any issuer is taken; without `keys` none is checked. */
export type Signer = { readonly keys?: readonly PublicJwk[]; readonly iss?: string };

const REFUSALS: Readonly<Record<Exclude<JwsRefusal, 'iss-wrong'>, readonly [FindingCode, string]>> = {
  malformed: ['jws-malformed', 'is no compact JWS, or damaged'],
  'typ-wrong': ['typ-wrong', 'is signed as something other than an explanation'],
  'alg-not-allowed': ['alg-not-allowed', 'is signed with an algorithm that is not allowed for its key'],
  'key-unknown': ['key-unknown', 'is signed with a key that is not among the published ones'],
  'role-wrong': ['role-wrong', 'is signed with a key that may not sign explanations'],
  'signature-wrong': ['signature-wrong', 'does not fit its signature'],
  unsupported: ['signature-unsupported', 'has a signature that this machine cannot check'],
};

/** What is wrong with the signature of an explanation: typ, algorithm, key and its role, bytes. Its issuer is `checkIssuer`'s. */
export const checkSignature = async (jws: string, { keys }: Signer): Promise<readonly Finding[]> => {
  const expected = { keys: keys ?? [], role: 'explanation', typ: 'why+jws', iss: issuerIn(jws) } as const;
  const result = await verifyJws(jws, expected, subtle);
  if (result.ok || result.code === 'iss-wrong') return [];
  if (result.code === 'key-unknown' && !keys)
    return [found('signature-unchecked', '', 'is signed, but the signature was not checked')];
  const [code, reason] = REFUSALS[result.code];
  return [found(code, '', reason)];
};

/** Whether an explanation names the issuer that was named; any will do where none was. */
export const checkIssuer = (explanation: Pick<Explanation, 'iss'>, { iss }: Signer): readonly Finding[] =>
  iss === undefined || explanation.iss === iss
    ? []
    : [found('iss-wrong', '/iss', `is "${explanation.iss}", not ${iss}`)];

/** What is to be said of an explanation that is not signed. */
export const unsigned = ({ keys }: Signer): readonly Finding[] => [
  found(keys ? 'signature-missing' : 'not-signed', '', 'is not signed'),
];

/** One explanation of an answer: its bytes if it is signed, and the digest that it says stands before it. */
export type Link = { readonly jws: string | undefined; readonly previous: string | undefined };

const linkFinding = async ({ jws, previous }: Link, before: Link | undefined): Promise<readonly Finding[]> => {
  if (jws === undefined) return [];
  if (!before)
    return previous === undefined
      ? []
      : [found('chain-start', '/previous', 'names one before it, but it is the first here')];
  if (before.jws === undefined) return [];
  if (previous === undefined)
    return [found('chain-missing', '/previous', 'is missing: it does not say which one stands before it')];
  return previous === (await digestText(before.jws, subtle))
    ? []
    : [found('chain-broken', '/previous', 'is not the SHA-256 of the one before it')];
};

/** The chain of an answer, link by link: each names the JWS before it. */
export const checkChain = (links: readonly Link[]): Promise<readonly (readonly Finding[])[]> =>
  Promise.all(links.map((link, at) => linkFinding(link, links[at - 1])));

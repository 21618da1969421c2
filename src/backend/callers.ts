import { type SubjectId, secretText } from '../contract/ids.ts';
import type { MerchantConfig, MerchantRole } from '../contract/merchant-config.ts';
import { parse } from '../contract/parse.ts';
import { subjectOf } from '../crypto/digest.ts';
import { refuse, type Refusal } from './answer.ts';
import { hashApiKey } from './signing-key.ts';

const bearerOf = (request: Request): string | undefined =>
  /^Bearer +(\S{1,500})$/i.exec(request.headers.get('authorization') ?? '')?.[1];

/** The subject whose secret the request carries. */
export const identifySubject = async (
  request: Request,
): Promise<SubjectId | Refusal<'secret-missing' | 'secret-wrong'>> => {
  const text = bearerOf(request);
  if (text === undefined) return refuse('secret-missing');
  const secret = parse(secretText, text);
  return (secret && (await subjectOf(secret, globalThis.crypto.subtle))) ?? refuse('secret-wrong');
};

/** Refuses whoever has no API key with this role. Digests are compared, so that the time taken tells nothing of a key. */
export const refuseMerchant = async (
  request: Request,
  apiKeys: MerchantConfig['apiKeys'],
  role: MerchantRole,
): Promise<Refusal<'api-key-wrong' | 'role-missing'> | undefined> => {
  const key = bearerOf(request);
  const digest = key === undefined ? undefined : await hashApiKey(key);
  const known = apiKeys.find(({ sha256 }) => sha256 === digest);
  if (!known) return refuse('api-key-wrong');
  return known.roles.includes(role) ? undefined : refuse('role-missing');
};

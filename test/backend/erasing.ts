import type { Said } from './harness.ts';
import { digestJson } from '../../src/crypto/digest.ts';
import { ADS, aMerchantConfig, anObjection, CHAT, type Person, PURCHASES } from '../support/builders.ts';
import { aShopOf, type Place, READ_KEY, someApiKeys, type TestBackend } from './harness.ts';

/** Milliseconds of a day. */
export const DAY = 86_400_000;

/** A backend with one subject. */
export type Shop = TestBackend & { readonly person: Person };

/** One that holds erased records for some days. */
export const holdingShop = async (place: Place, proofHold: number): Promise<Shop> =>
  aShopOf(place, { config: aMerchantConfig({ proofHold, apiKeys: await someApiKeys() }) });

/** A subject asks for erasure. */
export const erase = ({ ask }: TestBackend, { secret }: Person): Promise<Said> =>
  ask('/v1/consents/me', { method: 'DELETE', headers: { authorization: `Bearer ${secret}` } });

/** What the shop's own systems are told. */
export const asMerchant = ({ ask }: TestBackend, { subject }: Person): Promise<Said> =>
  ask(`/admin/v1/subjects/${subject}`, { headers: { authorization: `Bearer ${READ_KEY}` } });

const objectionIn = ({ json }: Said): string =>
  String((json['objections'] as { objection_id: string }[])[0]?.objection_id);

/** Three choices, then a refusal of one of them, two objections of which one is retracted. */
export const live = async (shop: Shop) => {
  const { person, post, object, give, ask } = shop;
  const first = give(person, { choices: { [PURCHASES]: 'given', [CHAT]: 'given', [ADS]: 'refused' } });
  const second = give(person, {
    seq: 2,
    prev: await digestJson(first, globalThis.crypto.subtle),
    choices: { [CHAT]: 'refused' },
  });
  const said = [await post(person, first), await post(person, second)];
  const objections = [
    await object(person, anObjection(person)),
    await object(person, anObjection(person, { ref: 'order-2' })),
  ];
  const headers = { authorization: `Bearer ${person.secret}` };
  await ask(`/v1/objections/${objectionIn(objections[0] as Said)}`, { method: 'DELETE', headers });
  const receipts = [...said, ...objections].map(({ json }) => String(json['receipt']));
  const numbers = ((await shop.get(person, '/v1/receipts')).json['receipts'] as { jti: string }[]).map(
    ({ jti }) => jti,
  );
  return { first, second, receipts, numbers, said };
};

/** Everything by which the subject, or one of its acts, could be recognised. */
export const tracesOf = async (
  { person }: Shop,
  lived: Awaited<ReturnType<typeof live>>,
): Promise<readonly string[]> => {
  const { first, second, receipts, numbers } = lived;
  const objections = receipts
    .slice(2)
    .map((jws) => JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()));
  return [
    person.subject,
    person.secret,
    ...[first, second].flatMap(({ event_id }) => [event_id]),
    await digestJson(first, globalThis.crypto.subtle),
    await digestJson(second, globalThis.crypto.subtle),
    ...numbers,
    ...receipts.flatMap((jws) => jws.split('.').slice(1)),
    ...objections.flatMap(({ objection }) => [objection.objection_id, objection.ref]),
  ];
};

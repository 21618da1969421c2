import { openStore } from '../../src/backend/open-store.ts';
import { generateSigningKey } from '../../src/backend/signing-key.ts';
import type { LogAgainst, ProofReply } from '../../src/receipts/log-check.ts';
import { aSubject, CHAT } from '../support/builders.ts';
import { aBackend, receiptIn, type TestBackend } from '../backend/harness.ts';
import { tilesOf } from '../backend/log-reading.ts';

/** A receipt with its number. */
export type Logged = { readonly jws: string; readonly jti: string };

/** A backend in memory. */
export const aShop = async (over: object = {}): Promise<TestBackend> =>
  aBackend(await openStore({ databaseUrl: ':memory:', dataDir: '' }), over);

/** Records one refusal of a new subject. */
export const record = async (shop: TestBackend): Promise<Logged> => {
  const person = await aSubject();
  const said = await shop.post(person, shop.give(person, { choices: { [CHAT]: 'refused' } }));
  return { jws: String(said.json['receipt']), jti: receiptIn(said).jti };
};

/** Records many. */
export const recordMany = async (shop: TestBackend, count: number): Promise<void> => {
  for (let at = 0; at < count; at += 1) await record(shop);
};

/** The proof a shop gives of a receipt now. */
export const proofFrom = async (shop: TestBackend, { jti }: Logged): Promise<ProofReply> => {
  const { status, text } = await shop.ask(`/v1/log/proofs/${jti}`);
  return status === 200 ? { kind: 'proof', text } : { kind: 'absent' };
};

/** What a device that trusts the shop's published keys checks against. */
export const against = (shop: TestBackend, over: Partial<LogAgainst> = {}): LogAgainst => ({
  keys: [shop.key.publicJwk, shop.checkpointKey.publicJwk],
  issuer: 'https://shop.example',
  seen: undefined,
  tile: tilesOf(shop),
  subtle: globalThis.crypto.subtle,
  ...over,
});

/** The log's head, as this shop signs it now. */
export const checkpointOf = async (shop: TestBackend): Promise<string> => (await shop.ask('/v1/log/checkpoint')).text;

/** Two shops of one name with the same keys, and each a log of its own. */
export const twoOfOneName = async (): Promise<readonly [TestBackend, TestBackend]> => {
  const keys = {
    keys: [await generateSigningKey('receipt')],
    checkpointKeys: [await generateSigningKey('checkpoint')],
  };
  return [await aShop(keys), await aShop(keys)];
};

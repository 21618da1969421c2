// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { proveLogged } from '../../src/backend/audit/log-proofs.ts';
import { logSignerOf } from '../../src/backend/checkpoint.ts';
import { openStore } from '../../src/backend/open-store.ts';
import { createPepper } from '../../src/backend/pepper.ts';
import { logReceipt, proofOf } from '../../src/backend/receipt-log.ts';
import { generateSigningKey } from '../../src/backend/signing-key.ts';
import type { ReceiptId } from '../../src/contract/ids.ts';
import { logOrigin } from '../../src/crypto/log-entry.ts';
import { aSubject, chance } from '../support/builders.ts';
import { act, bundleOf, filesOf, keysOf, linesOf, resigned, TODAY, verdictOn } from './audit-bundles.ts';
import { aBackend, aShopOf, describeOnBoth, PEPPER, type TestBackend } from './harness.ts';

const openMemory = () => openStore({ databaseUrl: ':memory:', dataDir: '' });

const aDayOf = async () => {
  const shop = { ...(await aBackend(await openMemory())), person: await aSubject() };
  await act(shop);
  return shop;
};

const provenIn = (bytes: Uint8Array): readonly { readonly jti: string; readonly proof: string }[] =>
  linesOf(bytes, 'proofs.jsonl').map(({ jti, proof }) => ({ jti: String(jti), proof: String(proof) }));

const linesFrom = (values: readonly object[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

describeOnBoth('the log in an audit bundle', (place) => {
  it('proves each receipt as the shop itself would, at the head of that moment', async () => {
    const shop = await aShopOf(place);
    await act(shop);
    const bytes = await bundleOf(shop);
    const checkpoint = filesOf(bytes).get('checkpoint.txt') ?? '';
    expect(checkpoint).toBe((await shop.ask('/v1/log/checkpoint')).text);
    const proven = provenIn(bytes);
    expect(proven).toHaveLength(6);
    for (const { jti, proof } of proven)
      expect(`${proof}${checkpoint}`).toBe((await shop.ask(`/v1/log/proofs/${jti}`)).text);
    const { text } = await verdictOn(bytes, { keys: keysOf(shop) });
    expect(text).toContain("6 of 6 receipts are proven to be in the shop's log, whose signed head has 6 leaves.");
  });

  it('proves receipts of its range only, in a log that has grown since', async () => {
    const shop = await aShopOf(place);
    await act(shop);
    shop.clock.now = Date.parse(TODAY.to);
    await act({ ...shop, person: await aSubject() });
    const bytes = await bundleOf(shop);
    const { ok, text } = await verdictOn(bytes, { keys: keysOf(shop) });
    expect([ok, text]).toEqual([
      true,
      expect.stringContaining("6 of 6 receipts are proven to be in the shop's log, whose signed head has 12"),
    ]);
  });
});

describe('proofs of many receipts', () => {
  it('are those that each would have alone, wherever in a large log they stand', async () => {
    const store = await openMemory();
    const pepper = await createPepper(PEPPER);
    const receipts = Array.from({ length: 900 }, (_none, at) => `rcp_${String(at).padStart(32, '0')}` as ReceiptId);
    const received_at = TODAY.from;
    await store.write(async ({ log }) => {
      for (const receipt_id of receipts)
        await logReceipt(log, { receipt_id, receipt: receipt_id, received_at }, { pepper, chance });
    });
    const key = await generateSigningKey('checkpoint');
    const parts = { pepper, signer: logSignerOf(logOrigin('https://shop.example'), () => key) };
    const some = receipts.filter((_receipt, at) => at < 3 || (at > 250 && at < 262) || at % 311 === 0 || at > 896);
    const { checkpoint, proofs } = await proveLogged(store.read.log, some, parts);
    expect(proofs.map(({ jti }) => jti)).toEqual(some);
    for (const { jti, proof } of proofs)
      expect(await proofOf(store.read.log, jti, parts)).toEqual({ kind: 'proof', text: `${proof}${checkpoint}` });
    await store.close();
  });
});

/** A bundle that its shop signed with other proofs in it. */
const withProofs = (
  shop: TestBackend,
  bytes: Uint8Array,
  change: (proofs: readonly { readonly jti: string; readonly proof: string }[]) => readonly object[],
): Promise<Uint8Array> => {
  const proofs = change(provenIn(bytes));
  return resigned(shop, bytes, (files) => files.set('proofs.jsonl', linesFrom(proofs)), { proofs: proofs.length });
};

describe('an audit bundle whose shop signs what its log does not hold', () => {
  it('is found out by any letter of a proof or of the log’s head', async () => {
    const shop = await aDayOf();
    const bytes = await bundleOf(shop);
    const accepted: string[] = [];
    for (const path of ['proofs.jsonl', 'checkpoint.txt']) {
      const text = filesOf(bytes).get(path) ?? '';
      for (let at = 0; at < text.length; at += path === 'proofs.jsonl' ? 11 : 1) {
        const letter = text[at] === 'B' ? 'A' : 'B';
        const changed = await resigned(shop, bytes, (files) =>
          files.set(path, text.slice(0, at) + letter + text.slice(at + 1)),
        );
        if ((await verdictOn(changed, { keys: keysOf(shop) })).ok) accepted.push(`${path} ${at}`);
      }
    }
    expect(accepted).toEqual([]);
  }, 60_000);

  it('is refused with a proof under the number of another receipt, and the receipt is named', async () => {
    const shop = await aDayOf();
    const bytes = await withProofs(shop, await bundleOf(shop), ([first, second, ...rest]) => [
      { jti: first?.jti, proof: second?.proof },
      { jti: second?.jti, proof: first?.proof },
      ...rest,
    ]);
    const { ok, text } = await verdictOn(bytes, { keys: keysOf(shop) });
    expect(ok).toBe(false);
    expect(text.match(/Receipt rcp_\w{32} is not proven to be logged\. The proof does not lead/g)).toHaveLength(2);
  });

  it('is refused with a proof of a receipt it does not hold', async () => {
    const shop = await aDayOf();
    const strange = `rcp_${'0'.repeat(32)}`;
    const bytes = await withProofs(shop, await bundleOf(shop), ([first, ...rest]) => [
      { ...first, jti: strange },
      ...rest,
    ]);
    expect(await verdictOn(bytes)).toEqual({ ok: false, text: expect.stringContaining(`in the bundle: ${strange}`) });
  });

  it('is refused with the head of another log, and with one signed by a key of another role', async () => {
    const [shop, other] = [await aDayOf(), await aDayOf()];
    const foreign = await bundleOf(shop, { log: other.store.read.log });
    expect((await verdictOn(foreign)).text).toContain('0 of 6 receipts');
    const bytes = await bundleOf(shop, { checkpointKey: shop.key });
    expect(await verdictOn(bytes)).toEqual({
      ok: false,
      text: expect.stringContaining('checkpoint.txt does not hold'),
    });
  });

  it('tells the receipts whose proofs were left out', async () => {
    const shop = await aDayOf();
    const bytes = await withProofs(shop, await bundleOf(shop), (proofs) => proofs.slice(1));
    const { ok, text } = await verdictOn(bytes);
    expect([ok, text]).toEqual([true, expect.stringMatching(/5 of 6 receipts[^]*Receipt rcp_\w+ has no proof/)]);
  });
});

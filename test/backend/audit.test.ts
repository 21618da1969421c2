// @vitest-environment node
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/backend/open-store.ts';
import { generateSigningKey, signJws } from '../../src/backend/signing-key.ts';
import type { RecordRange } from '../../src/backend/store.ts';
import { verifyReceipt } from '../../src/backend/verify-receipt.ts';
import { peekPayload } from '../../src/crypto/peek.ts';
import { ADS, aSubject, NOON } from '../support/builders.ts';
import { act, bundleOf, filesOf, keysOf, repacked, TODAY, verdictOn } from './audit-bundles.ts';
import { aShopOf, describeOnBoth } from './harness.ts';

const aDayOf = async () => {
  const shop = await aShopOf({ open: () => openStore({ databaseUrl: ':memory:', dataDir: '' }), address: () => '' });
  await act(shop);
  return shop;
};

describeOnBoth('an audit bundle', (place) => {
  it('holds what was recorded as it was, and is valid against the published keys', async () => {
    const shop = await aShopOf(place);
    await act(shop);
    const bytes = await bundleOf(shop);
    const { ok, text } = await verdictOn(bytes, { keys: keysOf(shop), iss: 'https://shop.example' });
    expect([ok, text]).toEqual([
      true,
      expect.stringContaining(
        '4 events, 2 objections, 1 retractions, 0 erasures, 6 receipts, 6 proofs, 1 notices, 2 subjects, 0 erased',
      ),
    ]);
    expect(text).toContain('2 of 2 chains are unbroken');
    expect(text).not.toMatch(/left out|gap|not here|deleted/);
    const files = filesOf(bytes);
    const receipts = (files.get('receipts.jws') ?? '').trim().split('\n');
    const { json } = await shop.get(shop.person, '/v1/receipts');
    expect(receipts).toEqual(
      expect.arrayContaining((json['receipts'] as { receipt: string }[]).map(({ receipt }) => receipt)),
    );
    for (const receipt of receipts) expect((await verifyReceipt(receipt, [shop.key.publicJwk])).ok).toBe(true);
    const shown = files.get(`notices/${shop.notice.sha256}.json`) ?? '';
    expect(createHash('sha256').update(shown).digest('base64url')).toBe(shop.notice.sha256);
  });

  it('holds its range and nothing else: the first moment is in it, the last is not', async () => {
    const shop = await aShopOf(place);
    const times = [TODAY.from, TODAY.to].flatMap((time) => [Date.parse(time) - 1, Date.parse(time)]);
    for (const time of times) {
      shop.clock.now = time;
      const person = await aSubject();
      await shop.post(person, shop.give(person, { choices: { [ADS]: 'refused' } }));
    }
    const bytes = await bundleOf(shop);
    expect(peekPayload(filesOf(bytes).get('manifest.jws') ?? '')).toMatchObject({ counts: { events: 2 }, ...TODAY });
    expect((await verdictOn(bytes)).ok).toBe(true);
  });

  it('of a day without an act is empty, and valid', async () => {
    const { ok, text } = await verdictOn(await bundleOf(await aShopOf(place)));
    expect([ok, text]).toEqual([true, expect.stringContaining('0 events')]);
  });
});

describe('an audit bundle that was changed', () => {
  it('is found out by any byte of the archive', async () => {
    const bytes = await bundleOf(await aDayOf());
    const accepted: number[] = [];
    const step = 23;
    for (let at = 0; at < bytes.length; at += step) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      if ((await verdictOn(changed)).ok) accepted.push(at);
    }
    expect(accepted).toEqual([]);
    expect(bytes.length / step).toBeGreaterThan(200);
  }, 60_000);

  it('is found out by any byte of each file, though the archive was made anew, and the file is named', async () => {
    const bytes = await bundleOf(await aDayOf());
    const accepted: string[] = [];
    for (const [path, text] of filesOf(bytes)) {
      for (let at = 0; at < text.length; at += Math.ceil(text.length / 40)) {
        const letter = text[at] === 'x' ? 'y' : 'x';
        const changed = repacked(bytes, (files) => files.set(path, text.slice(0, at) + letter + text.slice(at + 1)));
        const verdict = await verdictOn(changed);
        if (verdict.ok || !(path === 'jwks.json' || verdict.text.includes(path))) accepted.push(`${path} ${at}`);
      }
    }
    expect(accepted).toEqual([]);
    expect([...filesOf(bytes).keys()].sort()).toEqual([
      'README.txt',
      'checkpoint.txt',
      'erased.jsonl',
      'erasures.jsonl',
      'events.jsonl',
      'jwks.json',
      'manifest.jws',
      expect.stringMatching(/^notices\/[\w-]{43}\.json$/),
      'objections.jsonl',
      'proofs.jsonl',
      'receipts.jws',
      'retractions.jsonl',
    ]);
  }, 60_000);

  it.each([
    ['a file more', (files: Map<string, string>) => files.set('more.txt', 'more'), /more\.txt is not named/],
    ['a file less', (files: Map<string, string>) => files.delete('events.jsonl'), /events\.jsonl is missing/],
    ['no manifest', (files: Map<string, string>) => files.delete('manifest.jws'), /There is no manifest\.jws/],
    ['a line less', (files: Map<string, string>) => files.set('receipts.jws', ''), /receipts\.jws was changed/],
    [
      'an empty line more',
      (files: Map<string, string>) => files.set('events.jsonl', `${files.get('events.jsonl')}\n`),
      /events\.jsonl was changed/,
    ],
  ])('is found out with %s', async (_what, change, words) => {
    const { ok, text } = await verdictOn(repacked(await bundleOf(await aDayOf()), change));
    expect([ok, text]).toEqual([false, expect.stringMatching(words)]);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['no archive', new TextEncoder().encode('PK hello')],
    ['a receipt', new TextEncoder().encode('a.b.c')],
  ])('so that it is %s is refused in plain words', async (_what, bytes) => {
    expect(await verdictOn(bytes)).toEqual({ ok: false, text: expect.stringContaining('no bundle as candor audit') });
  });
});

describe('an audit bundle made by somebody who may not', () => {
  it('is refused against the shop’s published keys, and without them its own keys are told to be compared', async () => {
    const shop = await aDayOf();
    const forger = await generateSigningKey('receipt');
    const publishedKeys = [...keysOf(shop), forger.publicJwk];
    const bytes = await bundleOf(shop, { key: forger, publishedKeys });
    expect(await verdictOn(bytes)).toEqual({ ok: true, text: expect.stringContaining('--jwks') });
    expect(await verdictOn(bytes, { keys: keysOf(shop) })).toEqual({
      ok: false,
      text: expect.stringContaining('key-unknown'),
    });
  });

  it('is refused with a manifest signed by the recommender’s key', async () => {
    const shop = await aDayOf();
    const key = await generateSigningKey('explanation');
    const bytes = await bundleOf(shop, { key, publishedKeys: [...keysOf(shop), key.publicJwk] });
    expect(await verdictOn(bytes)).toEqual({ ok: false, text: expect.stringContaining('role-wrong') });
  });

  it('is refused with a receipt in the place of the manifest, and a manifest is no receipt', async () => {
    const shop = await aDayOf();
    const bytes = await bundleOf(shop);
    const manifest = filesOf(bytes).get('manifest.jws') ?? '';
    const [receipt = ''] = (filesOf(bytes).get('receipts.jws') ?? '').split('\n');
    const swapped = repacked(bytes, (files) => files.set('manifest.jws', receipt));
    expect(await verdictOn(swapped)).toEqual({ ok: false, text: expect.stringContaining('typ-wrong') });
    expect((await verifyReceipt(manifest, [shop.key.publicJwk])).ok).toBe(false);
    const disguised = await signJws(peekPayload(receipt) as object, 'audit-manifest+jws', shop.key);
    const odd = repacked(bytes, (files) => files.set('manifest.jws', disguised));
    expect(await verdictOn(odd)).toEqual({ ok: false, text: expect.stringContaining('is no manifest') });
  });

  it('is refused under another issuer’s name', async () => {
    const { ok, text } = await verdictOn(await bundleOf(await aDayOf()), { iss: 'https://other.example' });
    expect([ok, text]).toEqual([false, expect.stringContaining('iss-wrong')]);
  });
});

describe('an audit bundle of a shop that changed its record', () => {
  it('is refused where an event is not what its receipt was given for', async () => {
    const doctor = (record: RecordRange) => ({
      ...record,
      events: record.events.map((event) => ({ ...event, event: event.event.replace('refused', 'given') })),
    });
    const { ok, text } = await verdictOn(await bundleOf(await aDayOf(), { doctor }));
    expect([ok, text]).toEqual([false, expect.stringMatching(/Line \d of events\.jsonl is not what its receipt/)]);
  });

  it('is refused where a receipt was made by another key, or is twice the same', async () => {
    const shop = await aDayOf();
    const other = await generateSigningKey('receipt');
    const [held] = (await shop.store.read.between(TODAY.from, TODAY.to)).events;
    const receipt = await signJws(peekPayload(held?.receipt ?? '') as object, 'consent-receipt+jws', other);
    const resigned = await bundleOf(shop, {
      doctor: (record) => ({
        ...record,
        events: record.events.map((event, at) => (at === 0 ? { ...event, receipt } : event)),
      }),
    });
    expect((await verdictOn(resigned)).text).toContain('not among the published keys');
    const doubled = await bundleOf(shop, {
      doctor: (record) => ({ ...record, events: [...record.events.slice(0, 1), ...record.events] }),
    });
    expect(await verdictOn(doubled)).toEqual({ ok: false, text: expect.stringContaining('1 receipts stand twice') });
  });

  it('shows what was left out: the gap in the chain, and the missing numbers', async () => {
    const bytes = await bundleOf(await aDayOf(), {
      doctor: (record) => ({ ...record, events: record.events.filter((_event, at) => at !== 1) }),
    });
    const { ok, text } = await verdictOn(bytes);
    expect(ok).toBe(true);
    expect(text).toMatch(/Subject sub_\S{22}: a gap, events 2 are not here/);
    expect(text).toContain('Numbers 2 of the record are not here.');
    expect(text).toContain('1 of these numbers were not deleted: they were left out');
    expect(text).toContain('1 of 2 chains are unbroken');
  });

  it('shows that a chain began before the range', async () => {
    const bytes = await bundleOf(await aDayOf(), {
      doctor: (record) => ({ ...record, events: record.events.filter((_event, at) => at > 1) }),
    });
    expect((await verdictOn(bytes)).text).toMatch(/the chain begins at event 3; 1 to 2 came before the range/);
  });
});

describe('an audit bundle after two rotations', () => {
  it('is valid with every key that signed in its range', async () => {
    const keys = await Promise.all(
      [0, 3_600_000, 7_200_000].map(async (later) => ({
        ...(await generateSigningKey('receipt')),
        from: new Date(NOON + later).toISOString() as typeof TODAY.from,
      })),
    );
    const open = () => openStore({ databaseUrl: ':memory:', dataDir: '' });
    const shop = await aShopOf({ open, address: () => '' }, { keys });
    for (const _key of keys) {
      const person = await aSubject();
      await shop.post(person, shop.give(person));
      shop.clock.now += 3_600_000;
    }
    const published = [...keys.map(({ publicJwk }) => publicJwk), shop.checkpointKey.publicJwk];
    const bytes = await bundleOf(shop, { key: keys[2], publishedKeys: published });
    expect((await verdictOn(bytes, { keys: published })).ok).toBe(true);
    expect((await verdictOn(bytes, { keys: published.slice(1) })).text).toContain('Receipt 1 of receipts.jws');
  });
});

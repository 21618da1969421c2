// @vitest-environment node
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { eventId, secretText, subjectId } from '../../src/contract/ids.ts';
import { notice, noticeStrings } from '../../src/contract/notice.ts';
import { fromBase64Url } from '../../src/crypto/base64url.ts';
import { digestJson, digestText, subjectOf } from '../../src/crypto/digest.ts';
import { thumbprint } from '../../src/crypto/jwk.ts';
import { newSecret, uuidV7 } from '../../src/crypto/random.ts';
import type { Chance } from '../../src/crypto/random.ts';
import { aNotice } from '../contract/samples.ts';
import { sharedJson } from '../support/shared.ts';

const { subtle } = globalThis.crypto;
const chance: Chance = (bytes) => globalThis.crypto.getRandomValues(bytes);
const always =
  (byte: number): Chance =>
  (bytes) =>
    bytes.fill(byte);
const sha256 = (...parts: readonly (string | Buffer)[]): string =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('base64url');
const aSecret = (text: string) => v.parse(secretText, text);

describe('a digest', () => {
  it('is SHA-256 over UTF-8, as base64url', async () => {
    expect(await digestText('', subtle)).toBe('47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU');
    expect(await digestText('größe 🕯', subtle)).toBe(sha256('größe 🕯'));
  });

  it('of JSON is the digest of its canonical spelling', async () => {
    expect(await digestJson({ b: 1, a: [-0, 'ä'] }, subtle)).toBe(sha256('{"a":[0,"ä"],"b":1}'));
    await expect(digestJson({ a: '\ud800' }, subtle).catch((error: unknown) => error)).resolves.toBeInstanceOf(
      TypeError,
    );
  });

  it('of the worked event is the one in its receipt', async (context) => {
    const event = sharedJson(context, 'samples/receipts/worked-example/event.json');
    const payload = sharedJson(context, 'samples/receipts/worked-example/receipt.payload.json');
    expect(payload).toMatchObject({ event_sha256: await digestJson(event, subtle) });
  });

  it('of a notice covers every string of it but the digest, whatever the order of members', async () => {
    const read = v.parse(notice, aNotice());
    const digest = await digestJson(noticeStrings(read), subtle);
    const turned = Object.fromEntries(Object.entries(read).reverse());
    expect(await digestJson(noticeStrings(v.parse(notice, turned)), subtle)).toBe(digest);
    expect(await digestJson(noticeStrings({ ...read, sha256: digest }), subtle)).toBe(digest);
    for (const change of [
      { title: 'x' },
      { body: 'x' },
      { lang: 'de' },
      { terms: 'x' },
      { labels: { ...read.labels, refuse: 'x' } },
    ]) {
      expect(await digestJson(noticeStrings({ ...read, ...change }), subtle)).not.toBe(digest);
    }
  });
});

describe('a subject', () => {
  it('is derived from its secret as the contract tells', async () => {
    const expected = `sub_${sha256('candor-subject-v1\0', Buffer.alloc(32, 7)).slice(0, 22)}`;
    const subject = await subjectOf(aSecret(Buffer.alloc(32, 7).toString('base64url')), subtle);
    expect(subject).toBe(expected);
    expect(v.is(subjectId, subject)).toBe(true);
  });

  it.each([
    ['31 bytes', Buffer.alloc(31).toString('base64url')],
    ['33 bytes', Buffer.alloc(33).toString('base64url')],
    ['nothing', ''],
    ['stray bits', `${'A'.repeat(42)}B`],
    ['no base64url', `${'A'.repeat(42)}+`],
  ])('is nobody for a secret of %s', async (_what, text) => {
    expect(await subjectOf(text as ReturnType<typeof aSecret>, subtle)).toBeUndefined();
  });
});

describe('a thumbprint', () => {
  it('is the one of RFC 8037 appendix A.3 for its Ed25519 key', async () => {
    const key = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' } as const;
    expect(await thumbprint(key, subtle)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  it('covers y of a P-256 key, and nothing beyond the required members', async (context) => {
    const { keys } = sharedJson(context, 'samples/explanation/jwks.json') as {
      keys: [Parameters<typeof thumbprint>[0] & { kid: string; y: string }];
    };
    const [key] = keys;
    expect(await thumbprint(key, subtle)).toBe(key.kid);
    expect(key.kid).toBe(sha256(`{"crv":"P-256","kty":"EC","x":"${key.x}","y":"${key.y}"}`));
  });
});

describe('chance', () => {
  it('makes secrets of 32 bytes, no two alike', () => {
    const secrets = Array.from({ length: 50 }, () => newSecret(chance));
    expect(new Set(secrets).size).toBe(50);
    for (const secret of secrets) expect(fromBase64Url(secret)).toHaveLength(32);
    expect(v.is(secretText, newSecret(always(255)))).toBe(true);
  });

  it('lays a UUIDv7 out as RFC 9562 does: time, version, variant, the rest random', () => {
    expect(uuidV7(0x017f22e279b0, always(0))).toBe('017f22e2-79b0-7000-8000-000000000000');
    expect(uuidV7(0x017f22e279b0, always(255))).toBe('017f22e2-79b0-7fff-bfff-ffffffffffff');
    expect(uuidV7(1645557742000.9, always(0)).slice(0, 13)).toBe('017f22e2-79b0');
  });

  it('names every act with an id that the contract takes and that sorts by time', () => {
    const times = fc.integer({ min: 0, max: 2 ** 48 - 1 });
    fc.assert(
      fc.property(times, times, (one, other) => {
        const [first, second] = [uuidV7(Math.min(one, other), chance), uuidV7(Math.max(one, other), chance)];
        expect(v.is(eventId, first)).toBe(true);
        if (one !== other) expect(first < second).toBe(true);
        expect(Number.parseInt(first.replace('-', '').slice(0, 12), 16)).toBe(Math.min(one, other));
      }),
    );
  });

  it('names two acts of one millisecond apart', () => {
    expect(new Set(Array.from({ length: 100 }, () => uuidV7(1_795_342_531_000, chance))).size).toBe(100);
  });
});

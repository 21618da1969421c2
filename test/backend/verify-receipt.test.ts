// @vitest-environment node
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/backend/open-store.ts';
import { generateSigningKey, signJws } from '../../src/backend/signing-key.ts';
import { verifyReceipt } from '../../src/backend/verify-receipt.ts';
import { jwks, type KeyRole, readKeys } from '../../src/contract/jwks.ts';
import { parse } from '../../src/contract/parse.ts';
import { receiptPayload } from '../../src/contract/receipt.ts';
import { digestJson } from '../../src/crypto/digest.ts';
import { thumbprint } from '../../src/crypto/jwk.ts';
import { verifyJws } from '../../src/crypto/jws.ts';
import { peekPayload } from '../../src/crypto/peek.ts';
import { refOf } from '../../src/contract/notice.ts';
import { anEvent, aNotice, anObjection, aReceipt, aSubject, PURCHASES } from '../support/builders.ts';
import { itShared } from '../support/shared.ts';
import { aBackend } from './harness.ts';

const { subtle } = globalThis.crypto;

const aPayload = async (over: object = {}) => aReceipt(anEvent(await aSubject(), refOf(await aNotice())), over);

describe('a receipt', () => {
  it('that the backend issued is valid, and says what was chosen', async () => {
    const { post, object, give, key } = await aBackend(await openStore({ databaseUrl: ':memory:', dataDir: '' }));
    const person = await aSubject();
    const consent = await verifyReceipt(
      `${String((await post(person, give(person))).json['receipt'])}\n`,
      [key.publicJwk],
      'https://shop.example',
    );
    expect(consent.ok).toBe(true);
    expect(consent.lines.join('\n')).toContain(`${PURCHASES}: given until 2027-11-23`);
    const objection = await verifyReceipt(String((await object(person, anObjection(person))).json['receipt']), [
      key.publicJwk,
    ]);
    expect([objection.ok, objection.lines.join('\n')]).toEqual([
      true,
      expect.stringContaining('objected to data "order-550936"'),
    ]);
    expect(objection.lines.join('\n')).toContain('The issuer was not compared');
  });

  it('stays valid after the keys were rotated twice', async () => {
    const [old, ...newer] = await Promise.all([
      generateSigningKey('receipt'),
      generateSigningKey('receipt'),
      generateSigningKey('receipt', 'P-256'),
    ]);
    const receipt = await signJws(await aPayload(), 'consent-receipt+jws', old);
    expect(
      (
        await verifyReceipt(
          receipt,
          [...newer, old].map(({ publicJwk }) => publicJwk),
        )
      ).ok,
    ).toBe(true);
  });

  it('is refused after any bit of it was flipped', async () => {
    const key = await generateSigningKey('receipt');
    const receipt = await signJws(await aPayload(), 'consent-receipt+jws', key);
    const accepted: number[] = [];
    for (let at = 0; at < receipt.length; at += 7) {
      const flipped = String.fromCodePoint((receipt.codePointAt(at) ?? 0) ^ (1 << (at % 7)));
      const { ok } = await verifyReceipt(receipt.slice(0, at) + flipped + receipt.slice(at + 1), [key.publicJwk]);
      if (ok) accepted.push(at);
    }
    expect(accepted).toEqual([]);
  });

  const signed = async (
    payload: object,
    { typ = 'consent-receipt+jws', role = 'receipt' }: { readonly typ?: string; readonly role?: KeyRole } = {},
  ) => {
    const key = await generateSigningKey(role);
    return { receipt: await signJws(payload, typ, key), keys: [key.publicJwk] };
  };
  it.each([
    ['another type', async () => signed(await aPayload(), { typ: 'why+jws' }), /something other than a receipt/],
    ['the recommender’s key', async () => signed(await aPayload(), { role: 'explanation' }), /may not sign receipts/],
    ['an unknown key', async () => ({ ...(await signed(await aPayload())), keys: [] }), /not among the published keys/],
    ['another issuer', async () => signed(await aPayload({ iss: 'https://evil.example' })), /somebody else/],
    [
      'the digest of another event',
      async () => signed(await aPayload({ event_sha256: 'A'.repeat(43) })),
      /digest of the event in it does not/,
    ],
    [
      'contents that are no receipt',
      async () => signed({ iss: 'https://shop.example', anything: 1 }),
      /not a receipt as the contract has it/,
    ],
    [
      'an objection’s type',
      async () => signed(await aPayload(), { typ: 'objection-receipt+jws' }),
      /not a receipt as the contract has it/,
    ],
    ['no JWS', async () => ({ ...(await signed({})), receipt: 'hello' }), /no receipt/],
  ])('with %s is refused in plain words', async (_what, make, words) => {
    const { receipt, keys } = await make();
    const { ok, lines } = await verifyReceipt(receipt, keys, 'https://shop.example');
    expect([ok, lines.join('\n')]).toEqual([false, expect.stringMatching(words)]);
    expect(lines[0]).toMatch(/^NOT VALID\. /);
  });

  itShared('of the worked example is valid', 'samples/receipts/worked-example/receipt.jws', async (file) => {
    const keys = parse(jwks, JSON.parse(readFileSync(join(dirname(file), 'jwks.json'), 'utf8')));
    const { ok, lines } = await verifyReceipt(
      readFileSync(file, 'utf8'),
      keys ? readKeys(keys) : [],
      'https://shop.example',
    );
    expect([ok, lines.join('\n')]).toEqual([true, expect.stringContaining('assistant.transcripts: withdrawn')]);
  });

  itShared(
    'of the worked example has the shape of the contract, key, digest and all',
    'samples/receipts/worked-example',
    async (folder) => {
      const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
      const jws = readFileSync(join(folder, 'receipt.jws'), 'utf8').trim();
      const payload = parse(receiptPayload, read('receipt.payload.json'));
      const keys = parse(jwks, read('jwks.json'));
      const [key] = keys ? readKeys(keys) : [];
      expect(payload).toEqual(read('receipt.payload.json'));
      expect(payload?.event).toEqual(read('event.json'));
      expect(peekPayload(jws)).toEqual(payload);
      expect(await digestJson(payload?.event, subtle)).toBe(payload?.event_sha256);
      expect(key && (await thumbprint(key, subtle))).toBe(key?.kid);
      const expected = {
        keys: key ? [key] : [],
        role: 'receipt',
        typ: 'consent-receipt+jws',
        iss: 'https://shop.example',
      } as const;
      expect(await verifyJws(jws, expected, subtle)).toEqual({ ok: true, payload, kid: key?.kid });
    },
  );
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSigningKey, signJws } from '../../src/backend/signing-key.ts';
import { refOf } from '../../src/contract/notice.ts';
import { type JwsExpectation, type JwsResult, verifyJws, type verifySignature } from '../../src/crypto/jws.ts';
import { anEvent, aNotice, aReceipt, aSubject } from '../support/builders.ts';
import { launchBrowser } from '../support/browser.ts';
import { openModulePage } from '../support/module-page.ts';
import { describeShared } from '../support/shared.ts';
import { readSuite, type SignatureCase, SUITES } from '../support/wycheproof.ts';

const { subtle } = globalThis.crypto;
const ISSUER = 'https://shop.example';

type InPage = {
  readonly candor: { readonly verifyJws: typeof verifyJws; readonly verifySignature: typeof verifySignature };
};
type Question = readonly [jws: string, expected: JwsExpectation];

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  page = await openModulePage(browser, ['crypto/jws']);
});
afterAll(() => browser?.close());

/** Names of the cases that Chromium judges wrongly. */
const wrongAnswers = (cases: readonly SignatureCase[]): Promise<readonly string[]> =>
  page.evaluate(async (all) => {
    const { candor } = globalThis as unknown as InPage;
    const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
    const wrong: string[] = [];
    for (const { name, key, sig, msg, isValid } of all) {
      const bytes = { signature: fromHex(sig), signed: fromHex(msg) };
      const verified = await candor.verifySignature(key, bytes, globalThis.crypto.subtle);
      if (verified !== isValid) wrong.push(`${name}: ${String(verified)}`);
    }
    return wrong;
  }, cases);

const inChromium = (questions: readonly Question[]): Promise<readonly JwsResult[]> =>
  page.evaluate((all) => {
    const { candor } = globalThis as unknown as InPage;
    return Promise.all(all.map(([jws, expected]) => candor.verifyJws(jws, expected, globalThis.crypto.subtle)));
  }, questions);

const inNode = (questions: readonly Question[]): Promise<readonly JwsResult[]> =>
  Promise.all(questions.map(([jws, expected]) => verifyJws(jws, expected, subtle)));

const codesOf = (results: readonly JwsResult[]): readonly string[] =>
  results.map((result) => (result.ok ? 'valid' : result.code));

describeShared('Wycheproof in Chromium', 'vectors/wycheproof', (folder) => {
  it.each(SUITES)('%s: every signature is judged as it should be', async (name) => {
    expect(await wrongAnswers(readSuite(folder, name))).toEqual([]);
  });
});

describe('invariant 9: a receipt in Chromium', () => {
  const expectedOf = (keys: JwsExpectation['keys']): JwsExpectation => ({
    keys,
    role: 'receipt',
    typ: 'consent-receipt+jws',
    iss: ISSUER,
  });
  const aSignedReceipt = async (curve: 'Ed25519' | 'P-256') => {
    const payload = await aReceipt(anEvent(await aSubject(), refOf(await aNotice())), { iss: ISSUER });
    const key = await generateSigningKey('receipt', curve);
    return { key, jws: await signJws(payload, 'consent-receipt+jws', key) };
  };

  it.each(['Ed25519', 'P-256'] as const)('on %s holds after two rotations of the key', async (curve) => {
    const { key, jws } = await aSignedReceipt(curve);
    const newer = [await generateSigningKey('receipt'), await generateSigningKey('receipt', 'P-256')];
    const expected = expectedOf([...newer, key].map(({ publicJwk }) => publicJwk));
    expect(codesOf(await inChromium([[jws, expected]]))).toEqual(['valid']);
  });

  it.each(['Ed25519', 'P-256'] as const)(
    'on %s with any bit flipped is refused, for the reason Node gives',
    async (curve) => {
      const { key, jws } = await aSignedReceipt(curve);
      const questions = Array.from({ length: jws.length * 7 }, (_, bit): Question => {
        const at = Math.floor(bit / 7);
        const flipped = String.fromCodePoint((jws.codePointAt(at) ?? 0) ^ (1 << (bit % 7)));
        return [jws.slice(0, at) + flipped + jws.slice(at + 1), expectedOf([key.publicJwk])];
      });
      const codes = codesOf(await inChromium(questions));
      expect(codes.filter((code) => code === 'valid')).toEqual([]);
      expect(codes).toEqual(codesOf(await inNode(questions)));
    },
  );

  it('of another role, type, key or issuer is refused', async () => {
    const { key, jws } = await aSignedReceipt('Ed25519');
    const other = await generateSigningKey('receipt');
    const expected = expectedOf([key.publicJwk]);
    const questions: readonly Question[] = [
      [jws, { ...expected, keys: [{ ...key.publicJwk, candor_role: 'explanation' }] }],
      [jws, { ...expected, typ: 'objection-receipt+jws' }],
      [jws, { ...expected, keys: [other.publicJwk] }],
      [jws, { ...expected, keys: [{ ...other.publicJwk, kid: key.publicJwk.kid }] }],
      [jws, { ...expected, iss: 'https://other.example' }],
    ];
    const codes = ['role-wrong', 'typ-wrong', 'key-unknown', 'signature-wrong', 'iss-wrong'];
    expect(codesOf(await inChromium(questions))).toEqual(codes);
    expect(codesOf(await inNode(questions))).toEqual(codes);
  });
});

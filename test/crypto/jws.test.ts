// @vitest-environment node
import fc from 'fast-check';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { jwks, readKeys } from '../../src/contract/jwks.ts';
import { receiptPayload } from '../../src/contract/receipt.ts';
import { digestJson } from '../../src/crypto/digest.ts';
import { verifyJws } from '../../src/crypto/jws.ts';
import { peekPayload } from '../../src/crypto/peek.ts';
import type { JwsExpectation, JwsResult } from '../../src/crypto/jws.ts';
import { sharedJson, sharedText } from '../support/shared.ts';
import { aSigner, partOf, sign, signParts } from './sign.ts';
import type { Signer } from './sign.ts';

const { subtle } = globalThis.crypto;
const ISS = 'https://shop.example';
const TYP = 'consent-receipt+jws';
const PAYLOAD = { iss: ISS, order: 812 };

let ed: Signer;
let ec: Signer;
let recommender: Signer;
let expected: JwsExpectation;

beforeAll(async () => {
  ed = await aSigner('Ed25519', 'receipt');
  ec = await aSigner('P-256', 'receipt');
  recommender = await aSigner('Ed25519', 'explanation');
  expected = { keys: [recommender.jwk, ec.jwk, ed.jwk], role: 'receipt', typ: TYP, iss: ISS };
});

const verify = (jws: string, over: Partial<JwsExpectation> = {}): Promise<JwsResult> =>
  verifyJws(jws, { ...expected, ...over }, subtle);
const codeOf = (result: JwsResult): string => (result.ok ? 'accepted' : result.code);
const codeFor = async (header: object, payload: unknown = PAYLOAD, signer = ed): Promise<string> =>
  codeOf(await verify(await sign(payload, signer, header)));

describe('a JWS', () => {
  it.each([
    ['EdDSA', () => ed],
    ['Ed25519', () => ed],
    ['ES256', () => ec],
  ] as const)('signed with %s is accepted, with what its bytes say', async (alg, signer) => {
    const jws = await sign(PAYLOAD, signer(), { alg });
    expect(await verify(jws)).toEqual({ ok: true, payload: PAYLOAD, kid: signer().jwk.kid });
  });

  it('still verifies after two key rotations, its key among others', async () => {
    const jws = await sign(PAYLOAD, ed);
    const newer = await Promise.all([aSigner('Ed25519', 'receipt'), aSigner('Ed25519', 'receipt')]);
    expect(await verify(jws, { keys: [...newer.map(({ jwk }) => jwk), ed.jwk] })).toMatchObject({ ok: true });
  });

  it('may say in its header what this version does not know', async () => {
    expect(await codeFor({ cty: 'json', 'x-later': [1] })).toBe('accepted');
  });

  it.each([
    ['none', { alg: 'none' }],
    ['HS256', { alg: 'HS256' }],
    ['RS256', { alg: 'RS256' }],
    ['an unknown word', { alg: 'eddsa' }],
    ['the other curve', { alg: 'ES256' }],
    ['an object', { alg: { toString: 1, valueOf: 1 } }],
    ['a list', { alg: ['EdDSA'] }],
    ['nothing', { alg: undefined }],
    ['null', { alg: null }],
    ['a name every object has', { alg: 'constructor' }],
  ])('with %s as algorithm is refused', async (_what, header) => {
    expect(await codeFor(header)).toBe('alg-not-allowed');
  });

  it('with alg none and no signature is refused', async () => {
    const jws = `${partOf({ alg: 'none', typ: TYP, kid: ed.jwk.kid })}.${partOf(PAYLOAD)}.`;
    expect(codeOf(await verify(jws))).toBe('alg-not-allowed');
  });

  it.each([
    ['of another kind', { typ: 'why+jws' }, 'typ-wrong'],
    ['without typ', { typ: undefined }, 'typ-wrong'],
    ['with typ in capitals', { typ: TYP.toUpperCase() }, 'typ-wrong'],
    ['with crit', { crit: ['exp'] }, 'malformed'],
    ['with an empty crit', { crit: [] }, 'malformed'],
    ['with crit null', { crit: null }, 'malformed'],
    ['with b64 under crit (RFC 7797)', { b64: false, crit: ['b64'] }, 'malformed'],
    ['with an unknown kid', { kid: 'A'.repeat(43) }, 'key-unknown'],
    ['without kid', { kid: undefined }, 'key-unknown'],
    ['with kid as a list', { kid: [1] }, 'key-unknown'],
    ['that brings its own key', { kid: undefined, jwk: { kty: 'OKP' } }, 'key-unknown'],
  ])('%s is refused', async (_what, header, code) => {
    expect(await codeFor(header)).toBe(code);
  });

  it("signed by the recommender's key is no receipt, under any kid", async () => {
    expect(await codeFor({}, PAYLOAD, recommender)).toBe('role-wrong');
    expect(await codeFor({ kid: ed.jwk.kid }, PAYLOAD, recommender)).toBe('signature-wrong');
    expect(codeOf(await verify(await sign(PAYLOAD, ed, { kid: recommender.jwk.kid })))).toBe('role-wrong');
  });

  it('by a key that took the kid of another is refused', async () => {
    const stranger = await aSigner('P-256', 'receipt');
    expect(await codeFor({ kid: ec.jwk.kid }, PAYLOAD, stranger)).toBe('signature-wrong');
  });

  it.each([
    ['another shop', { iss: 'https://evil.example' }, 'iss-wrong'],
    ['a shop with a slash', { iss: `${ISS}/` }, 'iss-wrong'],
    ['nobody', {}, 'iss-wrong'],
    ['a list of shops', { iss: [ISS] }, 'iss-wrong'],
    ['a payload that is text', 'text', 'malformed'],
    ['a payload that is a list', [], 'malformed'],
    ['a payload that is null', 'null', 'malformed'],
    ['a payload that is not JSON', '{', 'malformed'],
  ])('of %s is refused though well signed', async (_what, payload, code) => {
    expect(await codeFor({}, payload)).toBe(code);
  });

  it('whose payload is not UTF-8, or not spelled canonically, is refused though well signed', async () => {
    const [header = '', payload = ''] = (await sign(PAYLOAD, ed)).split('.');
    for (const part of ['_w', `${payload}=`, `${payload.slice(0, -1)}+`, '']) {
      expect(codeOf(await verify(await signParts(header, part, ed)))).toBe('malformed');
    }
  });

  it('is refused with any one bit flipped, in every letter of every part', async () => {
    const jws = await sign(PAYLOAD, ed);
    for (const [at, letter] of [...jws].entries()) {
      const flipped = String.fromCharCode(letter.charCodeAt(0) ^ (1 << (at % 7)));
      expect((await verify(jws.slice(0, at) + flipped + jws.slice(at + 1))).ok).toBe(false);
    }
  });

  it('is refused with its parts taken from two that are good', async () => {
    const [one, other] = [
      (await sign(PAYLOAD, ed)).split('.'),
      (await sign({ ...PAYLOAD, order: 813 }, ed)).split('.'),
    ];
    expect(codeOf(await verify(`${one[0]}.${other[1]}.${one[2]}`))).toBe('signature-wrong');
    expect(codeOf(await verify(`${one[0]}.${one[1]}.${other[2]}`))).toBe('signature-wrong');
  });

  it('is refused with more, fewer or empty parts', async () => {
    const jws = await sign(PAYLOAD, ed);
    const [header, payload, signature] = jws.split('.');
    for (const text of [
      `${jws}.`,
      `${jws}.${signature}`,
      `.${jws}`,
      `${header}.${payload}`,
      `${header}..${signature}`,
      '..',
      '.',
      '',
      ' ',
      jws.repeat(2),
    ]) {
      expect((await verify(text)).ok).toBe(false);
    }
    for (const text of [` ${jws}`, `${jws}\n`, `${jws}=`, `${header}.${payload}.${signature?.slice(0, -2)}`]) {
      expect((await verify(text)).ok).toBe(false);
    }
  });

  it('is refused when it is huge, without being read', async () => {
    expect(codeOf(await verify(await sign({ ...PAYLOAD, text: 'x'.repeat(80_000) }, ed)))).toBe('malformed');
    for (const text of ['A'.repeat(5_000_000), '.'.repeat(5_000_000), `${partOf('['.repeat(1_000_000))}.e30.AA`]) {
      expect(codeOf(await verify(text))).toBe('malformed');
    }
  });

  it('never makes the verifier throw', async () => {
    const json = fc.oneof(
      fc.jsonValue(),
      fc.record({ alg: fc.jsonValue(), typ: fc.constant(TYP), kid: fc.constant(ed.jwk.kid) }),
    );
    const part = fc.oneof(fc.string({ unit: 'binary' }), json.map(partOf), fc.constant(''));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.array(part, { maxLength: 5 }).map((parts) => parts.join('.')),
        ),
        async (text) => {
          expect((await verify(text)).ok).toBe(false);
          expect(() => peekPayload(text)).not.toThrow();
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('a browser that cannot check', () => {
  const failing = (error: unknown): SubtleCrypto => ({ ...subtle, importKey: () => Promise.reject(error) });

  it.each([
    ['has no Ed25519', failing(new DOMException('no', 'NotSupportedError'))],
    ['says so in its own way', failing(new TypeError('Unrecognized algorithm'))],
    ['has no WebCrypto, on a page without TLS', undefined as unknown as SubtleCrypto],
  ])('%s: says so, and never calls the signature wrong', async (_what, engine) => {
    expect(await verifyJws(await sign(PAYLOAD, ed), expected, engine)).toEqual({ ok: false, code: 'unsupported' });
  });

  it('still tells a key that is no key apart', async () => {
    const broken = { ...ec.jwk, x: 'A'.repeat(43) };
    expect(codeOf(await verify(await sign(PAYLOAD, ec), { keys: [broken] }))).toBe('signature-wrong');
  });
});

describe('the worked receipt', () => {
  it('verifies with its published key, and its payload is what the contract shows', async (context) => {
    const folder = 'samples/receipts/worked-example';
    const jws = sharedText(context, `${folder}/receipt.jws`).trim();
    const keys = readKeys(v.parse(jwks, sharedJson(context, `${folder}/jwks.json`)));
    const result = await verify(jws, { keys });
    expect(result).toMatchObject({ ok: true });
    const payload = v.parse(receiptPayload, result.ok ? result.payload : undefined);
    expect(payload).toEqual(sharedJson(context, `${folder}/receipt.payload.json`));
    expect(await digestJson(payload.event, subtle)).toBe(payload.event_sha256);
  });

  it('is no explanation, and the worked explanation no receipt', async (context) => {
    const receipt = sharedText(context, 'samples/receipts/worked-example/receipt.jws').trim();
    const why = sharedText(context, 'samples/explanation/example.jws').trim();
    const keys = ['receipts/worked-example', 'explanation'].flatMap((at) =>
      readKeys(v.parse(jwks, sharedJson(context, `samples/${at}/jwks.json`))),
    );
    expect(await verify(why, { keys, role: 'explanation', typ: 'why+jws' })).toMatchObject({ ok: true });
    expect(codeOf(await verify(why, { keys }))).toBe('typ-wrong');
    expect(codeOf(await verify(why, { keys, typ: 'why+jws' }))).toBe('role-wrong');
    expect(codeOf(await verify(receipt, { keys, role: 'explanation' }))).toBe('role-wrong');
  });
});

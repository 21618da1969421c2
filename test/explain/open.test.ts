// @vitest-environment node
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { jwks, readKeys } from '../../src/contract/jwks.ts';
import { parse } from '../../src/contract/parse.ts';
import { digestText } from '../../src/crypto/digest.ts';
import { isListBroken } from '../../src/explain/list-chain.ts';
import { openExplanation, type Opening } from '../../src/explain/open.ts';
import { sharedJson, sharedText } from '../support/shared.ts';
import { aSigner, partOf, type Signer, sign } from '../crypto/sign.ts';
import { anExplanation } from './samples.ts';

const { subtle } = globalThis.crypto;
const SITE = 'https://shop.example';

let shop: Signer;
let opening: Opening;

beforeAll(async () => {
  shop = await aSigner('Ed25519', 'explanation');
  opening = { keys: [shop.jwk], issuer: SITE, site: SITE, subject: undefined, subtle };
});

const signed = (over: object = {}, header: object = {}, signer = shop): Promise<string> =>
  sign(anExplanation(over), signer, { typ: 'why+jws', ...header });
const opened = async (given: string | object, over: Partial<Opening> = {}): Promise<string> => {
  const result = await openExplanation(given, { ...opening, ...over });
  return result.kind === 'read' ? result.signature : result.code;
};
const lettersFlipped = (jws: string, place: number, bit: number): string =>
  `${jws.slice(0, place)}${String.fromCharCode(jws.charCodeAt(place) ^ (1 << bit))}${jws.slice(place + 1)}`;
const flip = (jws: string, part: number): string => {
  const parts = jws.split('.');
  const text = parts[part] ?? '';
  const middle = Math.floor(text.length / 2);
  parts[part] = `${text.slice(0, middle)}${text[middle] === 'A' ? 'B' : 'A'}${text.slice(middle + 1)}`;
  return parts.join('.');
};

describe('an explanation that is opened', () => {
  it('is signed by the shop when it is', async () => {
    expect(await opened(await signed())).toBe('signed');
  });

  it('is the worked example, signed, on its own page', async (context) => {
    const keys = readKeys(parse(jwks, sharedJson(context, 'samples/explanation/jwks.json')) ?? { keys: [] });
    const jws = sharedText(context, 'samples/explanation/example.jws').trim();
    expect(await opened(jws, { keys })).toBe('signed');
    expect(await opened(flip(jws, 1), { keys })).toBe('changed');
  });

  it.each([
    [1, 'changed'],
    [2, 'changed'],
  ])('with a flipped byte in part %i is %s', async (part, code) => {
    expect(await opened(flip(await signed(), part))).toBe(code);
  });

  it('with any flipped letter is never taken as signed', async () => {
    const jws = await signed();
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: jws.length - 1 }), fc.constantFrom('A', 'z', '-'), async (place, letter) => {
        const changed = `${jws.slice(0, place)}${letter}${jws.slice(place + 1)}`;
        if (changed !== jws) expect(await opened(changed)).not.toBe('signed');
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('is the worked example, and changed with any byte of it flipped', async (context) => {
    const keys = readKeys(parse(jwks, sharedJson(context, 'samples/explanation/jwks.json')) ?? { keys: [] });
    const jws = sharedText(context, 'samples/explanation/example.jws').trim();
    const tell = (place: number, bit: number) => opened(lettersFlipped(jws, place, bit), { keys });
    const header = jws.indexOf('.') + 1;
    const ends = [...Array(header).keys(), ...Array.from(Array(90), (_, at) => jws.length - 1 - at)];
    for (const place of ends) expect([place, await tell(place, place % 7)]).toEqual([place, 'changed']);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: jws.length - 1 }), fc.nat({ max: 6 }), async (place, bit) => {
        expect(await tell(place, bit)).toBe('changed');
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it.each([
    ['typ', { typ: 'why+jwt' }],
    ['kid', { kid: 'x'.repeat(43) }],
    ['alg', { alg: 'ES256' }],
  ])('whose %s was exchanged after signing is changed', async (_what, header) => {
    const [, payload, signature] = (await signed()).split('.');
    const other = partOf({ alg: 'EdDSA', typ: 'why+jws', kid: shop.jwk.kid, ...header });
    expect(await opened(`${other}.${payload}.${signature}`)).toBe('changed');
  });

  it.each([
    ['without its first dot', (jws: string) => jws.replace('.', 'A')],
    ['cut before its signature', (jws: string) => jws.slice(0, jws.lastIndexOf('.'))],
    ['with a dot too many', (jws: string) => `${jws.slice(0, 5)}.${jws.slice(5)}`],
  ])('%s is changed', async (_what, change) => {
    expect(await opened(change(await signed()))).toBe('changed');
  });

  it.each([
    ['typ', { typ: 'consent-receipt+jws' }],
    ['no algorithm', { alg: 'none' }],
    ['an unknown key', { kid: 'x'.repeat(43) }],
    ['a symmetric algorithm', { alg: 'HS256' }],
  ])('with %s is shown as not signed', async (_what, header) => {
    expect(await opened(await signed({}, header))).toBe('not-signed');
  });

  it('by a key for receipts, or of another shop, is shown as not signed', async () => {
    const receipts = await aSigner('Ed25519', 'receipt');
    expect(await opened(await signed({}, {}, receipts), { keys: [receipts.jwk, shop.jwk] })).toBe('not-signed');
    expect(await opened(await signed({ iss: 'https://other.example' }))).toBe('not-signed');
  });

  it('as an object is shown as not signed', async () => {
    expect(await opened(anExplanation())).toBe('not-signed');
  });

  it('is unchecked, not unsigned, while the keys cannot be had or the shop is not known', async () => {
    expect(await opened(await signed(), { keys: [] })).toBe('keys-unreachable');
    expect(await opened(await signed(), { issuer: undefined })).toBe('keys-unreachable');
  });

  it('is unchecked, not unsigned, in an engine without the algorithm', async () => {
    const without = { importKey: () => Promise.reject(new DOMException('no', 'NotSupportedError')) };
    expect(await opened(await signed(), { subtle: without as unknown as SubtleCrypto })).toBe('unsupported');
  });

  it.each([
    ['another page', { aud: 'https://shop.example:8443' }, {}, 'other-page'],
    ['a page of nobody', { aud: '' }, {}, 'other-page'],
    ['someone else', { subject: 'sub_B' }, { subject: 'sub_A' }, 'someone-else'],
    ['someone, while nobody is known here', { subject: 'sub_B' }, {}, 'someone-else'],
    ['another view', { nonce: 'n1' }, { nonce: 'n2' }, 'other-view'],
    ['no view in particular', {}, { nonce: 'n2' }, 'other-view'],
  ])('for %s is not shown', async (_what, over, who, code) => {
    expect(await opened(await signed(over), who)).toBe(code);
    expect(await opened(anExplanation(over), who)).toBe(code);
  });

  it('for this subject and view is shown', async () => {
    expect(await opened(await signed({ subject: 'sub_A', nonce: 'n1' }), { subject: 'sub_A', nonce: 'n1' })).toBe(
      'signed',
    );
  });

  it.each([
    ['nonsense', 'hello'],
    ['two parts', 'e30.e30'],
    ['five parts', 'a.b.c.d.e'],
    ['a text too long', `${'a'.repeat(90_000)}.b.c`],
    ['an empty object', {}],
  ])('of %s cannot be read', async (_what, given) => {
    expect(await opened(given)).toBe('unreadable');
  });

  it('signed by the shop but saying nothing cannot be read', async () => {
    expect(await opened(await sign({ iss: SITE }, shop, { typ: 'why+jws' }))).toBe('unreadable');
  });

  it('carries its bytes along for an objection', async () => {
    const jws = await signed();
    expect(await openExplanation(jws, opening)).toMatchObject({ jws });
    expect(await openExplanation(anExplanation(), opening)).toMatchObject({ jws: undefined });
  });
});

describe('an explanation that came in a list', () => {
  const isBroken = async (given: string, before: string | null | undefined): Promise<boolean> => {
    const result = await openExplanation(given, opening);
    if (result.kind !== 'read') throw new Error(`withheld: ${result.code}`);
    return isListBroken(result.read.explanation, before, subtle);
  };

  it('after the one it names is whole', async () => {
    const before = await signed({ id: 'x0' });
    const next = await signed({ previous: await digestText(before, subtle) });
    expect(await isBroken(next, before)).toBe(false);
  });

  it('after another than it names tells of a broken list', async () => {
    const [before, missing] = [await signed({ id: 'x0' }), await signed({ id: 'x9' })];
    const next = await signed({ previous: await digestText(missing, subtle) });
    expect(await isBroken(next, before)).toBe(true);
  });

  it('first, and naming another before it, tells of a broken list: that one was taken out', async () => {
    const next = await signed({ previous: await digestText(await signed({ id: 'x0' }), subtle) });
    expect(await isBroken(next, null)).toBe(true);
    expect(await isBroken(await signed(), null)).toBe(false);
  });

  it('alone, or naming none, has nothing to compare', async () => {
    const before = await signed({ id: 'x0' });
    const next = await signed({ previous: await digestText(before, subtle) });
    expect(await isBroken(next, undefined)).toBe(false);
    expect(await isBroken(await signed(), before)).toBe(false);
  });
});

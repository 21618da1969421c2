// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { explanationDigest, signExplanation, signExplanations } from '../../src/backend/sign-explanation.ts';
import { generateSigningKey, signJws } from '../../src/backend/signing-key.ts';
import { toBase64Url } from '../../src/crypto/base64url.ts';
import { anExplanation, codesIn, findingsIn } from './told.ts';

const key = await generateSigningKey('explanation');
const receiptKey = await generateSigningKey('receipt');
const context = { keys: [key.publicJwk, receiptKey.publicJwk], iss: 'https://shop.example' };
const part = (value: unknown): string => toBase64Url(new TextEncoder().encode(JSON.stringify(value)));

describe('a signed explanation', () => {
  it('is checked with the keys the shop publishes, and found with nothing', async () => {
    expect(await findingsIn(await signExplanation(anExplanation(), key), context)).toEqual([]);
  });

  it('is told to be unchecked where no keys are named', async () => {
    const found = await findingsIn(await signExplanation(anExplanation(), key));
    expect(found).toMatchObject([{ code: 'signature-unchecked', severity: 'warning' }]);
  });

  it('is what --keys asks for: without a signature it is an error', async () => {
    expect(await findingsIn(anExplanation(), context)).toMatchObject([
      { code: 'signature-missing', severity: 'error' },
    ]);
  });

  it('is found changed with any part of a byte flipped in what is signed', async () => {
    const jws = await signExplanation(anExplanation(), key);
    const [header = '', payload = '', signature = ''] = jws.split('.');
    for (const at of [1, 40, payload.length - 2]) {
      const other = payload[at] === 'A' ? 'B' : 'A';
      const changed = `${header}.${payload.slice(0, at)}${other}${payload.slice(at + 1)}.${signature}`;
      expect((await codesIn(changed, context))[0]).toMatch(/^(?:signature-wrong|jws-malformed) $/);
    }
  });

  it.each([
    ['with a receipt key', () => signJws(anExplanation(), 'why+jws', receiptKey), 'role-wrong '],
    ['as a receipt', () => signJws(anExplanation(), 'consent-receipt+jws', key), 'typ-wrong '],
    [
      'with no algorithm',
      async () => `${part({ alg: 'none', typ: 'why+jws' })}.${part(anExplanation())}.AA`,
      'alg-not-allowed ',
    ],
    [
      'with a shared secret',
      async () => `${part({ alg: 'HS256', typ: 'why+jws', kid: key.publicJwk.kid })}.${part(anExplanation())}.AA`,
      'alg-not-allowed ',
    ],
    [
      'for another curve',
      async () => `${part({ alg: 'ES256', typ: 'why+jws', kid: key.publicJwk.kid })}.${part(anExplanation())}.AA`,
      'alg-not-allowed ',
    ],
    [
      'with a header that must be understood',
      async () => `${part({ alg: 'EdDSA', typ: 'why+jws', crit: ['b64'] })}.${part(anExplanation())}.AA`,
      'jws-malformed ',
    ],
    [
      'by a stranger',
      async () => signJws(anExplanation(), 'why+jws', await generateSigningKey('explanation')),
      'key-unknown ',
    ],
    [
      'in the name of another shop',
      () => signExplanation(anExplanation({ iss: 'https://other.example' }), key),
      'iss-wrong /iss',
    ],
    ['with no issuer', () => signJws({ ...anExplanation(), iss: undefined }, 'why+jws', key), 'schema /iss'],
    ['over no object', () => signJws([anExplanation()], 'why+jws', key), 'jws-malformed '],
    ['and longer than the panel reads', async () => `${part({})}.${'A'.repeat(90_000)}.AA`, 'too-large '],
  ])('%s is told so', async (_what, make, finding) => {
    expect(await codesIn(await make(), context)).toEqual([finding]);
  });
});

describe('the chain of an answer', () => {
  const three = [anExplanation({ id: 'a' }), anExplanation({ id: 'b' }), anExplanation({ id: 'c' })];
  const check = async (explanations: readonly (string | undefined)[]) => codesIn({ explanations }, context);

  it('that signExplanations made holds, as a response, a list, or a line each', async () => {
    const explanations = await signExplanations(three, key);
    for (const text of [{ explanations }, explanations, explanations.join('\n')])
      expect(await findingsIn(text, context)).toEqual([]);
  });

  it.each([
    ['one in the middle is taken out', [0, 2], ['chain-broken /previous']],
    ['two change places', [1, 0, 2], ['chain-start /previous', 'chain-missing /previous', 'chain-broken /previous']],
    ['one stands twice', [0, 0], ['duplicate-id /id', 'chain-missing /previous']],
    ['the first is taken out', [1, 2], ['chain-start /previous']],
  ])('is found broken where %s', async (_what, places, findings) => {
    const all = await signExplanations(three, key);
    expect(await check(places.map((at) => all[at]))).toEqual(findings);
  });

  it('is missed where each was signed alone', async () => {
    const alone = await Promise.all(three.map((one) => signExplanation(one, key)));
    expect(await check(alone)).toEqual(['chain-missing /previous', 'chain-missing /previous']);
  });

  it('is not asked for of one that stands alone', async () => {
    const previous = await explanationDigest('the one before');
    expect(await findingsIn(await signExplanation(anExplanation({ previous }), key), context)).toEqual([]);
  });
});

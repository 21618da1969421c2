// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explanationKeySet } from '../../src/backend/explanation-keys.ts';
import {
  explanationDigest,
  ExplanationError,
  signExplanation,
  signExplanations,
} from '../../src/backend/sign-explanation.ts';
import { generateSigningKey } from '../../src/backend/signing-key.ts';
import type { ExplanationInput } from '../../src/contract/explanation.ts';
import { parseMerchantConfig } from '../../src/contract/merchant-config.ts';
import { readExplanation } from '../../src/contract/read-explanation.ts';
import { peekPayload } from '../../src/crypto/peek.ts';
import { verifyJws } from '../../src/crypto/jws.ts';
import { aConfigFile } from '../support/builders.ts';
import { itShared } from '../support/shared.ts';

const { subtle } = globalThis.crypto;

const anExplanation = (over: object = {}): ExplanationInput => ({
  v: 1,
  id: 'why-1',
  iss: 'https://shop.example',
  aud: 'https://shop.example',
  iat: 1_795_342_531,
  exp: 1_795_346_131,
  lang: 'en',
  kind: 'recommendation',
  surface: { id: 'home', strategy: 'co-purchase' },
  item: { id: 'mug', name: 'Mug' },
  engine: { name: 'Shop', adapter: 'own' },
  method: { type: 'exact-additive', verified: true },
  factors: [],
  data: [],
  commercial: { sponsored: false, effect: 'none' },
  controls: [],
  contact: { human: 'https://shop.example/contact' },
  ...over,
});

describe('an explanation', () => {
  it.each(['Ed25519', 'P-256'] as const)(
    'signed with %s verifies with a key of role explanation, and says what was given',
    async (crv) => {
      const key = await generateSigningKey('explanation', crv);
      const jws = await signExplanation(anExplanation(), key);
      const result = await verifyJws(
        jws,
        { keys: [key.publicJwk], role: 'explanation', typ: 'why+jws', iss: 'https://shop.example' },
        subtle,
      );
      expect(result).toMatchObject({ ok: true, payload: anExplanation() });
    },
  );

  it.each([
    ['no item', { item: undefined }, '/item'],
    ['hidden characters', { item: { id: 'mug', name: 'M\u{200b}ug' } }, '/item/name'],
    ['an unknown kind', { kind: 'guess' }, '/kind'],
    ['no word about money', { commercial: { effect: 'none' } }, '/commercial/sponsored'],
    [
      'a weight that is no number',
      { factors: [{ id: 'f', code: 'c', label: { en: 'x' }, weight: Number.NaN, effect: 'for', basis: 'exact' }] },
      '/factors/0/weight',
    ],
  ])('with %s is not signed', async (_what, over, path) => {
    const refusal = await signExplanation(anExplanation(over), await generateSigningKey('explanation')).catch(
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(ExplanationError);
    expect(refusal).toMatchObject({ path });
  });

  it('is not signed with a receipt key', async () => {
    await expect(signExplanation(anExplanation(), await generateSigningKey('receipt'))).rejects.toThrow(
      /signs no explanation/,
    );
  });

  it('is named by the next one through its digest', async () => {
    const key = await generateSigningKey('explanation');
    const previous = await explanationDigest(await signExplanation(anExplanation(), key));
    const next = await signExplanation(anExplanation({ id: 'why-2', previous }), key);
    expect(peekPayload(next)).toMatchObject({ previous });
  });

  itShared(
    'of the worked example can be signed and read back whole',
    'samples/explanation/example.json',
    async (file) => {
      const example = JSON.parse(readFileSync(file, 'utf8'));
      const jws = await signExplanation(example, await generateSigningKey('explanation'));
      expect(readExplanation(peekPayload(jws))?.marks).toEqual([]);
    },
  );
});

describe('the explanations of one answer', () => {
  const refusalOf = async (inputs: readonly ExplanationInput[]): Promise<unknown> =>
    signExplanations(inputs, await generateSigningKey('explanation')).catch((error: unknown) => error);

  it('each name the one before them, whatever they named before', async () => {
    const key = await generateSigningKey('explanation');
    const inputs = ['a', 'b', 'c'].map((id) => anExplanation({ id, previous: 'A'.repeat(43) }));
    const signed = await signExplanations(inputs, key);
    const told = signed.map((jws) => peekPayload(jws) as { id: string; previous?: string });
    expect(told.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(told.map(({ previous }) => previous)).toEqual([
      undefined,
      await explanationDigest(signed[0] ?? ''),
      await explanationDigest(signed[1] ?? ''),
    ]);
  });

  it('may be none', async () => {
    expect(await signExplanations([], await generateSigningKey('explanation'))).toEqual([]);
  });

  it.each([
    ['a fault in the second', [anExplanation(), anExplanation({ id: 'b', item: undefined })], '/1/item'],
    ['an id twice', [anExplanation(), anExplanation()], '/1/id'],
    ['51 of them', Array.from({ length: 51 }, (_one, at) => anExplanation({ id: `w${at}` })), ''],
  ])('with %s are not signed', async (_what, inputs, path) => {
    const refusal = await refusalOf(inputs);
    expect(refusal).toBeInstanceOf(ExplanationError);
    expect(refusal).toMatchObject({ path });
  });

  it('are not signed with a checkpoint key', async () => {
    await expect(signExplanations([anExplanation()], await generateSigningKey('checkpoint'))).rejects.toThrow(
      /signs no explanation/,
    );
  });
});

describe('the key set of a recommender', () => {
  it('holds public halves only, those of others too, each once', async () => {
    const [old, key, other] = await Promise.all([1, 2, 3].map(() => generateSigningKey('explanation')));
    if (!old || !key || !other) throw new Error('no keys');
    const set = explanationKeySet([old, key], [other.publicJwk, key.publicJwk]);
    expect(set.keys.map(({ kid }) => kid)).toEqual([other, key, old].map(({ publicJwk }) => publicJwk.kid));
    expect(parseMerchantConfig(aConfigFile({ explanationKeys: set }))).toMatchObject({ ok: true });
    expect(JSON.stringify(set)).not.toContain('"d"');
  });

  it.each(['receipt', 'checkpoint'] as const)('takes no %s key', async (role) => {
    const [key, stray] = [await generateSigningKey('explanation'), await generateSigningKey(role)];
    expect(() => explanationKeySet([key, stray])).toThrow(/signs no explanation/);
    expect(() => explanationKeySet([key], [stray.publicJwk])).toThrow(/signs no explanation/);
  });
});

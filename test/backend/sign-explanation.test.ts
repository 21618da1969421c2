// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explanationDigest, ExplanationError, signExplanation } from '../../src/backend/sign-explanation.ts';
import { generateSigningKey } from '../../src/backend/signing-key.ts';
import type { ExplanationInput } from '../../src/contract/explanation.ts';
import { readExplanation } from '../../src/contract/read-explanation.ts';
import { peekPayload } from '../../src/crypto/peek.ts';
import { verifyJws } from '../../src/crypto/jws.ts';
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

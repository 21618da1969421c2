// @vitest-environment node
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from '../../src/contract/parse.ts';
import { receivedEvent } from '../../src/contract/receipt.ts';
import { digestJson } from '../../src/crypto/digest.ts';
import { ADS, anObjection, aSubject, CHAT, DELIVERY, PURCHASES } from '../support/builders.ts';
import { aShopOf, describeOnBoth, receiptIn, statesIn } from '../backend/harness.ts';

const { subtle } = globalThis.crypto;
const RUNS = { numRuns: 15 };
const PATIENCE = { timeout: 120_000 };

/** Any value of I-JSON, as it comes back from its text; the reserved names are refused from everybody. */
const anyValue = fc
  .jsonValue({ noUnicodeString: false, maxDepth: 3 })
  .map((value): unknown => JSON.parse(JSON.stringify(value)))
  .filter((value) => !/"(?:__proto__|constructor|prototype)":/.test(JSON.stringify(value)));

/** Fields of a version to come, under names of its own. */
const anyNewFields = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 8 }).map((name) => `x-${name}`),
  anyValue,
  { maxKeys: 3 },
);

const anyKey = fc.oneof(
  fc.constantFrom(PURCHASES, CHAT, ADS, `${ADS}@meta`, DELIVERY),
  fc.constantFrom('assistant.unheard', 'never.named@nobody', 'x'),
);

/** Whatever an event that only takes away may say, that a stale widget, another shop's config or a restored profile may make of it. */
const anyNarrowing = fc.record({
  seq: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })),
  prev: fc.constantFrom(null, 'A'.repeat(43), 'B'.repeat(42) + 'Q'),
  occurred_at: fc.constantFrom('1970-01-01T00:00:00.000Z', '2999-12-31T23:59:59.999Z'),
  action: fc.constantFrom('refuse-all', 'save', 'withdraw', 'gpc', 'import'),
  surface: fc.constantFrom('notice', 'choices', 'why', 'api'),
  choices: fc.dictionary(anyKey, fc.constant('refused'), { minKeys: 1, maxKeys: 5 }),
  notice: fc.record({
    id: fc.constantFrom('shop-assistant', 'gone'),
    version: fc.constant('1999'),
    sha256: fc.constant('C'.repeat(42) + 'Q'),
  }),
  top: anyNewFields,
  inNotice: anyNewFields,
  inSignals: anyNewFields,
  inRegion: anyNewFields,
});

describeOnBoth('invariant 4: what only takes away', (place) => {
  it(
    'is never refused for a stale notice, an unknown purpose, an unknown field or its place in the chain',
    PATIENCE,
    async () => {
      const shop = await aShopOf(place);
      await fc.assert(
        fc.asyncProperty(anyNarrowing, async ({ notice, top, inNotice, inSignals, inRegion, ...over }) => {
          const person = await aSubject();
          const given = shop.give(person, { choices: { [PURCHASES]: 'given', [CHAT]: 'given', [ADS]: 'given' } });
          expect((await shop.post(person, given)).status).toBe(201);
          const event = {
            ...top,
            ...given,
            ...over,
            event_id: shop.give(person).event_id,
            notice: { ...inNotice, ...given.notice, ...notice },
            signals: { ...inSignals, gpc: true },
            region: { ...inRegion, declared: null, source: 'none' },
          };
          const said = await shop.post(person, event);
          expect([said.status, said.json['code']]).toEqual([201, undefined]);
          for (const key of Object.keys(over.choices)) expect(statesIn(said)[key]).not.toBe('given');
          expect(receiptIn(said).event_sha256).toBe(await digestJson(event, subtle));
          expect(parse(receivedEvent, event)).toEqual(receiptIn(said).event);
        }),
        RUNS,
      );
    },
  );

  it('an objection is never refused for an unknown field, and holds', PATIENCE, async () => {
    const shop = await aShopOf(place);
    await fc.assert(
      fc.asyncProperty(anyNewFields, async (fields) => {
        const person = await aSubject();
        const objection = { ...fields, ...anObjection(person) };
        const said = await shop.object(person, objection);
        expect([said.status, said.json['code']]).toEqual([201, undefined]);
        expect((await shop.get(person, '/v1/objections')).json['objections']).toHaveLength(1);
      }),
      RUNS,
    );
  });
});

// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReceiptSource } from '../../src/backend/renderings/facts.ts';
import { renderJsonLd } from '../../src/backend/renderings/json-ld.ts';
import { renderKantara } from '../../src/backend/renderings/kantara.ts';
import { shownNotice } from '../../src/contract/notice-route.ts';
import { refOf } from '../../src/contract/notice.ts';
import { parse } from '../../src/contract/parse.ts';
import { ADS, aMerchantConfig, aNotice, anEvent, aReceipt, aSubject, CHAT, PURCHASES } from '../support/builders.ts';
import { aSource, demoShop, purposesIn, UNTIL } from './rendering-sources.ts';
import { expand, iri, kantaraFaults, missingFields, strangeTerms } from './rendering-standards.ts';

const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
const anyStatus = fc.constantFrom('unknown', 'given', 'given', 'refused', 'withdrawn', 'expired');
const KEYS = [PURCHASES, CHAT, ADS, `${ADS}@meta`, `${CHAT}@gone`, 'purpose.that.is.gone', 'valueOf'] as const;

const anyConfig = fc.constantFrom(
  aMerchantConfig(),
  aMerchantConfig({ controller: { name: 'Example Shop', address: { street: 'Musterstr. 1', country: 'DE' } } }),
  aMerchantConfig({
    controller: {
      name: 'Example Shop',
      email: 'a@shop.example',
      phone: '1',
      contact: 'Desk',
      privacyUrl: 'https://shop.example/p',
      jurisdictions: ['US'],
    },
    purposes: [
      {
        id: PURCHASES,
        basis: 'consent',
        dpv: ['dpv:ProvidePersonalisedRecommendations'],
        personalData: ['pd:Purchase'],
        storage: 'P24M',
      },
      {
        id: CHAT,
        basis: 'consent',
        kantara: {
          category: ['5. Personalized Experience'],
          pii: ['7. Communications'],
          sensitive: ['1. Biographical'],
        },
      },
      { id: ADS, basis: 'consent', vendors: ['meta'] },
      { id: 'delivery', basis: 'contract' },
    ],
  }),
  demoShop(),
);

/** Receipts of every kind the schema lets through, with and without what was shown. */
const anySource: fc.Arbitrary<Promise<ReceiptSource>> = fc
  .record({
    choices: fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom('given', 'refused'), { minKeys: 1 }),
    effective: fc.dictionary(
      fc.constantFrom(...KEYS),
      fc.record({ state: anyStatus, until: fc.constant(UNTIL) }, { requiredKeys: ['state'] }),
    ),
    words: fc.option(
      fc.record({
        title: anyText,
        purpose: anyText,
        retention: anyText,
        recipients: fc.array(anyText, { maxLength: 3 }),
      }),
    ),
    act: fc.record({
      action: fc.constantFrom('accept-all', 'save', 'gpc', 'import'),
      surface: fc.constantFrom('notice', 'choices', 'why', 'api'),
    }),
    jti: fc.stringMatching(/^rcp_[\da-f]{16,40}$/),
    received: fc.date({ min: new Date(0), max: new Date('9999-01-01'), noInvalidDate: true }),
    config: anyConfig,
  })
  .map(async ({ choices, effective, words, act, jti, received, config }) => {
    const notice = await aNotice();
    const purposes =
      words &&
      [PURCHASES, CHAT, ADS].map((id, at) => ({
        id,
        title: `${words.purpose}${at}`,
        text: 'Text',
        retention: words.retention,
        recipients: words.recipients,
      }));
    const shown = words && { ...notice, title: words.title, purposes };
    const receipt = await aReceipt(anEvent(await aSubject(), refOf(notice), { choices, ...act }), {
      effective,
      jti,
      received_at: received.toISOString(),
    });
    return { receipt, notice: parse(shownNotice, shown), config };
  });

describe('any receipt', () => {
  it('expands in safe mode, uses only terms of DPV 2.3, and has every field that must be there', async (context) => {
    const [missing, strange] = [missingFields(context), strangeTerms(context)];
    await fc.assert(
      fc.asyncProperty(anySource, async (made) => {
        const document = await expand(renderJsonLd(await made));
        expect({ missing: missing(document), strange: strange(document) }).toEqual({ missing: [], strange: [] });
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('lists in Kantara 1.1 exactly what was given and is allowed, and validates; where nothing was, there is none', async (context) => {
    const faults = kantaraFaults(context);
    await fc.assert(
      fc.asyncProperty(anySource, async (made) => {
        const source = await made;
        const { choices } = source.receipt.event;
        const effective: Readonly<Record<string, { readonly state: string }>> = source.receipt.effective;
        const purposeOf = (key: string) => key.split('@')[0] ?? '';
        const entryOf = (key: string) => (Object.hasOwn(effective, key) ? effective[key] : undefined);
        // A vendor without an entry of its own stands where its purpose stands, and never further.
        const isAllowed = (key: string) =>
          [entryOf(key) ?? entryOf(purposeOf(key)), entryOf(purposeOf(key))].every((entry) => entry?.state === 'given');
        const given = Object.entries(choices).filter(([key, choice]) => choice === 'given' && isAllowed(key));
        const document = renderKantara(source, undefined);
        expect(document === undefined).toBe(given.length === 0);
        expect(purposesIn(source)).toHaveLength(given.length);
        for (const [at, [key]] of given.entries()) {
          const title = source.notice?.purposes.find(({ id }) => id === purposeOf(key))?.title ?? purposeOf(key);
          expect(purposesIn(source)[at]?.startsWith(title)).toBe(true);
        }
        if (document) expect(faults(document)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('is found out by these checks when something is amiss', async (context) => {
    const [missing, strange, faults] = [missingFields(context), strangeTerms(context), kantaraFaults(context)];
    const source = await aSource();
    const whole = renderJsonLd(source);
    const { 'dct:conformsTo': _version, ...unversioned } = whole;
    const record = whole['dpv:hasRecordOfActivity'] as Record<string, unknown>;
    const { 'dct:conformsTo': _recordVersion, ...unversionedRecord } = record;
    const { 'dpv:hasProcess': _processes, ...empty } = record;
    expect(missing(await expand({ ...unversioned, 'dpv:hasRecordOfActivity': unversionedRecord }))).toContain(
      'Schema Version',
    );
    expect(missing(await expand({ ...whole, 'dpv:hasRecordOfActivity': empty }))).toContain('Purpose');
    expect(strange(await expand({ ...whole, 'dpv:hasMood': 'good' }))).toEqual([iri('dpv:hasMood')]);
    await expect(expand({ ...whole, mood: 'good' })).rejects.toThrow();
    expect(faults({ ...renderKantara(source, undefined), services: undefined })).not.toEqual([]);
  });
});

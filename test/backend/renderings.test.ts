// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { renderJsonLd } from '../../src/backend/renderings/json-ld.ts';
import { renderKantara } from '../../src/backend/renderings/kantara.ts';
import { ADS, aMerchantConfig, CHAT, NOON, PURCHASES } from '../support/builders.ts';
import { aSource, demoShop, purposesIn, UNTIL } from './rendering-sources.ts';
import { expand, iri, nodesIn, strangeTerms } from './rendering-standards.ts';

describe('a receipt as ISO/IEC TS 27560 in DPV', () => {
  it('tells each choice with its status, its end by the receipt, and what was shown', async () => {
    const source = await aSource();
    const document = await expand(renderJsonLd(source));
    const processes = nodesIn(document).filter(
      ({ '@type': types }) => Array.isArray(types) && types.includes(iri('dpv:Process')),
    );
    const valuesOf = (name: string) => processes.map((node) => node[iri(name)]);
    expect(valuesOf('dct:identifier')).toEqual([[{ '@value': PURCHASES }], [{ '@value': CHAT }]]);
    expect(valuesOf('dpv:hasConsentStatus')).toEqual([
      [{ '@id': iri('dpv:ConsentGiven') }],
      [{ '@id': iri('dpv:ConsentWithdrawn') }],
    ]);
    expect(JSON.stringify(valuesOf('dpv:hasDuration')[0])).toContain(UNTIL);
    expect(JSON.stringify(valuesOf('dpv:hasStorageCondition')[0])).toContain('Two years.');
    expect(document[iri('dpv:hasIdentifier')]).toEqual([{ '@value': source.receipt.jti }]);
    expect(document['@id']).toBe('urn:uuid:0192f7b0-5c20-7a10-8b1d-6e3f0a9c2d77');
  });

  it('claims nothing the shop has not told: no law, no address, no purpose but that there is one', async () => {
    const text = JSON.stringify(renderJsonLd(await aSource()));
    expect(text).not.toMatch(/"eu-gdpr:/);
    expect(text).toContain('"dpv:hasRight":["dpv:DataSubjectRight"]');
    expect(text).toContain('"schema:streetAddress":"not stated"');
    expect(text).toContain('"dpv:hasPurpose":["dpv:Purpose"]');
    expect(text).toContain('"dpv:hasJurisdiction":["not stated"]');
  });

  it.each([
    [['DE'], true],
    [['EU'], true],
    [['US', 'NO'], true],
    [['CH'], false],
    [['GB'], false],
  ])('names the GDPR for a shop under the law of %j: %s', async (jurisdictions, named) => {
    const controller = { name: 'Example Shop', jurisdictions };
    const text = JSON.stringify(renderJsonLd(await aSource({ config: aMerchantConfig({ controller }) })));
    expect(text.includes('eu-gdpr:A6-1-a') && text.includes('eu-gdpr:A7-3')).toBe(named);
  });

  it('uses the shop’s own terms, and only terms of DPV 2.3, in the demo shop', async (context) => {
    const strange = strangeTerms(context);
    const config = demoShop();
    for (const { id } of config.purposes) {
      const document = await expand(
        renderJsonLd(await aSource({ config, choices: { [id]: 'given' }, effective: { [id]: { state: 'given' } } })),
      );
      expect(strange(document)).toEqual([]);
    }
    const text = JSON.stringify(renderJsonLd(await aSource({ config })));
    expect(text).toContain('"dpv:hasPersonalData":["pd:PurchasesAndSpendingHabit"]');
  });
});

describe('a receipt as Kantara 1.1', () => {
  it('lists what was given, who gets it, and when it ends', async () => {
    const source = await aSource({
      choices: { [ADS]: 'given' },
      effective: { [ADS]: { state: 'given', until: UNTIL } },
    });
    expect(renderKantara(source, undefined)).toMatchObject({
      version: 'KI-CR-v1.1.0',
      consentReceiptID: '0192f7b0-5c20-7a10-8b1d-6e3f0a9c2d77',
      consentTimestamp: Math.floor(NOON / 1000),
      services: [
        {
          purposes: [
            {
              purpose: `${ADS} (en)`,
              thirdPartyDisclosure: true,
              thirdPartyName: 'Meta',
              termination: expect.stringContaining(UNTIL),
            },
          ],
        },
      ],
    });
  });

  it.each([
    ['refused', { [PURCHASES]: 'refused' }, { [PURCHASES]: { state: 'refused' } }],
    [
      'given before, and not in this act',
      { [CHAT]: 'refused' },
      { [CHAT]: { state: 'refused' }, [PURCHASES]: { state: 'given' } },
    ],
    [
      'given in an act that came after it was withdrawn',
      { [PURCHASES]: 'given' },
      { [PURCHASES]: { state: 'withdrawn' } },
    ],
    [
      'given to a vendor of a refused purpose',
      { [`${ADS}@meta`]: 'given' },
      { [`${ADS}@meta`]: { state: 'given' }, [ADS]: { state: 'refused' } },
    ],
  ])('is not to be had for what was %s', async (_what, choices, effective) => {
    expect(renderKantara(await aSource({ choices, effective }), undefined)).toBeUndefined();
  });

  it('leaves out a vendor that was refused', async () => {
    const choices = { [ADS]: 'given', [`${ADS}@meta`]: 'refused' };
    const effective = { [ADS]: { state: 'given' }, [`${ADS}@meta`]: { state: 'refused' } };
    const source = await aSource({ choices, effective });
    expect(purposesIn(source)).toEqual([`${ADS} (en)`]);
    expect(JSON.stringify(renderKantara(source, undefined))).not.toContain('Meta');
  });
});

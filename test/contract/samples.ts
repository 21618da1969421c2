import type * as v from 'valibot';
import type { notice } from '../../src/contract/notice.ts';

type RawNotice = v.InferInput<typeof notice>;
type Raw = Record<string, unknown>;

/** SHA-256 of nothing in particular. */
export const A_DIGEST = 'A'.repeat(43);

/** A notice with one purpose, before parsing. */
export const aNotice = (over: Partial<RawNotice> = {}): RawNotice => ({
  id: 'shop-assistant',
  version: '2026-11-01',
  lang: 'en',
  layout: 'equal-buttons/1',
  title: 'How our assistant uses your data',
  body: 'You can change this at any time.',
  purposes: [
    {
      id: 'assistant.personalise.purchases',
      title: 'Use my purchase history',
      text: 'To suggest products that go with what you bought.',
      recipients: ['Example Shop'],
      retention: 'Kept for two years.',
    },
  ],
  labels: { accept: 'Accept', refuse: 'Refuse', choose: 'Choose' },
  sha256: A_DIGEST,
  ...over,
});

/** The first event of a subject, before parsing. */
export const aConsentEvent = (over: object = {}): Raw => ({
  schema: 'consent-event/1',
  event_id: '0192f7b0-5c1e-7c3a-9d55-2f6a1b7e0c11',
  subject: 'sub_hUBPk6Q54YybBMh0JtAdsy',
  site: 'https://shop.example',
  seq: 1,
  prev: null,
  occurred_at: '2026-11-22T10:15:30.120Z',
  action: 'save',
  surface: 'choices',
  notice: { id: 'shop-assistant', version: '2026-11-01', lang: 'en', sha256: A_DIGEST, layout: 'equal-buttons/1' },
  choices: { 'assistant.personalise.purchases': 'given' },
  signals: { gpc: false },
  region: { declared: 'DE', source: 'merchant' },
  ...over,
});

/** An objection to one data row, before parsing. */
export const anObjection = (over: object = {}): Raw => ({
  schema: 'objection/1',
  objection_id: '0192f7b0-5c1e-7c3a-9d55-2f6a1b7e0c12',
  subject: 'sub_hUBPk6Q54YybBMh0JtAdsy',
  at: '2026-11-22T10:15:30.120Z',
  scope: 'data',
  ref: 'order 550936',
  ...over,
});

/** A shop's config in English, before parsing. */
export const aConfig = (over: object = {}): Raw => ({
  issuer: 'https://shop.example',
  controller: { name: 'Example Shop' },
  lang: 'en',
  languages: ['en', 'de'],
  notice: aNotice(),
  purposes: [{ id: 'assistant.personalise.purchases', basis: 'consent' }],
  regimes: { '*': 'opt-in' },
  accepts: ['consent-event/1'],
  features: {},
  shopOrigins: ['https://shop.example'],
  ...over,
});

/** The same object without one member. */
export const without = (value: object, member: string): object =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== member));

/** The object as it arrives when a sender plants one more member, `__proto__` included. */
export const planted = (value: object, member: string): unknown =>
  JSON.parse(JSON.stringify(value).replace('{', `{${JSON.stringify(member)}:{"isAdmin":true},`));

import type { ConsentEvent } from '../../src/contract/consent-event.ts';
import type { Secret, SubjectId } from '../../src/contract/ids.ts';
import {
  type MerchantConfig,
  type MerchantConfigInput,
  parseMerchantConfig,
} from '../../src/contract/merchant-config.ts';
import type { Notice, NoticeRef } from '../../src/contract/notice.ts';
import { parse } from '../../src/contract/parse.ts';
import { type Purpose, purpose } from '../../src/contract/purpose.ts';
import { type ReceiptPayload, receiptPayload } from '../../src/contract/receipt.ts';
import { canonicalJson } from '../../src/crypto/jcs.ts';
import { digestJson, subjectOf } from '../../src/crypto/digest.ts';
import { newSecret, uuidV7 } from '../../src/crypto/random.ts';

const { subtle } = globalThis.crypto;

/** Random bytes. */
export const chance = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  globalThis.crypto.getRandomValues(bytes);

/** 23 November 2026, noon. */
export const NOON = Date.UTC(2026, 10, 23, 12, 0, 0, 250);

export const PURCHASES = 'assistant.personalise.purchases';
export const CHAT = 'assistant.transcripts';
export const ADS = 'ads';
/** A purpose on another basis than consent: told, never chosen. */
export const DELIVERY = 'delivery';

/** A purpose on consent. */
export const aPurpose = (over: object = {}): Purpose => {
  const read = parse(purpose, { id: PURCHASES, basis: 'consent', ...over });
  if (!read) throw new Error('not a purpose');
  return read;
};

const wordsFor = (
  ids: readonly string[],
  lang: string,
): Record<string, { title: string; text: string; retention: string; recipients: string[] }> =>
  Object.fromEntries(
    ids.map((id) => [
      id,
      { title: `${id} (${lang})`, text: 'What it is for.', retention: 'Two years.', recipients: ['Example Shop'] },
    ]),
  );

/** A notice's texts in one language. */
export const someWords = (
  lang: string,
  ids: readonly string[] = [PURCHASES, CHAT, ADS, DELIVERY],
): MerchantConfigInput['notice']['texts'][string] => ({
  title: `Your data (${lang})`,
  body: 'We ask before we use it.',
  labels: { accept: 'Allow', refuse: 'Refuse', choose: 'Choose' },
  purposes: wordsFor(ids, lang),
});

/** A config file in English and German, before parsing. */
export const aConfigFile = (over: Partial<MerchantConfigInput> = {}): MerchantConfigInput => ({
  issuer: 'https://shop.example',
  origins: ['https://shop.example', 'https://www.shop.example'],
  controller: { name: 'Example Shop', email: 'privacy@shop.example' },
  defaultLang: 'en',
  notice: { id: 'shop-assistant', version: '2026-11-01', texts: { en: someWords('en'), de: someWords('de') } },
  purposes: [
    { id: PURCHASES, basis: 'consent', ai: true, validFor: 'P12M' },
    { id: CHAT, basis: 'consent', ai: true, validFor: 'P30D' },
    { id: ADS, basis: 'consent', gpc: true, vendors: ['meta'] },
    { id: DELIVERY, basis: 'contract' },
  ],
  vendors: [{ id: 'meta', name: 'Meta', country: 'IE' }],
  ...over,
});

/** A merchant's config, parsed. */
export const aMerchantConfig = (over: Partial<MerchantConfigInput> = {}): MerchantConfig => {
  const reading = parseMerchantConfig(aConfigFile(over));
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.config;
};

/** A subject with its secret. */
export type Person = { readonly secret: Secret; readonly subject: SubjectId };

/** A new subject. */
export const aSubject = async (): Promise<Person> => {
  const secret = newSecret(chance);
  const subject = await subjectOf(secret, subtle);
  if (!subject) throw new Error('no subject');
  return { secret, subject };
};

/** A notice in English with its right digest, as `GET /v1/config` tells it. */
export const aNotice = async (over: object = {}): Promise<Notice> => {
  const { purposes, ...words } = someWords('en');
  const list = Object.entries(purposes).map(([id, texts]) => ({ id, ...texts }));
  const strings = {
    id: 'shop-assistant',
    version: '2026-11-01',
    lang: 'en',
    layout: 'equal-buttons/1',
    ...words,
    purposes: list,
    ...over,
  };
  return { ...strings, sha256: await digestJson(strings, subtle) } as Notice;
};

/** A consent event, first of its chain unless told; `over` may hold what no event holds. */
export type RawEvent = Omit<ConsentEvent, 'choices' | 'event_id' | 'prev' | 'notice' | 'site' | 'occurred_at'> & {
  readonly event_id: string;
  readonly site: string;
  readonly occurred_at: string;
  readonly prev: string | null;
  readonly notice: NoticeRef;
  readonly choices: Readonly<Record<string, string>>;
};

/** A consent event of a subject under a notice. */
export const anEvent = ({ subject }: Pick<Person, 'subject'>, notice: NoticeRef, over: object = {}): RawEvent => ({
  schema: 'consent-event/1',
  event_id: uuidV7(NOON, chance),
  subject,
  site: 'https://shop.example',
  seq: 1,
  prev: null,
  occurred_at: '2026-11-23T12:00:00.000Z',
  action: 'save',
  surface: 'choices',
  notice,
  choices: { [PURCHASES]: 'given' },
  signals: { gpc: false },
  region: { declared: 'DE', source: 'merchant' },
  ...over,
});

/** An unbroken chain: each event names the one before it. */
export const aChain = async (
  person: Person,
  notice: NoticeRef,
  acts: readonly object[],
): Promise<readonly RawEvent[]> => {
  const chain: RawEvent[] = [];
  for (const act of acts) {
    const before = chain.at(-1);
    const prev = before ? await digestJson(before, subtle) : null;
    chain.push(anEvent(person, notice, { seq: chain.length + 1, prev, ...act }));
  }
  return chain;
};

/** An objection to one data row. */
export const anObjection = ({ subject }: Pick<Person, 'subject'>, over: object = {}) => ({
  schema: 'objection/1',
  objection_id: uuidV7(NOON, chance) as string,
  subject,
  at: '2026-11-23T12:00:00.000Z',
  scope: 'data',
  ref: 'order-550936',
  ...over,
});

/** A receipt's payload for an event. */
export const aReceipt = async (event: RawEvent, over: object = {}): Promise<ReceiptPayload> => {
  const payload = {
    iss: 'https://shop.example',
    jti: 'rcp_0192f7b05c207a108b1d6e3f0a9c2d77',
    iat: Math.floor(NOON / 1000),
    schema: 'consent-receipt/1',
    event: JSON.parse(canonicalJson(event)),
    event_sha256: await digestJson(event, subtle),
    received_at: new Date(NOON).toISOString(),
    order: 1,
    forked: false,
    effective: { [PURCHASES]: { state: 'given', until: '2027-11-23T12:00:00.250Z' } },
    ...over,
  };
  const read = parse(receiptPayload, payload);
  if (!read) throw new Error('not a receipt');
  return read;
};

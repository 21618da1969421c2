import * as v from 'valibot';
import { proofHold } from './config.ts';
import { type Fault, pointerOf, type Reading, readValue } from './fault.ts';
import { languageTag, origin, purposeId, sha256Text } from './ids.ts';
import { publicJwk } from './jwks.ts';
import { merchantController, merchantPurpose } from './merchant-terms.ts';
import { notice, noticePurpose } from './notice.ts';
import { duration, mechanism, vendor } from './purpose.ts';
import { object, strictObject } from './shape.ts';

const { title, text, retention, recipients, location } = noticePurpose.entries;

/** The notice in one language. */
const noticeWords = strictObject({
  title: notice.entries.title,
  body: notice.entries.body,
  labels: strictObject(notice.entries.labels.entries),
  terms: notice.entries.terms,
  purposes: v.record(purposeId, strictObject({ title, text, retention, recipients, location })),
});

/** What a merchant's system may do with its API key. */
export const merchantRole = v.picklist(['read', 'handle', 'configure']);
export type MerchantRole = v.InferOutput<typeof merchantRole>;

const apiKey = strictObject({
  /** Name of the system that holds the key; stands in logs instead of it. */
  id: v.pipe(v.string(), v.regex(/^[\w.-]{1,40}$/)),
  /** SHA-256 of the key's text, base64url: the key itself stands nowhere. */
  sha256: sha256Text,
  roles: v.pipe(v.array(merchantRole), v.minLength(1)),
});

const explanationKeyList = v.pipe(v.array(publicJwk), v.maxLength(50));

/** The merchant's config file, `candor.config.json`. */
export const merchantConfig = strictObject({
  /** Where the schema for editors stands; read by editors only. */
  $schema: v.optional(v.string()),
  /** `iss` of every receipt: the shop's own origin. */
  issuer: origin,
  /** Origins whose pages may speak to this backend (exact CORS allow-list). */
  origins: v.pipe(v.array(origin), v.minLength(1), v.maxLength(100)),
  /** Origins an explained item's link may lead to; `origins` when absent. */
  shopOrigins: v.optional(v.pipe(v.array(origin), v.maxLength(100))),
  controller: merchantController,
  /** Language of the notice for whoever asks for one that has no text. */
  defaultLang: languageTag,
  notice: strictObject({
    id: notice.entries.id,
    version: notice.entries.version,
    texts: v.record(languageTag, noticeWords),
  }),
  purposes: v.pipe(v.array(merchantPurpose), v.minLength(1), v.maxLength(40)),
  vendors: v.optional(v.pipe(v.array(strictObject(vendor.entries)), v.maxLength(200)), []),
  /** Region (ISO 3166) → mechanism before a choice; `*` is everywhere else. */
  regimes: v.optional(v.record(v.pipe(v.string(), v.regex(/^(?:\*|[A-Z]{2}(?:-[A-Z\d]{1,3})?)$/)), mechanism), {
    '*': 'opt-in',
  }),
  /**
   * Days, 0 to 30, that a record is still held after its subject asked for erasure, to prove what was done until then
   * (GDPR Art. 17(3)(e)). Meanwhile everything counts as withdrawn; the shopper is shown the day. At once when absent.
   */
  proofHold,
  /**
   * How long a consent event is kept as proof after it has lost its effect: each of its choices was settled by another
   * event at least this long ago. What a present state rests on stays, and the grant that was taken back with it; so do
   * objections until they are retracted. An ISO 8601 duration; nothing is deleted by age when absent.
   */
  retention: v.optional(duration),
  features: v.optional(strictObject({ apiGrants: v.optional(v.boolean(), false) }), {}),
  /** Public keys of the shop's recommenders (role `explanation`): a list, a key set, or the path of a file that holds either. */
  explanationKeys: v.optional(
    v.union([
      explanationKeyList,
      object({ keys: explanationKeyList }),
      v.pipe(v.string(), v.minLength(1), v.maxLength(1000)),
    ]),
  ),
  apiKeys: v.optional(v.pipe(v.array(apiKey), v.maxLength(50)), []),
});
export type MerchantConfig = v.InferOutput<typeof merchantConfig>;

/** What an author of a config writes: fields with a default may be left out. */
export type MerchantConfigInput = v.InferInput<typeof merchantConfig>;

const fault = (steps: readonly (string | number)[], reason: string): Fault => ({
  path: pointerOf(steps),
  reason,
  unknown: false,
});

const textFaults = ({ notice: { texts }, purposes, defaultLang }: MerchantConfig): readonly Fault[] => [
  ...(Object.hasOwn(texts, defaultLang)
    ? []
    : [fault(['notice', 'texts', defaultLang], 'is missing: it is the default language')]),
  ...Object.entries(texts).flatMap(([lang, words]) => [
    ...purposes
      .filter(({ id }) => !Object.hasOwn(words.purposes, id))
      .map(({ id }) =>
        fault(['notice', 'texts', lang, 'purposes', id], 'is missing: every purpose needs its words in every language'),
      ),
    ...Object.keys(words.purposes)
      .filter((id) => purposes.every((known) => known.id !== id))
      .map((id) => fault(['notice', 'texts', lang, 'purposes', id], 'has words, but there is no such purpose')),
  ]),
];

const isRepeated = (item: string, at: number, all: readonly string[]): boolean => all.indexOf(item) !== at;

const repeats = (list: 'purposes' | 'vendors' | 'apiKeys', ids: readonly string[]): readonly Fault[] =>
  ids.flatMap((id, at) => (isRepeated(id, at, ids) ? [fault([list, at, 'id'], 'stands twice')] : []));

const listFaults = (config: MerchantConfig): readonly Fault[] => [
  ...repeats(
    'purposes',
    config.purposes.map(({ id }) => id),
  ),
  ...repeats(
    'vendors',
    config.vendors.map(({ id }) => id),
  ),
  ...repeats(
    'apiKeys',
    config.apiKeys.map(({ id }) => id),
  ),
  ...config.purposes.flatMap(({ vendors }, at) =>
    vendors.flatMap((id, place) =>
      config.vendors.some((known) => known.id === id)
        ? []
        : [fault(['purposes', at, 'vendors', place], 'names no vendor of this file')],
    ),
  ),
  ...(Object.hasOwn(config.regimes, '*') ? [] : [fault(['regimes', '*'], 'is missing: what holds everywhere else')]),
];

/** Hints by a whole path, or by the last name of one. */
const HINTS: Readonly<Record<string, string>> = {
  $schema: 'a path or address of candor.config.schema.json',
  issuer: 'write scheme, host and port only, as in https://shop.example',
  origins: 'list every origin your pages are served from, as in ["https://shop.example"]',
  shopOrigins: 'write scheme, host and port only, as in https://shop.example',
  controller: 'say who is responsible: {"name": …, "email": …, "privacyUrl": …, "contactUrl": …}',
  privacyUrl: 'write a whole address, as in https://shop.example/privacy',
  contactUrl: 'write a whole address, as in https://shop.example/contact',
  address: 'write {"street": …, "postcode": …, "city": …, "country": "DE"}',
  jurisdictions: 'list countries (ISO 3166), as in ["DE"], or ["EU"]',
  dpv: 'list terms of the Data Privacy Vocabulary 2.3, as in ["dpv:ProvidePersonalisedRecommendations"]',
  personalData: 'list terms of the Data Privacy Vocabulary 2.3, as in ["pd:PurchasesAndSpendingHabit"]',
  storage: 'write an ISO 8601 duration in years, months or days, as in "P24M"',
  kantara: 'write {"category": ["5. Personalized Experience"], "pii": ["8. Order Data"]}',
  defaultLang: 'write a language tag that notice.texts has, as in "en"',
  lang: 'write a language tag, as in "en" or "pt-BR"',
  texts: 'one entry per language, as in {"en": {"title": …, "body": …, "labels": …, "purposes": …}}',
  labels: 'write {"accept": …, "refuse": …, "choose": …}',
  purposes: 'list at least one purpose, as in {"id": "assistant.personalise.purchases", "basis": "consent"}',
  basis: 'consent, contract, legitimate-interest or legal-obligation',
  validFor: 'write an ISO 8601 duration in years, months or days, as in "P12M"',
  '/retention': 'write an ISO 8601 duration in years, months or days, as in "P3Y"',
  proofHold: 'write whole days from 0 to 30',
  vendors: 'add it under "vendors", or take it out',
  regimes: 'write regions and mechanisms, as in {"*": "opt-in", "US": "opt-out"}',
  explanationKeys:
    'list public keys with "candor_role": "explanation", or write the path of a file that holds {"keys": [them]}',
  sha256: 'write the SHA-256 of the key; `candor api-key` makes a key and prints both',
  roles: 'any of "read", "handle", "configure"',
};

/** A name in the file is the author's: it may be one that every object has. */
const hintOf = (name: string): string | undefined => (Object.hasOwn(HINTS, name) ? HINTS[name] : undefined);

/** One fault of a config file, with what to do about it. */
export type ConfigProblem = { readonly path: string; readonly reason: string; readonly hint: string };

const hintFor = ({ path, unknown, reason }: Fault): string => {
  if (unknown) return 'take it out, or check its spelling';
  const names = path
    .split('/')
    .slice(1)
    .filter((name) => !/^\d+$/.test(name))
    .reverse();
  const hint = hintOf(path) ?? names.map(hintOf).find((known) => known !== undefined);
  if (reason.startsWith('is missing: every purpose'))
    return 'write {"title", "text", "retention", "recipients"} for it';
  return hint ?? 'see candor.config.schema.json';
};

const problemOf = (found: Fault): ConfigProblem => ({ path: found.path, reason: found.reason, hint: hintFor(found) });

/** What came of reading a config. */
export type ConfigReading =
  | { readonly ok: true; readonly config: MerchantConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Reads the JSON of a config file, and tells every fault with its path, the reason, and what to do. */
export const parseMerchantConfig = (value: unknown): ConfigReading => {
  const reading: Reading<MerchantConfig> = readValue(merchantConfig, value);
  const faults = reading.ok ? [...textFaults(reading.value), ...listFaults(reading.value)] : reading.faults;
  if (reading.ok && faults.length === 0) return { ok: true, config: reading.value };
  return { ok: false, problems: faults.map(problemOf) };
};

import type { Config } from '../contract/config.ts';
import type { MerchantConfig } from '../contract/merchant-config.ts';
import type { MerchantPurpose } from '../contract/merchant-terms.ts';
import { type Notice, noticeStrings } from '../contract/notice.ts';
import type { Purpose } from '../contract/purpose.ts';
import { digestJson } from '../crypto/digest.ts';
import { canonicalJson } from '../crypto/jcs.ts';
import type { StoredNotice } from './store.ts';

const { subtle } = globalThis.crypto;

/** Event schemas this backend takes, newest first. */
export const ACCEPTS = ['consent-event/1'] as const;

const buildNotice = async ({ notice, purposes }: MerchantConfig, lang: string): Promise<Notice | undefined> => {
  const words = notice.texts[lang];
  if (!words) return undefined;
  const strings = {
    id: notice.id,
    version: notice.version,
    lang,
    layout: 'equal-buttons/1' as const,
    title: words.title,
    body: words.body,
    purposes: purposes.flatMap(({ id }) => (words.purposes[id] ? [{ id, ...words.purposes[id] }] : [])),
    labels: words.labels,
    ...(words.terms === undefined ? {} : { terms: words.terms }),
  };
  return { ...strings, sha256: await digestJson(strings, subtle) };
};

/** The merchant's notice in every language, each with the digest of exactly the strings a shopper sees. */
export const buildNotices = async (config: MerchantConfig): Promise<readonly Notice[]> => {
  const notices = await Promise.all(Object.keys(config.notice.texts).map((lang) => buildNotice(config, lang)));
  return notices.filter((notice) => notice !== undefined);
};

/** A notice as the record keeps it. */
export const storedNotice = (notice: Notice): Omit<StoredNotice, 'replaced_at'> => {
  const { sha256, id, version, lang } = notice;
  return { sha256, id, version, lang, strings: canonicalJson(noticeStrings(notice)) };
};

/** The language to answer in: the one asked for, else one of the same primary language (RFC 4647 §3.4), else the default. */
export const chooseLanguage = (asked: string | undefined, languages: readonly string[], fallback: string): string => {
  const wanted = asked?.toLowerCase() ?? '';
  const [primary] = wanted.split('-');
  return (
    languages.find((lang) => lang.toLowerCase() === wanted) ??
    languages.find((lang) => lang.toLowerCase() === primary) ??
    languages.find((lang) => lang.toLowerCase().split('-')[0] === primary) ??
    fallback
  );
};

/** What the standard renderings alone ask for does not travel to every page. */
const toldController = ({
  contact: _contact,
  phone: _phone,
  address: _address,
  jurisdictions: _jurisdictions,
  ...told
}: MerchantConfig['controller']): Config['controller'] => told;

const toldPurpose = ({
  dpv: _dpv,
  personalData: _personalData,
  storage: _storage,
  kantara: _kantara,
  ...told
}: MerchantPurpose): Purpose => told;

/** All a widget must know of this shop, in the notice's language. */
export const widgetConfig = (config: MerchantConfig, notice: Notice, languages: readonly string[]): Config => ({
  issuer: config.issuer,
  controller: toldController(config.controller),
  lang: notice.lang,
  languages: [...languages],
  notice,
  purposes: config.purposes.map(toldPurpose),
  vendors: config.vendors,
  regimes: config.regimes,
  accepts: [...ACCEPTS],
  proofHold: config.proofHold,
  features: { apiGrants: config.features.apiGrants ?? false },
  shopOrigins: config.shopOrigins ?? config.origins,
});

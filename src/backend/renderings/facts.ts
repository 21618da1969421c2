import { isAllowed } from '../../consent/consent.ts';
import { purposeOf, statusOf } from '../../consent/status.ts';
import type { ChoiceKey, Timestamp } from '../../contract/ids.ts';
import type { MerchantConfig } from '../../contract/merchant-config.ts';
import type { MerchantPurpose } from '../../contract/merchant-terms.ts';
import type { ShownNotice } from '../../contract/notice-route.ts';
import type { ConsentStatus, Effective, ReceiptPayload } from '../../contract/receipt.ts';
import { keysOf } from '../../contract/records.ts';

/** What a rendering is computed from: the receipt, what was shown (if the shop ever published it), and the shop as it is now. */
export type ReceiptSource = {
  readonly receipt: ReceiptPayload;
  readonly notice: ShownNotice | undefined;
  readonly config: MerchantConfig;
};

/** What a standard asks for and the shop has not told. */
export const NOT_STATED = 'not stated';

/** One choice of a receipt, with all that is known of it. */
export type ChoiceFacts = {
  readonly key: ChoiceKey;
  /** As it was shown; the purpose's id when that is not known. */
  readonly title: string;
  /** Where it stands by the receipt; a vendor is never given more than its purpose. */
  readonly status: ConsentStatus;
  readonly until: Timestamp | undefined;
  /** The purpose in the config, as long as it is there. */
  readonly purpose: MerchantPurpose | undefined;
  /** The sentence about storage that was shown. */
  readonly retention: string | undefined;
  /** Who receives data, by name. */
  readonly recipients: readonly string[];
};

type Shown = ShownNotice['purposes'][number] | undefined;

const nameOf = ({ vendors }: MerchantConfig, id: string): string => vendors.find((one) => one.id === id)?.name ?? id;

/** A vendor's own choice names the vendor; else those who were shown and are not refused; the shop itself when nobody is named. */
const recipientsOf = ({ receipt, config }: ReceiptSource, key: ChoiceKey, shown: Shown): readonly string[] => {
  const [id, vendor] = key.split('@', 2);
  if (vendor !== undefined) return [nameOf(config, vendor)];
  const vendors = config.purposes.find((purpose) => purpose.id === id)?.vendors ?? [];
  const isRefused = (name: string): boolean =>
    vendors.some((one) => {
      const own = `${id}@${one}` as ChoiceKey;
      return (
        nameOf(config, one) === name && Object.hasOwn(receipt.effective, own) && !isAllowed(receipt.effective, own)
      );
    });
  const named = new Set([...(shown?.recipients ?? []), ...vendors.map((one) => nameOf(config, one))]);
  const left = [...named].filter((name) => !isAllowed(receipt.effective, key) || !isRefused(name));
  return left.length > 0 ? left : [config.controller.name];
};

/** The end of a grant; a vendor's is never later than its purpose's. */
const endOf = (effective: Effective, key: ChoiceKey): Timestamp | undefined =>
  [key, purposeOf(key) as string as ChoiceKey]
    .flatMap((one) => (Object.hasOwn(effective, one) ? (effective[one]?.until ?? []) : []))
    .sort()[0];

const factsOf = (source: ReceiptSource, key: ChoiceKey): ChoiceFacts => {
  const { receipt, notice, config } = source;
  const purposeId = purposeOf(key);
  const shown = notice?.purposes.find(({ id }) => id === purposeId);
  const recipients = recipientsOf(source, key, shown);
  const title = shown?.title ?? purposeId;
  return {
    key,
    title: key === (purposeId as string) ? title : `${title} (${recipients.join(', ')})`,
    status: statusOf(receipt.effective, key),
    until: isAllowed(receipt.effective, key) ? endOf(receipt.effective, key) : undefined,
    purpose: config.purposes.find(({ id }) => id === purposeId),
    retention: shown?.retention,
    recipients,
  };
};

/** The choices of the receipt's act, with where they stand after it. */
export const choicesIn = (source: ReceiptSource): readonly ChoiceFacts[] =>
  keysOf(source.receipt.event.choices).map((key) => factsOf(source, key));

/** What the act gave, as far as it is in force by the receipt. */
export const givenIn = (source: ReceiptSource): readonly ChoiceFacts[] =>
  choicesIn(source).filter(({ key, status }) => source.receipt.event.choices[key] === 'given' && status === 'given');

/** How the choice was expressed. */
export const methodOf = ({ event: { action, surface } }: ReceiptPayload): string => {
  if (action === 'gpc') return 'browser.gpc';
  if (action === 'import') return 'import';
  return surface === 'api' ? 'shop.api' : `widget.${surface}`;
};

/** The UUID in a receipt's number; undefined when there is none. */
export const uuidOf = ({ jti }: ReceiptPayload): string | undefined => {
  const parts = /^rcp_([\da-f]{8})([\da-f]{4})([\da-f]{4})([\da-f]{4})([\da-f]{12})$/.exec(jti);
  return parts?.slice(1).join('-');
};

/** Countries whose law applies, as far as the shop tells. */
export const jurisdictionsOf = ({ controller: { jurisdictions, address } }: MerchantConfig): readonly string[] =>
  jurisdictions ?? (address?.country === undefined ? [NOT_STATED] : [address.country]);

/** Where the General Data Protection Regulation applies: the European Economic Area. */
const GDPR: ReadonlySet<string> = new Set(
  'EU AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO'.split(' '),
);

/** Whether the General Data Protection Regulation applies, as far as the shop tells. */
export const isUnderGdpr = (config: MerchantConfig): boolean => jurisdictionsOf(config).some((one) => GDPR.has(one));

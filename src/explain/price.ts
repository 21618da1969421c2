import type { Explanation } from '../contract/explanation.ts';
import type { Money } from '../contract/explanation-values.ts';
import { holdsIn, LAW_MAP, type LawId } from './law-map.ts';
import type { Why } from './explain.ts';

/** A law that prescribes a sentence beside a personalised price. */
export type PriceLaw = Extract<LawId, 'crd-6-1-ea' | 'ny-349-a'>;

/** N.Y. Gen. Bus. Law § 349-a(2): these words, in capitals, in English, in every language of the panel. */
export const NEW_YORK_SENTENCE = 'THIS PRICE WAS SET BY AN ALGORITHM USING YOUR PERSONAL DATA.';

type Disclosure = NonNullable<Explanation['price']>['disclosures'][number];

/** What a shop calls the laws whose sentence is known here. */
const BY_DISCLOSURE: ReadonlyMap<Disclosure, PriceLaw> = new Map([
  ['eu-crd-6-1-ea', 'crd-6-1-ea'],
  ['us-ny-gbl-349-a', 'ny-349-a'],
]);

const PRICE_LAWS = LAW_MAP.laws.flatMap(({ id, regions }) =>
  id === 'crd-6-1-ea' || id === 'ny-349-a' ? [{ id, regions }] : [],
);

/**
 * The laws whose sentence must stand beside a personalised price: those of the region. Only where the merchant names no region, those
 * the shop itself names. Empty: none is known, and the price may not be shown.
 */
const lawsOfPrice = (region: string | undefined, named: readonly Disclosure[]): readonly PriceLaw[] =>
  region === undefined
    ? [...new Set(named.flatMap((name) => BY_DISCLOSURE.get(name) ?? []))]
    : PRICE_LAWS.filter(({ regions }) => holdsIn(regions, region)).map(({ id }) => id);

/** The price line. `laws` are those whose sentence it must carry; none where the price is the same for everybody or nothing is said. */
export type PriceView =
  | {
      readonly kind: 'shown';
      readonly price: Money;
      readonly isPersonal: boolean;
      readonly laws: readonly PriceLaw[];
      /** What the shop says the price would be without data about the shopper. */
      readonly reference: Money | undefined;
      readonly direction: 'lower' | 'higher' | 'same' | undefined;
    }
  | { readonly kind: 'withheld'; readonly code: 'no-sentence' | 'unread' };

const directionOf = (direction: string | undefined): 'lower' | 'higher' | 'same' | undefined =>
  direction === 'lower' || direction === 'higher' || direction === 'same' ? direction : undefined;

/** The price line of an explanation, with the sentence the law prescribes; withheld where that is not known. Undefined without a price. */
export const priceOf = (
  { explanation, price: state }: Pick<Why, 'explanation' | 'price'>,
  region: string | undefined,
): PriceView | undefined => {
  const { item, price } = explanation;
  if (state === 'unread') return { kind: 'withheld', code: 'unread' };
  const laws = state === 'personal' ? lawsOfPrice(region, price?.disclosures ?? []) : [];
  if (state === 'personal' && laws.length === 0) return { kind: 'withheld', code: 'no-sentence' };
  if (!item.price) return undefined;
  return {
    kind: 'shown',
    price: item.price,
    isPersonal: state === 'personal',
    laws,
    reference: price?.reference,
    direction: directionOf(price?.direction),
  };
};

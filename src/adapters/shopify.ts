import type { Adapter, Gap, Known, Strategy, Words } from './adapted.ts';
import { explained, type NotTold, refuse, type Told, type ToldItem } from './explained.ts';
import type { Part } from './factors.ts';
import { findItem, isRefusal } from './items.ts';
import { at, idOf, isFields, listOf, textOf } from './reading.ts';
import { chosenByHand, describedLike, reasonNamed, sameCollection, togetherWith } from './words.ts';

const NAMING = { id: ['id'], name: ['title'], url: ['url'] };

type Meaning = {
  readonly strategy: Strategy;
  readonly code: string;
  readonly label: (other: string | undefined) => Words;
};

const ALIKE: Meaning = { strategy: 'similar-content', code: 'similar-to', label: describedLike };

/** Values of `pr_prod_strat` whose meaning is known; Shopify documents the first two and uses more. */
const STRATEGIES: Readonly<Record<string, Meaning>> = {
  copurchase: { strategy: 'co-purchase', code: 'other', label: togetherWith },
  description: ALIKE,
  use_description: ALIKE,
  e5_desc: ALIKE,
  collection_fallback: { strategy: 'fallback', code: 'fallback', label: sameCollection },
  pinned: { strategy: 'editorial', code: 'merchant-rule', label: chosenByHand },
};

/** What rides in a product link: the strategy, the product shown, and the product it was shown for. */
type Link = { readonly strategy?: string; readonly shown?: string; readonly reference?: string; readonly path: string };

const linkIn = (href: unknown, origin: string): Link | undefined => {
  if (typeof href !== 'string' || href.length > 2048 || !URL.canParse(href, origin)) return undefined;
  const { searchParams: all, pathname, origin: host } = new URL(href, origin);
  const told = (name: string): string | undefined => all.get(name) ?? undefined;
  const path = host === origin ? pathname : `${host}${pathname}`;
  return { strategy: told('pr_prod_strat'), shown: told('pr_rec_pid'), reference: told('pr_ref_pid'), path };
};

const partsOf = (name: string | undefined, other: string | undefined): readonly Part[] => {
  const known = name !== undefined && Object.hasOwn(STRATEGIES, name) ? STRATEGIES[name] : undefined;
  const shown = textOf(name, 60);
  if (!shown) return [];
  const words = known ? { code: known.code, label: known.label(other) } : { code: 'other', label: reasonNamed(shown) };
  return [{ key: shown, ...words, weight: null, effect: 'for', basis: 'observed' }];
};

type Seen = {
  readonly item: ToldItem;
  readonly link: Link;
  readonly rank?: Told['rank'];
  readonly gaps: readonly Gap[];
};

const told = ({ item, link, rank, gaps }: Seen, { nameOf }: Known): Told => {
  const { strategy: name, reference } = link;
  const id = idOf(reference);
  const meaning = name !== undefined && Object.hasOwn(STRATEGIES, name) ? STRATEGIES[name] : undefined;
  const other = reference === undefined ? undefined : nameOf(reference);
  const missing: readonly (readonly [boolean, Gap['code']])[] = [
    [textOf(name, 60) === undefined, 'strategy-missing'],
    [name !== undefined && !meaning, 'strategy-unknown'],
    [id === undefined, 'reference-missing'],
  ];
  return {
    item,
    rank,
    method: 'observed-strategy',
    strategy: meaning?.strategy,
    parts: partsOf(name, other),
    because: id === undefined ? [] : [{ id, name: other }],
    gaps: [...gaps, ...missing.flatMap(([holds, code]) => (holds ? [{ code, at: name }] : []))],
  };
};

const readLink = (href: string, known: Known): Told | NotTold => {
  const link = linkIn(href, known.origin);
  const id = idOf(link?.shown) ?? known.item.id;
  if (!link || !/\/products\//.test(link.path)) return refuse('shape-unknown');
  if (id === undefined) return refuse('item-not-told');
  if (known.item.id !== undefined && known.item.id !== id) return refuse('item-not-found');
  const url = /^https?:/.test(link.path) ? link.path : known.origin + link.path;
  return told({ item: { id, name: known.nameOf(id), url }, link, gaps: [] }, known);
};

const read = (given: unknown, known: Known): Told | NotTold => {
  if (typeof given === 'string') return readLink(given, known);
  const products = at(given, 'products');
  if (!isFields(given) || (products !== undefined && !Array.isArray(products))) return refuse('shape-unknown');
  const found = findItem(products === undefined ? [given] : listOf(products), NAMING, known);
  if (isRefusal(found)) return found;
  const link = linkIn(at(found.entry, 'url'), known.origin) ?? { path: '' };
  return told({ ...found, link }, known);
};

export type { Adapted, AdapterContext } from './adapted.ts';

/**
 * Shopify product recommendations: the whole answer of `/recommendations/products.json`, one product of it, or only the `href` of a
 * product link, whose `pr_*` parameters name the strategy and the product it was shown for.
 */
export const explainShopify: Adapter = explained({ key: 'shopify', name: 'Shopify' }, read);

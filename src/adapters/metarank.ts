import type { Adapter, Gap, Known } from './adapted.ts';
import { explained, type NotTold, refuse, type Told } from './explained.ts';
import type { Part } from './factors.ts';
import { findItem, isRefusal } from './items.ts';
import { at, isFields, listOf, numberOf, rawText, textOf } from './reading.ts';
import { lookedAt } from './words.ts';

const NAMING = { id: ['item'], name: [], url: [] };

type Feature = { readonly name: string; readonly value: unknown };

/** The documentation shows a list of `{name, value}`, the wire has an object: both are read. */
const featuresOf = (given: unknown): readonly Feature[] => {
  if (isFields(given))
    return Object.entries(given).flatMap(([key, value]) => {
      const name = textOf(key, 100);
      return name === undefined ? [] : [{ name, value }];
    });
  return listOf(given).flatMap((one) => {
    const name = textOf(at(one, 'name'), 100);
    return name === undefined ? [] : [{ name, value: at(one, 'value') }];
  });
};

const shown = (value: unknown): string | undefined =>
  Array.isArray(value)
    ? textOf(value.flatMap((one) => rawText(one) ?? []).join(', '), 40)
    : textOf(typeof value === 'boolean' ? String(value) : value, 40);

/** Metarank tells what it looked at, not what that did: no weight, no direction. */
const lookedAtPart = (name: string, value: string | undefined, code: string): Part => ({
  key: name,
  code,
  label: lookedAt(name, value),
  weight: null,
  effect: 'unknown',
  basis: 'declared',
});

/** What the engine had loaded about the shopper and the visit, beyond what it lists for the item. */
const stateParts = (state: unknown, listed: readonly Feature[]): readonly Part[] =>
  (['user', 'session'] as const).flatMap((scope) =>
    listOf(at(state, scope))
      .flatMap((one) => textOf(at(one, 'key', 'feature'), 100) ?? [])
      .filter((name) => !listed.some((feature) => feature.name === name))
      .map((name) => lookedAtPart(name, undefined, scope === 'user' ? 'profile-interest' : 'other')),
  );

const read = (given: unknown, known: Known): Told | NotTold => {
  const items = at(given, 'items');
  if (!Array.isArray(items)) return refuse('shape-unknown');
  const found = findItem(items, NAMING, known);
  if (isRefusal(found)) return found;
  const features = featuresOf(at(found.entry, 'features'));
  const unread = features.filter(({ value }) => shown(value) === undefined);
  const score = numberOf(at(found.entry, 'score'));
  const missing: readonly Gap[] = [
    ...(score === undefined ? [{ code: 'score-missing' } as const] : []),
    ...unread.map(({ name }) => ({ code: 'value-unreadable', at: name }) as const),
  ];
  return {
    ...found,
    method: 'vendor-reason',
    score: score === undefined ? undefined : { value: score, scale: 'unscaled' },
    parts: [
      ...features.flatMap(({ name, value }) => {
        const text = shown(value);
        return text === undefined ? [] : [lookedAtPart(name, text, 'other')];
      }),
      ...stateParts(at(given, 'state'), features),
    ],
    gaps: [...found.gaps, ...missing],
  };
};

export type { Adapted, AdapterContext } from './adapted.ts';

/** Metarank's `/rank` with `explain=true`, as documented and as its code writes it; without it nothing but the score is told. */
export const explainMetarank: Adapter = explained({ key: 'metarank', name: 'Metarank' }, read);

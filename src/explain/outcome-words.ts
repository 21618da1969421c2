import type { ActState } from './explain-acts.ts';
import type { Kept, ListDiff } from './list-diff.ts';
import { type PartProps, quoted } from './panel-words.ts';
import { explainOutcomeText } from './explain-outcome-acts-text.ts';

type Words = Pick<PartProps, 'why' | 'i18n'>;

/** New products named in one sentence. */
const MOST_NAMES = 3;

const diffText = (diff: ListDiff, { why, i18n }: Words): string => {
  const text = i18n.of(explainOutcomeText);
  const item = why.explanation.item.name;
  switch (diff.code) {
    case 'changed':
      return text('why.diff.changed', {
        count: diff.fresh.length,
        total: diff.count,
        names: i18n.list(diff.fresh.slice(0, MOST_NAMES).map((name) => quoted(name, i18n))),
      });
    case 'moved':
      return diff.place === undefined
        ? text('why.diff.gone', { item })
        : text('why.diff.moved', { item, place: diff.place, total: diff.count });
    default:
      return text(`why.diff.${diff.code}`);
  }
};

const placeText = ({ held, said, is, count }: Kept & { readonly of: 'place' }, { i18n }: Words): string => {
  const text = i18n.of(explainOutcomeText);
  if (said === null) return is === undefined ? text('why.kept.gone') : text('why.broken.there', { place: is });
  if (is === undefined) return held ? text('why.kept.beyond', { said, count }) : text('why.broken.gone', { said });
  return held ? text('why.kept.place', { place: is }) : text('why.broken.place', { said, place: is });
};

const keptText = (kept: Kept, words: Words): string =>
  kept.of === 'place'
    ? placeText(kept, words)
    : words.i18n.of(explainOutcomeText)(kept.held ? 'why.kept.first' : 'why.broken.first', {
        said: kept.said,
        is: kept.is,
      });

/** What an act really changed, and whether that is what the shop had said it would. */
export const outcomeText = (act: ActState & { readonly kind: 'done' }, words: Words): string => {
  const { diff, kept, isEstimate } = act;
  const isBroken = kept.some(({ held }) => !held);
  return [
    ...(diff ? [diffText(diff, words)] : []),
    ...kept.map((one) => keptText(one, words)),
    ...(isBroken && isEstimate ? [words.i18n.of(explainOutcomeText)('why.broken.estimate')] : []),
  ].join(' ');
};

import type { Adapter, Gap, Known } from './adapted.ts';
import { explained, type NotTold, refuse, type Told } from './explained.ts';
import { anyOf, idOf, isFields, listOf, numberOf, rawText } from './reading.ts';
import { type Contribution, tellSum } from './sums.ts';
import { fromHistory } from './words.ts';

type Answer = { readonly total: unknown; readonly pairs: unknown };

/** Python writes the tuple `(total_score, top_contributions, user_weights)` as a list. */
const answerOf = (given: unknown): Answer =>
  Array.isArray(given)
    ? { total: given[0], pairs: given[1] }
    : { total: anyOf(given, 'total_score', 'score'), pairs: anyOf(given, 'top_contributions', 'contributions') };

const contributionOf = (pair: unknown, { nameOf }: Known): Contribution | undefined => {
  const [id, value] = Array.isArray(pair) ? pair : [anyOf(pair, 'itemid', 'item', 'id'), anyOf(pair, 'score', 'value')];
  const key = rawText(id);
  if (key === undefined) return undefined;
  return {
    key,
    code: 'profile-interest',
    label: fromHistory(nameOf(key) ?? key),
    basis: 'exact',
    value: numberOf(value),
  };
};

const read = (given: unknown, known: Known): Told | NotTold => {
  const { total, pairs } = answerOf(given);
  if ((!Array.isArray(given) && !isFields(given)) || !Array.isArray(pairs)) return refuse('shape-unknown');
  const { id, name, url } = known.item;
  if (id === undefined) return refuse('item-not-told');
  const all = listOf(pairs).map((pair) => contributionOf(pair, known));
  const parts = all.flatMap((part) => part ?? []);
  const sum = tellSum({ parts, isComplete: false, base: 0, score: numberOf(total), scale: 'additive' });
  const unread: readonly Gap[] =
    all.length > parts.length ? [{ code: 'value-unreadable', at: 'top_contributions' }] : [];
  return {
    item: { id, name: name ?? known.nameOf(id), url },
    method: 'als-explain',
    strategy: 'personal-profile',
    parts: sum.parts,
    score: sum.score,
    because: parts.slice(0, 5).flatMap(({ key }) => {
      const other = idOf(key);
      return other === undefined ? [] : [{ id: other, name: known.nameOf(key) }];
    }),
    gaps: [...unread, ...sum.gaps],
  };
};

export type { Adapted, AdapterContext } from './adapted.ts';

/**
 * `explain()` of implicit's `AlternatingLeastSquares`. It returns only the strongest contributions and drops negative confidences, so
 * what they leave of the total is told as the remainder; without the total no strength is told.
 */
export const explainImplicit: Adapter = explained({ key: 'implicit', name: 'implicit ALS' }, read);

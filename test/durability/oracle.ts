import type { Row } from './rows.ts';
import type { Kept } from './writers.ts';

/** What is wrong with a record, in counts: all 0 in one that lost nothing. */
export type Verdict = {
  /** Acts that were answered and are not there, or not with the receipt they were answered with. */
  readonly lost: number;
  /** Rows of an act, or of a place in a chain or in the order, that has another. */
  readonly duplicated: number;
  /** Rows that do not follow the row before in their subject's chain. */
  readonly broken: number;
};

const repeats = (values: readonly unknown[]): number => values.length - new Set(values).size;

const isEvent = (row: Row): row is Row & { readonly seq: number } => row.seq !== null;

/** Rows that are marked as forks, leave a hole behind them, or do not name the digest before them. */
const brokenIn = (chain: readonly Row[]): number =>
  chain
    .toSorted((one, other) => Number(one.seq) - Number(other.seq))
    .filter(({ seq, prev, forked }, at, all) => {
      const before = at === 0 ? null : all[at - 1]?.sha256;
      return forked !== 0 || seq !== at + 1 || prev !== before;
    }).length;

const chainsOf = (events: readonly Row[]): readonly (readonly Row[])[] => {
  const chains = new Map<string, Row[]>();
  for (const event of events) chains.set(event.subject, [...(chains.get(event.subject) ?? []), event]);
  return [...chains.values()];
};

/** Compares what was answered with the rows of the database. */
export const judge = (kept: readonly Kept[], rows: readonly Row[]): Verdict => {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const events = rows.filter(isEvent);
  return {
    lost: kept.filter(({ act, receipt }) => byId.get(act.id)?.receipt !== receipt).length,
    duplicated:
      repeats(rows.map(({ id }) => id)) +
      repeats(rows.map(({ order }) => order)) +
      repeats(rows.map(({ receipt_id }) => receipt_id)) +
      repeats(events.map(({ subject, seq }) => `${subject} ${seq}`)),
    broken: chainsOf(events).reduce((sum, chain) => sum + brokenIn(chain), 0),
  };
};

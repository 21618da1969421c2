import type { Counterfactual, DataRow } from '../contract/explanation.ts';
import type { ChoiceKey } from '../contract/ids.ts';
import { type Deed, leavingOut, objectable, withoutData } from './deeds.ts';
import type { Why } from './explain.ts';

/** What a change would do, and what pressing its button does. */
export type ChangeView = {
  readonly told: Counterfactual;
  /** Data rows it leaves out. */
  readonly rows: readonly DataRow[];
  /** `object` to the rows, `stop` all use of the shopper's data, or nothing this version can do. */
  readonly act: 'object' | 'stop' | undefined;
};

const changeView = (told: Counterfactual, data: readonly DataRow[], hasPersonal: boolean): ChangeView => {
  const rows = told.change.flatMap(({ ref }) => data.find(({ id }) => id === ref) ?? []);
  const ops = new Set(told.change.map(({ op }) => op));
  const leavesDataOut = ops.size > 0 && [...ops].every((op) => op === 'exclude-data' || op === 'disable-data');
  if (leavesDataOut) return { told, rows, act: rows.length === told.change.length ? 'object' : undefined };
  return { told, rows, act: ops.has('disable-personalisation') && ops.size === 1 && hasPersonal ? 'stop' : undefined };
};

/** What the engine says would change it, with the button each has. */
export const changesOf = ({ explanation, cited }: Pick<Why, 'explanation' | 'cited'>): readonly ChangeView[] => {
  const hasPersonal = cited.length > 0 || objectable(explanation.data).length > 0;
  return explanation.counterfactuals.map((told) => changeView(told, explanation.data, hasPersonal));
};

/** What making a change does; `personal` are the purposes behind "Use nothing about me". */
export const deedOfChange = (
  { act, rows }: ChangeView,
  personal: readonly ChoiceKey[],
  data: readonly DataRow[],
): Deed => (act === 'stop' ? withoutData(personal, data) : leavingOut(rows));

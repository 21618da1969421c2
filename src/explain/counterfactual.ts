import type { Counterfactual, DataRow } from '../contract/explanation.ts';
import type { Why } from './explain.ts';

/** What a change would do, and what pressing its button does. */
export type ChangeView = {
  readonly told: Counterfactual;
  /** Data rows it leaves out. */
  readonly rows: readonly DataRow[];
  /** `object` to the rows, `stop` all personal purposes, or nothing this version can do. */
  readonly act: 'object' | 'stop' | undefined;
};

const changeView = (told: Counterfactual, data: readonly DataRow[], hasPurpose: boolean): ChangeView => {
  const rows = told.change.flatMap(({ ref }) => data.find(({ id }) => id === ref) ?? []);
  const ops = new Set(told.change.map(({ op }) => op));
  const leavesDataOut = ops.size > 0 && [...ops].every((op) => op === 'exclude-data' || op === 'disable-data');
  if (leavesDataOut) return { told, rows, act: rows.length === told.change.length ? 'object' : undefined };
  return { told, rows, act: ops.has('disable-personalisation') && ops.size === 1 && hasPurpose ? 'stop' : undefined };
};

/** What the engine says would change it, with the button each has. */
export const changesOf = ({ explanation, cited }: Pick<Why, 'explanation' | 'cited'>): readonly ChangeView[] =>
  explanation.counterfactuals.map((told) => changeView(told, explanation.data, cited.length > 0));

import type { Explanation } from '../../contract/explanation.ts';
import { type Finding, type FindingCode, found } from './finding.ts';
import type { Rule } from './rule.ts';

type Named = readonly { readonly id: string }[];
type Steps = readonly (string | number)[];

/** Every id of a list that stands there a second time. */
const duplicates = (items: Named, under: Steps): readonly Finding[] =>
  items.flatMap(({ id }, at) =>
    items.findIndex((other) => other.id === id) < at
      ? [found('duplicate-id', [...under, at, 'id'], `"${id}" stands twice`)]
      : [],
  );

const ids: Rule = ({ factors, data, controls, alternatives }) =>
  Object.entries({ factors, data, controls, alternatives }).flatMap(([name, items]) => duplicates(items, [name]));

/** The names of a list that nothing bears. */
const unresolved = (names: readonly string[], items: Named, { code, under }: { code: FindingCode; under: Steps }) =>
  names.flatMap((name, at) =>
    items.some(({ id }) => id === name) ? [] : [found(code, [...under, at], `names "${name}", which is not there`)],
  );

const dataNames = ({ factors, price, ai }: Explanation): readonly (readonly [readonly string[], Steps])[] => [
  ...factors.map((factor, at) => [factor.data, ['factors', at, 'data']] as const),
  ...(price ? [[price.data, ['price', 'data']] as const] : []),
  ...(ai?.tools ?? []).map((tool, at) => [tool.data, ['ai', 'tools', at, 'data']] as const),
];

const data: Rule = (explanation) =>
  dataNames(explanation).flatMap(([names, under]) =>
    unresolved(names, explanation.data, { code: 'data-unresolved', under }),
  );

const controls: Rule = (explanation) => {
  const code = 'control-unresolved';
  const { controls: all } = explanation;
  return [
    ...explanation.factors.flatMap((factor, at) =>
      unresolved(factor.controls, all, { code, under: ['factors', at, 'controls'] }),
    ),
    ...explanation.data.flatMap((row, at) => unresolved(row.controls, all, { code, under: ['data', at, 'controls'] })),
    ...explanation.counterfactuals.flatMap(({ control }, at) =>
      control === undefined || all.some(({ id }) => id === control)
        ? []
        : [found(code, ['counterfactuals', at, 'control'], `names "${control}", which is not there`)],
    ),
  ];
};

const contrast: Rule = ({ contrast: told, factors }) =>
  (told?.differences ?? []).flatMap(({ factor }, at) =>
    factor === undefined || factors.some(({ id }) => id === factor)
      ? []
      : [
          found(
            'factor-unresolved',
            ['contrast', 'differences', at, 'factor'],
            `names "${factor}", which is not there`,
          ),
        ],
  );

type Change = Explanation['counterfactuals'][number]['change'][number];

const changeFault = ({ op, ref }: Change, rows: Named): string | undefined => {
  if (op !== 'exclude-data' && op !== 'disable-data') return undefined;
  if (ref === undefined) return 'does not say which row of "data" is left out';
  return rows.some(({ id }) => id === ref) ? undefined : `names "${ref}", which is not there`;
};

const changes: Rule = ({ counterfactuals, data: rows }) =>
  counterfactuals.flatMap(({ change }, at) =>
    change.flatMap((one, step) => {
      const reason = changeFault(one, rows);
      return reason === undefined
        ? []
        : [found('change-unresolved', ['counterfactuals', at, 'change', step, 'ref'], reason)];
    }),
  );

const unverified: Rule = ({ counterfactuals }) =>
  counterfactuals.flatMap(({ verified }, at) =>
    verified
      ? []
      : [found('counterfactual-unverified', ['counterfactuals', at, 'verified'], 'is false: nobody ranked again')],
  );

/** Whether every name leads to what it names, and to one thing only. */
export const REFERENCE_RULES: readonly Rule[] = [ids, data, controls, contrast, changes, unverified];

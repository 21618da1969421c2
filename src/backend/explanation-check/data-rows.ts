import type { DataRow } from '../../contract/explanation.ts';
import { purposeOfRow } from '../../explain/consent-check.ts';
import { isFew, isPersonalCode } from '../../explain/limits.ts';
import { type Finding, found } from './finding.ts';
import type { Rule } from './rule.ts';

const sources: Rule = ({ factors }) =>
  factors.flatMap(({ code, data }, at) =>
    data.length === 0 && isPersonalCode(code)
      ? [found('source-missing', ['factors', at, 'data'], `is empty, though "${code}" speaks of the shopper`)]
      : [],
  );

const countFinding = ({ about, count }: DataRow, at: number): readonly Finding[] => {
  if (about !== 'other-shoppers') return [];
  if (count === undefined)
    return [found('shoppers-uncounted', ['data', at], 'speaks of other shoppers and does not say how many')];
  return isFew(count)
    ? [found('few-shoppers', ['data', at, 'count'], `is ${count}: fewer than 10 other shoppers could be known by it`)]
    : [];
};

const fewShoppers: Rule = ({ data, factors }) => [
  ...data.flatMap(countFinding),
  ...factors.flatMap(({ detail }, at) =>
    isFew(detail?.together)
      ? [found('few-shoppers', ['factors', at, 'detail', 'together'], `is ${detail?.together}, fewer than 10 shoppers`)]
      : [],
  ),
];

const specials: Rule = ({ data }) =>
  data.flatMap(({ special, examples }, at) =>
    special && examples.length > 0
      ? [found('special-examples', ['data', at, 'examples'], 'tells examples of a special category')]
      : [],
  );

/** The panel puts the row beside the shopper's receipts; what it needs for that must be there. */
const untoldConsent = (row: DataRow): string | undefined => {
  if (!row.consent) return 'rests on consent and does not say which';
  if (purposeOfRow(row) === undefined) return 'names a purpose as no config can spell it';
  const lacking = (['receiptId', 'at'] as const).filter((name) => row.consent?.[name] === undefined);
  return lacking.length === 0 ? undefined : `does not tell ${lacking.join(' and ')}`;
};

const consentFindings = (row: DataRow, at: number, iat: number): readonly Finding[] => {
  if (row.basis !== 'consent') return [];
  const untold = untoldConsent(row);
  const { stateAtUse = 'given', at: used } = row.consent ?? {};
  const under = ['data', at, 'consent'] as const;
  return [
    ...(untold === undefined ? [] : [found('consent-untold', under, untold)]),
    ...(stateAtUse === 'given' ? [] : [found('consent-not-given', [...under, 'stateAtUse'], `is "${stateAtUse}"`)]),
    ...(used !== undefined && Date.parse(used) > iat * 1000
      ? [found('used-later', [...under, 'at'], `is ${used}, after the explanation was made`)]
      : []),
  ];
};

const consents: Rule = ({ data, iat }) => data.flatMap((row, at) => consentFindings(row, at, iat));

/** Whether every reason has its source, and every row may be told. */
export const DATA_RULES: readonly Rule[] = [sources, fewShoppers, specials, consents];

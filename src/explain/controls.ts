import type { Control, DataRow, Factor } from '../contract/explanation.ts';
import type { ChoiceKey } from '../contract/ids.ts';
import type { ReadableExplanation } from '../contract/read-explanation.ts';
import { changesOf, deedOfChange } from './counterfactual.ts';
import {
  type Deed,
  endingPurposes,
  isIdle,
  isSameDeed,
  leavingOut,
  objecting,
  withdrawing,
  withoutData,
} from './deeds.ts';

/** When the shop says an act works. */
export type Effect = Control['effect'];

/** One thing the shopper can do. Its words come from `type` alone; `label` is the shop's, for a type this version does not know. */
export type ControlView = {
  readonly type: Control['type'];
  readonly label: Control['label'];
  /** Undefined where the shop did not offer it, and so says nothing of when. */
  readonly effect: Effect | undefined;
  /** What its button does; without one it is told, and has no button. */
  readonly deed: Deed | undefined;
  /** Which of the shop's contact links it leads to. */
  readonly link: 'privacy' | 'human' | undefined;
};

/** What the acts of an explanation are worked out from: itself, the purposes it cites, and those behind "Use nothing about me". */
export type Offered = {
  readonly explanation: ReadableExplanation;
  readonly cited: readonly ChoiceKey[];
  readonly personal: readonly ChoiceKey[];
};

/** The factors that the panel shows: none of a story that a language model wrote. */
const shownFactors = ({ method, factors }: ReadableExplanation): readonly Factor[] =>
  method.type === 'llm-generated' ? [] : factors;

/** The data rows that the panel shows: those a shown factor rests on. */
const shownRows = (explanation: ReadableExplanation): readonly DataRow[] => {
  const ids = new Set(shownFactors(explanation).flatMap(({ data }) => data));
  return explanation.data.filter(({ id }) => ids.has(id));
};

/** What has a button of its own, whatever the shop offers: rows, purposes, changes, and the list without the shopper's data. */
const taken = ({ explanation, cited, personal }: Offered): readonly Deed[] => [
  ...shownRows(explanation).flatMap((row) => (row.about === 'shopper' ? [leavingOut([row])] : [])),
  ...cited.map((purpose) => withdrawing([purpose])),
  ...changesOf({ explanation, cited }).flatMap((change) =>
    change.act === undefined ? [] : [deedOfChange(change, personal, explanation.data)],
  ),
  ...(explanation.alternatives.some(({ personalised }) => !personalised)
    ? [withoutData(personal, explanation.data)]
    : []),
];

/** A control's deed, given the rows it stands beside. */
const deedOf = ({ type }: Control, rows: readonly DataRow[], { explanation, personal }: Offered): Deed | undefined => {
  switch (type) {
    case 'exclude-data':
    case 'wrong-data':
      return leavingOut(rows);
    case 'disable-data':
      return endingPurposes(rows);
    case 'withdraw-consent':
    case 'object-direct-marketing':
      return rows.length > 0 ? endingPurposes(rows) : withoutData(personal, explanation.data);
    case 'disable-personalisation':
      return withoutData(personal, explanation.data);
    case 'not-interested':
    case 'hide-item':
      return objecting({ scope: 'item', ref: explanation.item.id });
    case 'hide-brand':
      return objecting(...rows.flatMap(({ source }) => (source ? [{ scope: 'source' as const, ref: source }] : [])));
    case 'report-explanation':
      return objecting({ scope: 'explanation', ref: explanation.id });
    default:
      return undefined;
  }
};

const LINKS: Readonly<Partial<Record<Control['type'], 'privacy' | 'human'>>> = {
  'wrong-data': 'privacy',
  'access-request': 'privacy',
  'delete-data': 'privacy',
  'request-human': 'human',
};

/** Talking to a person has its link beneath the engine, whether or not the shop offers it as a control. */
const ELSEWHERE: ReadonlySet<Control['type']> = new Set(['request-human']);

const viewOf = (control: Control, rows: readonly DataRow[], offered: Offered): ControlView => {
  const deed = deedOf(control, rows, offered);
  const { type, label, effect } = control;
  return { type, label, effect, deed: deed && isIdle(deed) ? undefined : deed, link: LINKS[type] };
};

/** Each act once: what has its button elsewhere has no second one. Only "wrong data" adds a way to have it put right. */
const unique = (views: readonly ControlView[], offered: Offered): readonly ControlView[] => {
  const elsewhere = taken(offered);
  return views.filter(({ type, deed }, at) => {
    const earlier = views.slice(0, at);
    if (type === 'wrong-data' || (!deed && type !== 'other')) return earlier.every((one) => one.type !== type);
    const done = [...elsewhere, ...earlier.flatMap((one) => one.deed ?? [])];
    return !deed || !done.some((one) => isSameDeed(one, deed));
  });
};

const named = (ids: readonly string[], { controls }: ReadableExplanation): readonly Control[] =>
  controls.filter(({ id, type }) => ids.includes(id) && !ELSEWHERE.has(type));

/** What the shop offers beside one data row. */
export const rowControls = (row: DataRow, offered: Offered): readonly ControlView[] =>
  unique(
    named(row.controls, offered.explanation).map((control) => viewOf(control, [row], offered)),
    offered,
  );

/** What the shop offers beside one factor, and not already beside a data row. */
export const factorControls = (factor: Factor, offered: Offered): readonly ControlView[] => {
  const rows = offered.explanation.data.filter(({ id }) => factor.data.includes(id));
  const besideRows = new Set(shownRows(offered.explanation).flatMap(({ controls }) => controls));
  const controls = named(factor.controls, offered.explanation).filter(({ id }) => !besideRows.has(id));
  return unique(
    controls.map((control) => viewOf(control, rows, offered)),
    offered,
  );
};

/** What no shop has to offer: the contract has these objections, so every shopper has them. */
const ALWAYS = ['not-interested', 'report-explanation'] as const satisfies readonly Control['type'][];

const always = ({ kind, controls }: ReadableExplanation): readonly Control[] =>
  ALWAYS.filter((type) => type !== 'not-interested' || kind === 'recommendation' || kind === 'advert')
    .filter((type) => controls.every((one) => one.type !== type))
    .map((type) => ({ id: type, type, effect: 'other' }));

/** Controls that stand beside a factor, a data row, or a change that can be made. */
const placed = ({ explanation, cited }: Offered): ReadonlySet<string> =>
  new Set([
    ...[...shownFactors(explanation), ...shownRows(explanation)].flatMap(({ controls }) => controls),
    ...changesOf({ explanation, cited }).flatMap(({ act, told }) => (act === undefined ? [] : (told.control ?? []))),
  ]);

/** What can be done about the explanation as a whole. */
export const wholeControls = (offered: Offered): readonly ControlView[] => {
  const { explanation } = offered;
  const beside = placed(offered);
  const free = explanation.controls.filter(({ id, type }) => !beside.has(id) && !ELSEWHERE.has(type));
  const rowsOf = ({ id }: Control): readonly DataRow[] => explanation.data.filter((row) => row.controls.includes(id));
  return unique(
    [...free, ...always(explanation)].map((control) => viewOf(control, rowsOf(control), offered)),
    offered,
  );
};

/** When the shop says that an act works which has its own button: by the control's id, or by its type. */
export const effectOf = (
  { controls }: ReadableExplanation,
  isMeant: (control: Control) => boolean,
): Effect | undefined => controls.find(isMeant)?.effect;

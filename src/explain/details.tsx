import type { VNode } from 'preact';
import type { I18n } from '../i18n/i18n.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Factor } from '../contract/explanation.ts';
import type { Doing } from './doing.tsx';
import { Findings } from './explain-findings.tsx';
import type { ExplainModel } from './explain-model.ts';
import { Folded } from './folded.tsx';
import { JudgedModel } from './judged-model.ts';
import type { ActProps, PartProps } from './panel-words.ts';
import { usePace } from '../ui/pace.ts';
import { Part } from './part.tsx';
import { createChain, createParts } from './parts.ts';
import { SwitchedOff } from './switched-off.tsx';

/** The acts with their views, and what these are given; undefined while they are not here. */
const doingOf = (props: PartProps): { readonly views: Doing; readonly acting: ActProps } | undefined => {
  const views = props.parts.doing.part.value;
  return typeof views === 'object' ? { views, acting: { ...props, model: views.model } } : undefined;
};

/** What must be said before the reasons are read. */
const Above = (props: PartProps): VNode => (
  <>
    <Findings {...props} doing={doingOf(props)} />
    {props.model.isOfList.value ? (
      <Part quietly late={props.parts.chain} i18n={props.i18n}>
        {() => null}
      </Part>
    ) : null}
    <SwitchedOff {...props} />
  </>
);

/** How a chat answer was made, that no small change is stated, and the price. */
const Told = (props: PartProps): VNode => {
  const { why, parts, i18n } = props;
  const { kind, ai } = why.explanation;
  const doing = doingOf(props);
  return (
    <>
      {kind === 'chat-answer' || ai ? (
        <Part quietly late={parts.answer} i18n={i18n}>
          {(part) => <part.Answer {...props} />}
        </Part>
      ) : null}
      {doing ? <doing.views.Unmoved {...doing.acting} /> : null}
      {why.price === 'untold' ? null : (
        <Part quietly late={parts.price} i18n={i18n}>
          {(part) => <part.Price {...props} />}
        </Part>
      )}
    </>
  );
};

/** Why this and not that, where the shop tells of it. */
const Contrast = (props: PartProps): VNode | null => {
  const { why, parts, i18n } = props;
  const { contrast } = why.explanation;
  return contrast && contrast.differences.length > 0 && why.sentence.code !== 'written-by-ai' ? (
    <Part quietly late={parts.contrast} i18n={i18n}>
      {(part) => <part.Contrast {...props} contrast={contrast} />}
    </Part>
  ) : null;
};

/** The list without the shopper's data, where the shop tells of it. */
const Plain = (props: ActProps): VNode | null =>
  props.why.explanation.alternatives.some(({ personalised }) => !personalised) ? (
    <Part quietly late={props.parts.plain} i18n={props.i18n}>
      {(part) => <part.Plain {...props} />}
    </Part>
  ) : null;

/** Everything beneath the reasons. That the acts do not come is said once, where the first of them would be. */
const Below = (props: PartProps): VNode => {
  const { parts, i18n } = props;
  const doing = doingOf(props);
  const drawn = usePace(doing !== undefined, 3);
  return (
    <>
      <Part late={parts.doing} i18n={i18n}>
        {({ Switches, model }) => <Switches {...props} model={model} />}
      </Part>
      <Told {...props} />
      {doing && drawn > 0 ? <doing.views.Changes {...doing.acting} /> : null}
      <Contrast {...props} />
      {doing && drawn > 1 ? <Plain {...doing.acting} /> : null}
      {doing && drawn > 2 ? <doing.views.Controls {...doing.acting} /> : null}
      <section class="stack-tight">
        <Folded label="why.checks" late={parts.checks} i18n={i18n}>
          {(part) => <part.Checks {...props} />}
        </Folded>
        <Folded label="why.law" late={parts.law} i18n={i18n}>
          {(part) => <part.Law {...props} />}
        </Folded>
      </section>
    </>
  );
};

/** What can be done about one factor. */
const FactorControls = ({ of, ...props }: PartProps & { readonly of: Factor }): VNode | null => {
  const doing = doingOf(props);
  return doing ? <doing.views.FactorControls {...doing.acting} of={of} /> : null;
};

/** The data that a factor rests on, by the factor's place; with what can be done about it. */
const DataTable = ({ at, ...props }: PartProps & { readonly at: number }): VNode | null => {
  const { why, parts, i18n } = props;
  const factor = why.factors[at];
  return factor ? (
    <Part late={parts.doing} i18n={i18n}>
      {({ model }) => (
        <Part late={parts.table} i18n={i18n}>
          {(part) => <part.DataTable {...props} model={model} factor={factor} />}
        </Part>
      )}
    </Part>
  ) : null;
};

/** What the last act did. */
const Outcome = (props: PartProps): VNode | null => {
  const doing = doingOf(props);
  return doing ? <doing.views.Outcome {...doing.acting} /> : null;
};

/** The engine, and who at the shop can be asked. */
const Card = (props: PartProps): VNode => (
  <Part quietly late={props.parts.card} i18n={props.i18n}>
    {(part) => <part.Card {...props} />}
  </Part>
);

/** The styles of these parts. */
export { default as css } from '../../styles/explain-details.css?inline';

const VIEWS = { Above, Below, Card, DataTable, FactorControls, Outcome };

/** The Why panel's second half, loaded when the first view is painted: its model, its views, and the language with their words. */
export const createHalf = (runtime: Runtime, first: ExplainModel, i18n: I18n) => {
  const chain = createChain();
  const model = new JudgedModel(runtime, first, chain);
  const parts = createParts(runtime, { chain, first, judged: model });
  const end = (): void => {
    const doing = parts.doing.part.value;
    if (typeof doing === 'object') doing.model[Symbol.dispose]();
    model[Symbol.dispose]();
  };
  /** Whether what an act did names a new reason to look at. */
  const offersNext = (): boolean => {
    const doing = parts.doing.part.value;
    const act = typeof doing === 'object' ? doing.model.act.value : undefined;
    return act?.kind === 'done' && act.next !== undefined;
  };
  return { ...VIEWS, parts, model, i18n, offersNext, end };
};
/** One panel's. */
export type Half = ReturnType<typeof createHalf>;

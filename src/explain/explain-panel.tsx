import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { Factors } from './explain-factors.tsx';
import type { WhyView } from './explain-model.ts';
import { KeptFocus } from './kept-focus.tsx';
import { halfOf, Later } from './later.tsx';
import { isAccusing } from './open.ts';
import { commercialText, type FirstProps, labelOf, monthOf, type PanelProps, textOf } from './panel-words.ts';

/** Whether money played a part: the first line, in every state, and nothing can fold it away. */
const Commercial = (props: FirstProps): VNode => {
  const { commercial } = props.why;
  const isPaid = !commercial.every((code) => code === 'none' || code === 'untold');
  return (
    <ul class={isPaid ? 'commercial note' : 'commercial soft'} part="commercial">
      {commercial.map((code) => (
        <li key={code}>{commercialText(code, props)}</li>
      ))}
    </ul>
  );
};

const Sentence = (props: FirstProps): VNode => {
  const { why, i18n } = props;
  const text = textOf(i18n);
  const { sentence } = why;
  if (!('line' in sentence)) {
    return (
      <p class="sentence" part="sentence">
        {text(`why.sentence.${sentence.code}`)}
      </p>
    );
  }
  const label = labelOf(sentence.line, props);
  const { when } = sentence;
  const isDated = when !== undefined && !label.includes(when.slice(0, 4));
  return (
    <div>
      <p class="sentence" part="sentence">
        {isDated ? text('why.sentence.dated', { label, when: monthOf(when, i18n) }) : label}
      </p>
      <p class="soft">{text(`why.sentence.${sentence.code}`, { count: why.factors.length })}</p>
    </div>
  );
};

/** Who says all this, and whether it can be believed to be theirs. */
const Footer = (props: FirstProps): VNode => {
  const { why, i18n, late } = props;
  const text = textOf(i18n);
  const half = halfOf(late);
  return (
    <footer class="why-foot soft" part="footer">
      <p class={`signature-${why.signature}`}>{text(`why.signature.${why.signature}`)}</p>
      <p>{text(why.isOutOfDate ? 'why.out-of-date' : 'why.made', { date: i18n.date(why.madeAt, true) })}</p>
      {half ? <half.views.Card {...half.props} /> : null}
    </footer>
  );
};

const Shown = (props: FirstProps): VNode => {
  const { why, i18n, late } = props;
  // An effect runs once the view is painted: only then the second half is asked for.
  useEffect(() => void late.load(), [late]);
  const isStory = why.sentence.code === 'written-by-ai';
  const half = halfOf(late);
  return (
    <article class="why stack" part="why">
      <h3>{textOf(i18n)('why.title', { item: why.explanation.item.name })}</h3>
      <Commercial {...props} />
      <Sentence {...props} />
      {half ? <half.views.Above {...half.props} /> : null}
      {isStory ? null : <Factors {...props} />}
      <Later {...props}>{({ Below }, all) => <Below key={why.explanation.id} {...all} />}</Later>
      <Footer {...props} />
      {half ? <half.views.Outcome {...half.props} /> : null}
    </article>
  );
};

const Absent = ({
  view,
  model,
  i18n,
}: Omit<PanelProps, 'late'> & { readonly view: Exclude<WhyView, { kind: 'why' }> }): VNode => {
  const text = textOf(i18n);
  if (view.kind === 'loading')
    return (
      <p role="status" class="soft">
        {text('why.loading')}
      </p>
    );
  if (view.kind === 'nothing') return <p class="soft">{text('why.nothing')}</p>;
  const isBad = view.kind === 'withheld' && isAccusing(view.code);
  return (
    <div class="stack-tight">
      <p role="status" class={isBad ? 'note note-bad stack-tight' : 'note'} part="finding">
        {text(view.kind === 'withheld' ? `why.withheld.${view.code}` : 'why.not-found')}
      </p>
      <div>
        <button type="button" class="button" part="button" onClick={() => void model.retry()}>
          {text('why.retry')}
        </button>
      </div>
    </div>
  );
};

/** The Why panel: one true sentence, the reasons with their data, what would change them, and who says so. */
export const ExplainPanel = (props: PanelProps): VNode => {
  const { model, late } = props;
  const view = model.view.value;
  const parts = late.part.value;
  const shown = view.kind === 'why' ? view.why.explanation.id : view.kind;
  // The button that shows the new reason goes when it has done so.
  const next = typeof parts === 'object' && parts.offersNext() ? 'next' : '';
  return (
    <KeptFocus of={`${shown} ${typeof parts === 'object' ? '' : parts} ${next}`}>
      {view.kind === 'why' ? <Shown {...props} why={view.why} /> : <Absent {...props} view={view} />}
    </KeptFocus>
  );
};

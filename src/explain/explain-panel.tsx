import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { type Finding, type Tone, withheldCheck } from './checks.ts';
import { Factors } from './explain-factors.tsx';
import type { WhyView } from './explain-model.ts';
import { Outcome, SwitchedOff, Switches } from './explain-switches.tsx';
import { InParts } from '../ui/in-parts.tsx';
import { KeptFocus } from './kept-focus.tsx';
import { Later } from './later.tsx';
import { ObjectButton } from './object-button.tsx';
import {
  commercialText,
  labelOf,
  monthOf,
  type PanelProps,
  type PartProps,
  percent,
  purposeTitle,
  textOf,
} from './panel-words.ts';

/** Whether money played a part: the first line, in every state, and nothing can fold it away. */
const Commercial = (props: PartProps): VNode => {
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

const Sentence = (props: PartProps): VNode => {
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
  const label = labelOf(sentence.line, props).replace(/[.\s]+$/, '');
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

const NOTES: Readonly<Record<Tone, string>> = {
  bad: 'note note-bad stack-tight',
  warn: 'note note-warn',
  neutral: 'note',
  good: 'note',
};

const Note = ({ finding, ...props }: PartProps & { readonly finding: Finding }): VNode => {
  const { why, model, i18n } = props;
  const text = textOf(i18n);
  const places = {
    share: percent(why.remainder ?? 0, i18n),
    purpose: 'purpose' in finding ? purposeTitle(finding.purpose, model) : '',
  };
  return (
    <li class={NOTES[finding.tone]} part="finding">
      <p>{text(`why.finding.${finding.code}`, places)}</p>
      {finding.code === 'not-allowed' ? (
        <ObjectButton
          done={finding.rows.every(({ isObjected }) => isObjected)}
          label={text('why.object.finding')}
          doneLabel={text('why.objected')}
          onObject={() => void model.objectToUse(finding.purpose, finding.rows)}
        />
      ) : null}
    </li>
  );
};

const Findings = (props: PartProps): VNode | null =>
  props.why.findings.length === 0 ? null : (
    <ul class="stack-tight">
      {props.why.findings.map((finding, at) => (
        <Note key={at} {...props} finding={finding} />
      ))}
    </ul>
  );

/** Who says all this, and whether it can be believed to be theirs. */
const Footer = (props: PartProps): VNode => {
  const { why, i18n, late } = props;
  const text = textOf(i18n);
  const parts = late.part.value;
  return (
    <footer class="why-foot soft" part="footer">
      <p class={`signature-${why.signature}`}>{text(`why.signature.${why.signature}`)}</p>
      <p>{text(why.isOutOfDate ? 'why.out-of-date' : 'why.made', { date: i18n.date(why.madeAt, true) })}</p>
      {typeof parts === 'object' ? <parts.Card {...props} i18n={parts.i18n} /> : null}
    </footer>
  );
};

/** Parts of the second half, in their order. */
const LATER = ['Told', 'Changes', 'Contrast', 'Plain', 'Controls', 'Checked'] as const;

const Shown = (props: PartProps): VNode => {
  const { why, i18n, late } = props;
  // An effect runs once the view is painted: only then the second half is asked for.
  useEffect(() => void late.load(), [late]);
  const isStory = why.sentence.code === 'written-by-ai';
  return (
    <article class="why stack" part="why">
      <h3>{textOf(i18n)('why.title', { item: why.explanation.item.name })}</h3>
      <Commercial {...props} />
      <Sentence {...props} />
      <Findings {...props} />
      <SwitchedOff {...props} />
      {isStory ? null : <Factors {...props} />}
      <Switches {...props} />
      <Later {...props}>
        {(parts) => {
          const all = { ...props, i18n: parts.i18n };
          const draw = (name: (typeof LATER)[number]): VNode => {
            const Part = parts[name];
            return <Part key={name} {...all} />;
          };
          return (
            <InParts key={why.explanation.id} all={LATER} size={1}>
              {(names) => names.map(draw)}
            </InParts>
          );
        }}
      </Later>
      <Footer {...props} />
      <Outcome {...props} />
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
  const tone = view.kind === 'withheld' ? withheldCheck(view.code).tone : 'neutral';
  return (
    <div class="stack-tight">
      <p role="status" class={NOTES[tone]} part="finding">
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
  return (
    <KeptFocus of={`${shown} ${typeof parts === 'object' ? '' : parts}`}>
      {view.kind === 'why' ? <Shown {...props} why={view.why} /> : <Absent {...props} view={view} />}
    </KeptFocus>
  );
};

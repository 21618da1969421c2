import type { VNode } from 'preact';
import type { I18n } from '../i18n/i18n.ts';
import { actsTextOf } from './acts-words.ts';
import { effectOf } from './controls.ts';
import { changesOf, type ChangeView, deedOfChange } from './counterfactual.ts';
import { DeedButton, EffectLine } from './deed-button.tsx';
import { isUnmoved } from './small-change.ts';
import type { ActProps } from './panel-words.ts';

type ChangeProps = ActProps & { readonly change: ChangeView };

const conditionOf = ({ told, rows }: ChangeView, i18n: I18n): string => {
  const text = actsTextOf(i18n);
  if (told.change.some(({ op }) => op === 'disable-personalisation')) return text('why.if.personal');
  if (rows.length === 0) return text('why.if.other');
  const names = rows.map(({ special, examples, category }) => (special ? category : (examples[0]?.label ?? category)));
  return text('why.if.data', { data: i18n.list(names) });
};

const outcomeTexts = ({ change: { told }, why, i18n }: ChangeProps): readonly string[] => {
  const text = actsTextOf(i18n);
  const { newRank, first } = told.outcome;
  const { item, rank } = why.explanation;
  const isSame = newRank === rank?.position;
  const isStillFirst = first?.id === item.id && rank?.position === 1;
  return [
    ...(newRank === null ? [text('why.then.gone')] : []),
    ...(typeof newRank === 'number' ? [text(isSame ? 'why.then.still' : 'why.then.place', { place: newRank })] : []),
    ...(first?.name === undefined
      ? []
      : [text(isStillFirst ? 'why.then.still-first' : 'why.then.first', { name: first.name })]),
    ...(told.verified ? [] : [text('why.estimate')]),
  ];
};

const Act = (props: ChangeProps): VNode | null => {
  const { change, why, model, i18n } = props;
  const { act, told } = change;
  if (act === undefined) return null;
  const { control } = told;
  return (
    <>
      <DeedButton
        {...props}
        deed={deedOfChange(change, model.personal(), why.explanation.data)}
        label={actsTextOf(i18n)(`why.if.do.${act}`)}
        onAct={() => model.make(change)}
        kind="button"
      />
      <EffectLine
        effect={control === undefined ? undefined : effectOf(why.explanation, ({ id }) => id === control)}
        i18n={i18n}
      />
    </>
  );
};

const Change = (props: ChangeProps): VNode => (
  <li class="change" part="change">
    <p class="factor-label">{conditionOf(props.change, props.i18n)}</p>
    {outcomeTexts(props).map((told) => (
      <p key={told}>{told}</p>
    ))}
    <Act {...props} />
  </li>
);

/** That no small change would alter it, where that is to be said. */
export const Unmoved = ({ why, i18n }: ActProps): VNode | null =>
  isUnmoved(why) ? <p>{actsTextOf(i18n)('why.unmoved')}</p> : null;

/** "What would change it", each with a button that does it. */
export const Changes = (props: ActProps): VNode | null => {
  const changes = changesOf(props.why);
  if (changes.length === 0) return null;
  return (
    <section class="stack-tight">
      <h4>{actsTextOf(props.i18n)('why.changes')}</h4>
      <ul class="stack-tight">
        {changes.map((change, at) => (
          <Change key={at} {...props} change={change} />
        ))}
      </ul>
    </section>
  );
};

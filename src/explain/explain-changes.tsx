import type { VNode } from 'preact';
import { changesOf, type ChangeView } from './counterfactual.ts';
import { shopLink } from './links.ts';
import type { ListDiff } from './list-diff.ts';
import { type PartProps, shopText, textOf } from './panel-words.ts';

/** New products named in one sentence. */
const MOST_NAMES = 3;

/** What is different in the page's list, in a sentence. */
export const diffText = (diff: ListDiff, { why, i18n }: PartProps): string => {
  const text = textOf(i18n);
  const item = why.explanation.item.name;
  switch (diff.code) {
    case 'changed':
      return text('why.diff.changed', {
        count: diff.fresh.length,
        total: diff.count,
        names: i18n.list(diff.fresh.slice(0, MOST_NAMES)),
      });
    case 'moved':
      return diff.place === undefined
        ? text('why.diff.gone', { item })
        : text('why.diff.moved', { item, place: diff.place, total: diff.count });
    default:
      return text(`why.diff.${diff.code}`);
  }
};

const conditionOf = ({ told, rows }: ChangeView, i18n: PartProps['i18n']): string => {
  const text = textOf(i18n);
  if (told.change.some(({ op }) => op === 'disable-personalisation')) return text('why.if.personal');
  if (rows.length === 0) return text('why.if.other');
  const names = rows.map(({ special, examples, category }) => (special ? category : (examples[0]?.label ?? category)));
  return text('why.if.data', { data: i18n.list(names) });
};

const outcomeTexts = ({ told }: ChangeView, { why, i18n }: PartProps): readonly string[] => {
  const text = textOf(i18n);
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

const Change = ({ change, ...props }: PartProps & { readonly change: ChangeView }): VNode => {
  const { act } = change;
  return (
    <li class="change" part="change">
      <p class="factor-label">{conditionOf(change, props.i18n)}</p>
      {outcomeTexts(change, props).map((told) => (
        <p key={told}>{told}</p>
      ))}
      {act === undefined ? null : (
        <button type="button" class="button" part="button" onClick={() => void props.model.make(change)}>
          {textOf(props.i18n)(`why.if.do.${act}`)}
        </button>
      )}
    </li>
  );
};

/** "What would change it", each with a button that does it. */
export const Changes = (props: PartProps): VNode | null => {
  const changes = changesOf(props.why);
  if (changes.length === 0) return null;
  return (
    <section class="stack-tight">
      <h4>{textOf(props.i18n)('why.changes')}</h4>
      <ul class="stack-tight">
        {changes.map((change, at) => (
          <Change key={at} {...props} change={change} />
        ))}
      </ul>
    </section>
  );
};

/** The same list without personalisation. */
export const Plain = (props: PartProps): VNode | null => {
  const plain = props.why.explanation.alternatives.filter(({ personalised }) => !personalised);
  if (plain.length === 0) return null;
  const origins = props.model.config.value?.shopOrigins ?? [];
  return (
    <section class="stack-tight">
      <h4>{textOf(props.i18n)('why.plain')}</h4>
      <ol class="plain" part="plain">
        {plain.map(({ id, name, url, why }) => {
          const link = shopLink(url, origins);
          return (
            <li key={id}>
              {link ? (
                <a href={link.href} rel="noopener noreferrer">
                  {name ?? id}
                </a>
              ) : (
                (name ?? id)
              )}
              <p class="soft">{shopText(why, props)}</p>
            </li>
          );
        })}
      </ol>
    </section>
  );
};

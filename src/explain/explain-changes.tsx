import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import { StatusLine } from '../ui/status-line.tsx';
import { Switch } from '../ui/switch.tsx';
import type { ChoiceKey } from '../contract/ids.ts';
import type { ListDiff } from './changes.ts';
import type { ChangeView } from './explain.ts';
import { shopLink } from './links.ts';
import { type PartProps, purposeTitle, shopText, textOf } from './panel-words.ts';

/** New products named in one sentence. */
const MOST_NAMES = 3;

const diffText = (diff: ListDiff, { why, i18n }: PartProps): string => {
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

const statusText = (props: PartProps): string => {
  const text = textOf(props.i18n);
  const act = props.model.act.value;
  if (!act) return '';
  if (!('remembered' in act)) return text(`why.status.${act.kind}`);
  const saved = text(act.remembered ? 'why.status.saved' : 'why.status.forgetful');
  return [saved, act.kind === 'done' ? diffText(act.diff, props) : text('why.status.asking')].join(' ');
};

/** What the last act did: always there, so that a change is announced, and in sight wherever the act was. */
export const Outcome = (props: PartProps): VNode => {
  const { model, i18n } = props;
  const act = model.act.value;
  const next = act?.kind === 'done' ? act.next : undefined;
  return (
    <div class={act ? 'why-outcome note row' : 'why-outcome'}>
      <StatusLine text={statusText(props)} />
      {next === undefined ? null : (
        <button type="button" class="link-button" onClick={() => void model.showNext(next)}>
          {textOf(i18n)('why.diff.show')}
        </button>
      )}
    </div>
  );
};

const PurposeSwitch = ({ purpose, model, i18n }: PartProps & { readonly purpose: ChoiceKey }): VNode => {
  const text = textOf(i18n);
  const id = useId();
  const status = model.past.value.statusNow(purpose);
  // The explanation says the data is in use: unknown here is no "off".
  const isOn = status === 'given' || status === 'unknown';
  return (
    <li class="purpose-switch">
      <p id={`${id}-title`} class="factor-label">
        {purposeTitle(purpose, model)}
      </p>
      <Switch
        on={isOn}
        labelledBy={`${id}-title`}
        describedBy={`${id}-text`}
        onChange={(on) => (on ? model.openChoice(purpose) : void model.stopUsing(purpose))}
      />
      <p id={`${id}-text`} class="soft">
        {text(isOn ? 'why.switch.on' : 'why.switch.off')}
      </p>
    </li>
  );
};

/** One switch for each purpose on consent that this explanation rests on. */
export const Switches = (props: PartProps): VNode | null => {
  const { cited } = props.why;
  if (cited.length === 0) return null;
  return (
    <section class="stack-tight">
      <h4>{textOf(props.i18n)('why.switches')}</h4>
      <ul class="stack-tight">
        {cited.map((purpose) => (
          <PurposeSwitch key={purpose} {...props} purpose={purpose} />
        ))}
      </ul>
    </section>
  );
};

/** What the shopper had switched off, and this explanation does without. */
export const SwitchedOff = ({ why, model, i18n }: PartProps): VNode | null => {
  const text = textOf(i18n);
  if (why.switchedOff.length === 0) return null;
  return (
    <section class="note stack-tight" part="switched-off">
      <h4>{text('why.off')}</h4>
      <ul class="stack-tight">
        {why.switchedOff.map(({ purpose, since, receipt }) => (
          <li key={purpose}>
            {text('why.off.since', { purpose: purposeTitle(purpose, model), date: i18n.date(since) })}{' '}
            {receipt ? (
              <button type="button" class="link-button" onClick={() => model.openReceipt(receipt)}>
                {text('why.off.receipt')}
              </button>
            ) : (
              text('why.off.waiting')
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};

const conditionOf = ({ told, rows }: ChangeView, i18n: PartProps['i18n']): string => {
  const text = textOf(i18n);
  if (told.change.some(({ op }) => op === 'disable-personalisation')) return text('why.if.personal');
  if (rows.length === 0) return text('why.if.other');
  const names = rows.map(({ special, examples, category }) => (special ? category : (examples[0]?.label ?? category)));
  return text('why.if.data', { data: i18n.list(names) });
};

const Change = ({ change, ...props }: PartProps & { readonly change: ChangeView }): VNode => {
  const text = textOf(props.i18n);
  const { told, act } = change;
  const { newRank, first } = told.outcome;
  return (
    <li class="change" part="change">
      <p class="factor-label">{conditionOf(change, props.i18n)}</p>
      {newRank === undefined ? null : (
        <p>{newRank === null ? text('why.then.gone') : text('why.then.place', { place: newRank })}</p>
      )}
      {first?.name === undefined ? null : <p>{text('why.then.first', { name: first.name })}</p>}
      {told.verified ? null : <p class="soft">{text('why.estimate')}</p>}
      {act === undefined ? null : (
        <button type="button" class="button" part="button" onClick={() => void props.model.make(change)}>
          {text(`why.if.do.${act}`)}
        </button>
      )}
    </li>
  );
};

/** "What would change it", each with a button that does it. */
export const Changes = (props: PartProps): VNode | null => {
  const { changes } = props.why;
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

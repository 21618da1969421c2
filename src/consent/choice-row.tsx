import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { I18n } from '../i18n/i18n.ts';
import { isRealAct } from '../ui/real-act.ts';
import { Switch } from '../ui/switch.tsx';
import { keyOf, type ChoiceRow } from './choices.ts';
import { ConfirmGrant } from './confirm-grant.tsx';
import { type ConsentModel, lastEntryFor } from './consent-model.ts';
import { consentText } from './consent-text.ts';

type RowProps = {
  readonly row: ChoiceRow;
  readonly model: ConsentModel;
  readonly i18n: I18n;
  readonly paintedAt: number;
};

/** Where the shopper stands with this purpose, and since when, in one sentence. */
const standing = ({ row, model, i18n }: RowProps): string => {
  const text = i18n.of(consentText);
  const entry = lastEntryFor(model.state.value, row.purpose.id);
  const at = entry?.kind === 'consent' ? entry.event.occurred_at : undefined;
  const until = model.effective.value[keyOf(row.purpose.id)]?.until;
  if (row.byGpc) return text('choices.gpc');
  if (row.status === 'expired' && until) return text('choices.expired', { date: i18n.date(until) });
  if (!at) return text('choices.never');
  if (row.status !== 'given') return text('choices.since.off', { date: i18n.date(at) });
  const since = text('choices.since.given', { date: i18n.date(at) });
  return until ? `${since}, ${text('choices.until', { date: i18n.date(until) })}` : since;
};

const Facts = ({ row, i18n }: Pick<RowProps, 'row' | 'i18n'>): VNode => {
  const text = i18n.of(consentText);
  const { recipients, retention, location } = row.words;
  return (
    <ul class="soft facts">
      {recipients.length > 0 ? <li>{text('choices.recipients', { names: i18n.list(recipients) })}</li> : null}
      <li>{text('choices.retention', { text: retention })}</li>
      {location ? <li>{text('choices.location', { text: location })}</li> : null}
    </ul>
  );
};

const ReceiptLink = ({ row, model, i18n }: Pick<RowProps, 'row' | 'model' | 'i18n'>): VNode | null => {
  const receipt = lastEntryFor(model.state.value, row.purpose.id)?.receipt;
  return receipt ? (
    <button type="button" class="link-button soft" onClick={() => model.openReceipt(receipt.jti)}>
      {i18n.of(consentText)('choices.receipt')}
    </button>
  ) : null;
};

/** One purpose: title, plain sentence, who receives it, how long, where, and its switch. */
export const ChoiceRowView = (props: RowProps): VNode => {
  const { row, model, i18n, paintedAt } = props;
  const { id } = row.purpose;
  const item = useRef<HTMLLIElement>(null);
  const landed = model.landing.value === id;
  useEffect(() => {
    if (!landed) return;
    item.current?.scrollIntoView({ block: 'center' });
    item.current?.querySelector('button')?.focus({ preventScroll: true });
  }, [landed]);
  const change = (on: boolean, event: Event): void => {
    if (!on) void model.refuse(id);
    else if (isRealAct(event, paintedAt)) void model.allow(id, 'choices');
    else model.ask(id, event.timeStamp);
  };
  return (
    <li ref={item} class="choice" part="choice">
      <div class="choice-head">
        <p class="choice-title" id={`title-${id}`}>
          {row.words.title}
        </p>
        <Switch on={row.status === 'given'} labelledBy={`title-${id}`} describedBy={`text-${id}`} onChange={change} />
      </div>
      <p id={`text-${id}`}>{row.words.text}</p>
      <Facts row={row} i18n={i18n} />
      <p class="soft choice-standing">
        {standing(props)} <ReceiptLink row={row} model={model} i18n={i18n} />
      </p>
      {model.pending.value?.purpose === id ? <ConfirmGrant model={model} i18n={i18n} /> : null}
    </li>
  );
};

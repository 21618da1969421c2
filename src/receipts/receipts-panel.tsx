import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { I18n, Translate } from '../i18n/i18n.ts';
import type { LedgerEntry } from '../runtime/runtime.ts';
import type { ReceiptsModel } from './receipts-model.ts';
import { receiptsText } from './receipts-text.ts';

type Text = Translate<typeof receiptsText>;
type PanelProps = { readonly model: ReceiptsModel; readonly i18n: I18n };
type EntryProps = PanelProps & { readonly entry: LedgerEntry };

const changesOf = (entry: LedgerEntry, model: ReceiptsModel, text: Text): readonly string[] => {
  if (entry.kind === 'objection')
    return [text(`receipts.objected.${entry.objection.scope}`, { ref: entry.objection.ref })];
  const words = model.config.value?.notice.purposes ?? [];
  return Object.entries(entry.event.choices).map(([key, choice]) =>
    text(choice === 'given' ? 'receipts.given' : 'receipts.not-given', {
      purpose: words.find(({ id }) => id === key)?.title ?? key,
    }),
  );
};

/** Saves the bytes as they were signed: a link made for one click, nothing leaves the device. */
const save = (jws: string, name: string): void => {
  const url = URL.createObjectURL(new Blob([jws], { type: 'application/jose' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};

const Signature = ({ entry, model, i18n }: EntryProps): VNode | null => {
  const text = i18n.of(receiptsText);
  const { receipt } = entry;
  if (!receipt) return null;
  const view = model.signatures.value[entry.id];
  return (
    <>
      <div class="row">
        <button type="button" class="link-button" onClick={() => void model.verify(entry)}>
          {text('receipts.verify')}
        </button>
        <button
          type="button"
          class="link-button"
          onClick={() => void model.papers(entry.id).then((papers) => save(papers.receipt ?? '', `${receipt.jti}.jws`))}
        >
          {text('receipts.download')}
        </button>
      </div>
      <p role="status" class={`soft signature signature-${view ?? 'none'}`}>
        {view ? text(`receipts.signature.${view}`) : ''}
      </p>
    </>
  );
};

const Delivered = ({ entry, i18n }: Pick<EntryProps, 'entry' | 'i18n'>): VNode => {
  const text = i18n.of(receiptsText);
  return (
    <>
      <p class={`delivery delivery-${entry.delivery}`}>{text(`receipts.${entry.delivery}`)}</p>
      {entry.problem ? <p class="soft">{text('receipts.refused.why', { code: entry.problem })}</p> : null}
      {entry.receipt ? (
        <p class="soft">{text('receipts.received', { date: i18n.date(entry.receipt.received_at, true) })}</p>
      ) : null}
    </>
  );
};

const Entry = (props: EntryProps): VNode => {
  const { entry, model, i18n } = props;
  const text = i18n.of(receiptsText);
  const item = useRef<HTMLLIElement>(null);
  const landed = entry.receipt !== undefined && model.landing.value === entry.receipt.jti;
  useEffect(() => {
    if (!landed) return;
    item.current?.scrollIntoView({ block: 'center' });
    item.current?.focus({ preventScroll: true });
  }, [landed]);
  const at = entry.kind === 'consent' ? entry.event.occurred_at : entry.objection.at;
  return (
    <li ref={item} class="receipt" part="receipt" tabIndex={-1}>
      <div class="receipt-head">
        <h3>{text(`receipts.${entry.kind}`)}</h3>
        <time class="soft" dateTime={at}>
          {i18n.date(at, true)}
        </time>
      </div>
      <ul>
        {changesOf(entry, model, text).map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      <Delivered entry={entry} i18n={i18n} />
      {entry.kind === 'consent' ? <p class="soft">{text('receipts.notice', { ...entry.event.notice })}</p> : null}
      {entry.receipt ? <p class="soft receipt-number">{text('receipts.number', { jti: entry.receipt.jti })}</p> : null}
      <Signature {...props} />
    </li>
  );
};

/** The Receipts panel: every act with its true delivery state, newest first, each to check and to keep. */
export const ReceiptsPanel = ({ model, i18n }: PanelProps): VNode => {
  const text = i18n.of(receiptsText);
  const entries = model.entries.value;
  if (!entries) return <p class="soft">{text('receipts.loading')}</p>;
  if (entries.length === 0) {
    return (
      <div class="stack-tight">
        <p>{text('receipts.empty')}</p>
        <button type="button" class="button" part="button" onClick={() => model.goToChoices()}>
          {text('receipts.empty.action')}
        </button>
      </div>
    );
  }
  return (
    <div class="stack">
      <p>{text('receipts.intro')}</p>
      <ol class="receipts">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} model={model} i18n={i18n} />
        ))}
      </ol>
    </div>
  );
};

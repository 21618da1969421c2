import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { I18n, Translate } from '../i18n/i18n.ts';
import type { LedgerEntry } from '../runtime/runtime.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { Later } from '../ui/later.tsx';
import type { ReceiptRow } from './receipts-model.ts';
import type { PanelProps } from './receipts-panel.tsx';
import { receiptsText } from './receipts-text.ts';

/** The panel's own words. */
export type Text = Translate<typeof receiptsText>;

type RowProps = PanelProps & { readonly row: ReceiptRow };

/** What an act changed, a sentence each. */
export const changesOf = (entry: LedgerEntry, { model }: Pick<PanelProps, 'model'>, text: Text): readonly string[] => {
  const words = model.config.value?.notice.purposes ?? [];
  const titleOf = (key: string): string => words.find(({ id }) => id === key)?.title ?? key;
  if (entry.kind === 'objection') {
    const { scope, ref } = entry.objection;
    return [text(`receipts.objected.${scope}`, { ref: scope === 'purpose' ? titleOf(ref) : ref })];
  }
  return Object.entries(entry.event.choices).map(([key, choice]) =>
    text(choice === 'given' ? 'receipts.given' : 'receipts.not-given', { purpose: titleOf(key) }),
  );
};

const deliveryText = ({ entry, attempts, next }: ReceiptRow, i18n: I18n): string => {
  const text = i18n.of(receiptsText);
  return entry.delivery === 'waiting' && attempts > 0
    ? text('receipts.sent', { count: attempts, date: i18n.date(next, true) })
    : text(`receipts.${entry.delivery}`);
};

const refusalText = ({ entry, superseded }: ReceiptRow, text: Text): string => {
  if (entry.problem === 'subject-erased') return text('receipts.refused.erased');
  return text(superseded ? 'receipts.refused.replaced' : 'receipts.refused.why', { code: entry.problem ?? '' });
};

/** How far the act has come, and what follows from it. */
const Delivered = ({ row, i18n }: Pick<RowProps, 'row' | 'i18n'>): VNode => {
  const text = i18n.of(receiptsText);
  const { entry, superseded, own, finding } = row;
  return (
    <>
      <p class={`delivery delivery-${entry.delivery}`}>{deliveryText(row, i18n)}</p>
      {entry.delivery === 'refused' ? <p class="soft">{refusalText(row, text)}</p> : null}
      {entry.delivery === 'waiting' && superseded ? <p class="soft">{text('receipts.replaced')}</p> : null}
      {own ? null : <p class="soft">{text('receipts.history')}</p>}
      {finding ? (
        <p class={finding.kind === 'broken' ? 'chain chain-broken' : 'chain soft'}>
          {text(`receipts.${finding.kind}`, { count: finding.kind === 'gap' ? finding.missing : 1 })}
        </p>
      ) : null}
    </>
  );
};

const kindOf = (entry: LedgerEntry, text: Text): string =>
  entry.kind === 'consent' && entry.event.action === 'gpc'
    ? text('receipts.consent.gpc')
    : text(`receipts.${entry.kind}`);

/** One receipt of the list: what, when, how far. The rest on demand. */
export const Row = (props: RowProps): VNode => {
  const { row, model, i18n, late } = props;
  const { entry } = row;
  const text = i18n.of(receiptsText);
  const item = useRef<HTMLLIElement>(null);
  const landed = entry.receipt !== undefined && model.landing.value === entry.receipt.jti;
  useEffect(() => {
    if (!landed) return;
    item.current?.scrollIntoView({ block: 'center' });
    item.current?.focus({ preventScroll: true });
  }, [landed]);
  const at = entry.kind === 'consent' ? entry.event.occurred_at : entry.objection.at;
  const words = { loading: text('receipts.loading'), failed: text('receipts.part'), retry: text('receipts.retry') };
  return (
    <li ref={item} class="receipt" part="receipt" tabIndex={-1}>
      <div class="receipt-head">
        <h3>{kindOf(entry, text)}</h3>
        <time class="soft" dateTime={at}>
          {i18n.date(at, true)}
        </time>
      </div>
      <ul>
        {changesOf(entry, props, text).map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      <Delivered row={row} i18n={i18n} />
      <Disclosure label={text('receipts.details')}>
        {() => (
          <Later late={late} words={words}>
            {({ Details, ...more }) => <Details entry={entry} {...more} />}
          </Later>
        )}
      </Disclosure>
    </li>
  );
};

import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { I18n } from '../i18n/i18n.ts';
import type { Late } from '../runtime/late.ts';
import { Later } from '../ui/later.tsx';
import { StatusLine } from '../ui/status-line.tsx';
import type { More } from './more.tsx';
import { Row } from './receipt-row.tsx';
import { PAGE, type ReceiptsModel } from './receipts-model.ts';
import { receiptsText } from './receipts-text.ts';

/** What the parts of this panel share; `late` are those that come after the list is painted. */
export type PanelProps = { readonly model: ReceiptsModel; readonly i18n: I18n; readonly late: Late<More> };

const Empty = ({ model, i18n }: PanelProps): VNode => {
  const text = i18n.of(receiptsText);
  return (
    <div class="stack-tight">
      <p>{text('receipts.empty')}</p>
      <div>
        <button type="button" class="button" part="button" onClick={() => model.goToChoices()}>
          {text('receipts.empty.action')}
        </button>
      </div>
    </div>
  );
};

/** What has not arrived, and whether this browser remembers it. */
const OnTheWay = ({ model, i18n }: PanelProps): VNode => {
  const text = i18n.of(receiptsText);
  const count = model.state.value?.outbox.length ?? 0;
  return (
    <>
      {model.remembers() ? null : <p class="note note-warn">{text('receipts.forgetful')}</p>}
      <StatusLine text={count > 0 ? text('receipts.on-the-way', { count }) : ''} />
    </>
  );
};

const Pages = ({ model, i18n, onTurn }: PanelProps & { readonly onTurn: (to: number) => void }): VNode | null => {
  const text = i18n.of(receiptsText);
  const { page, pages, state } = model;
  const count = state.value?.entries.length ?? 0;
  if (pages.value < 2) return null;
  const from = page.value * PAGE + 1;
  return (
    <nav class="row pages" aria-label={text('receipts.pages')}>
      <button type="button" class="button" disabled={page.value === 0} onClick={() => onTurn(page.value - 1)}>
        {text('receipts.newer')}
      </button>
      <p class="soft">{text('receipts.page', { from, to: Math.min(from + PAGE - 1, count), count })}</p>
      <button
        type="button"
        class="button"
        disabled={page.value >= pages.value - 1}
        onClick={() => onTurn(page.value + 1)}
      >
        {text('receipts.older')}
      </button>
    </nav>
  );
};

/** The Receipts panel: every act with its true delivery state, newest first, each to check and to keep. */
export const ReceiptsPanel = (props: PanelProps): VNode => {
  const { model, i18n, late } = props;
  const text = i18n.of(receiptsText);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => void late.load(), [late]);
  const rows = model.rows.value;
  if (!rows) return <p class="soft">{text('receipts.loading')}</p>;
  const words = { loading: text('receipts.loading'), failed: text('receipts.part'), retry: text('receipts.retry') };
  const turn = (to: number): void => {
    model.turn(to);
    list.current?.focus();
    list.current?.scrollIntoView({ block: 'start' });
  };
  return (
    <div class="stack">
      {rows.length === 0 ? <Empty {...props} /> : <p>{text('receipts.intro')}</p>}
      <OnTheWay {...props} />
      <ol ref={list} class="receipts" tabIndex={-1}>
        {rows.map((row) => (
          <Row key={row.entry.id} row={row} {...props} />
        ))}
      </ol>
      <Pages {...props} onTurn={turn} />
      <Later late={late} words={words}>
        {({ Tools, ...more }) => <Tools {...more} />}
      </Later>
    </div>
  );
};

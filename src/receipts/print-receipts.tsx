import { render, type VNode } from 'preact';
import type { I18n } from '../i18n/i18n.ts';
import type { LedgerEntry } from '../runtime/runtime.ts';
import type { ReceiptTools } from './receipt-tools.ts';
import { receiptsMoreText } from './receipts-more-text.ts';
import { receiptsText } from './receipts-text.ts';

type SheetProps = {
  readonly title: string;
  readonly entries: readonly LedgerEntry[];
  readonly titles: Readonly<Record<string, string>>;
  readonly i18n: I18n;
};

const objectionOf = (
  { scope, ref }: Extract<LedgerEntry, { kind: 'objection' }>['objection'],
  { titles, i18n }: SheetProps,
): string =>
  i18n.of(receiptsText)(`receipts.objected.${scope}`, { ref: scope === 'purpose' ? (titles[ref] ?? ref) : ref });

const linesOf = (entry: LedgerEntry, props: SheetProps): readonly string[] => {
  const { titles, i18n } = props;
  const [list, more] = [i18n.of(receiptsText), i18n.of(receiptsMoreText)];
  const changes =
    entry.kind === 'objection'
      ? [objectionOf(entry.objection, props)]
      : Object.entries(entry.event.choices).map(([key, choice]) =>
          list(choice === 'given' ? 'receipts.given' : 'receipts.not-given', { purpose: titles[key] ?? key }),
        );
  const { receipt } = entry;
  return [
    ...changes,
    list(`receipts.${entry.delivery}`),
    ...(receipt ? [more('receipts.received', { date: i18n.date(receipt.received_at, true) })] : []),
    ...(receipt ? [more('receipts.number', { jti: receipt.jti })] : []),
  ];
};

const Sheet = (props: SheetProps): VNode => (
  <main lang={props.i18n.lang} dir={props.i18n.dir}>
    <h1>{props.title}</h1>
    <ol>
      {props.entries.toReversed().map((entry) => (
        <li key={entry.id}>
          {linesOf(entry, props).map((line) => (
            <p key={line}>{line}</p>
          ))}
        </li>
      ))}
    </ol>
  </main>
);

const STYLE = `main{font:12pt/1.5 system-ui,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
ol{list-style:none;padding:0}li{padding:8pt 0;border-block-end:1px solid #888;break-inside:avoid}p{margin:0}`;

/**
 * Prints all receipts from a frame of their own: nothing of the shop's page is on the paper. No markup and no inline
 * style is parsed, so the page's policy allows it.
 */
export const printReceipts = async (tools: ReceiptTools, i18n: I18n): Promise<void> => {
  const { ledger, config } = tools.runtime;
  const [{ entries }, shop] = [await ledger.read(), await config()];
  const source = await tools.page();
  const frame = document.createElement('iframe');
  frame.hidden = true;
  document.body.append(frame);
  const { contentDocument, contentWindow } = frame;
  if (!contentDocument || !contentWindow) return frame.remove();
  const sheet = new (contentWindow as Window & typeof globalThis).CSSStyleSheet();
  sheet.replaceSync(STYLE);
  contentDocument.adoptedStyleSheets = [sheet];
  const title = i18n.of(receiptsMoreText)('receipts.page.title', { shop: shop?.controller.name ?? '' });
  contentDocument.title = title;
  render(<Sheet title={title} entries={entries} titles={source?.titles ?? {}} i18n={i18n} />, contentDocument.body);
  contentWindow.addEventListener('afterprint', () => frame.remove());
  return contentWindow.print();
};

import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { I18n, Translate } from '../i18n/i18n.ts';
import type { LedgerEntry } from '../runtime/runtime.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { StatusLine } from '../ui/status-line.tsx';
import type { Checked, Shown } from './receipt-checks.ts';
import type { ReceiptForm } from './receipt-saving.ts';
import type { ReceiptTools } from './receipt-tools.ts';
import { handOver } from './hand-over.ts';
import { receiptsMoreText } from './receipts-more-text.ts';

/** The words of the panel's second half. */
export type MoreText = Translate<typeof receiptsMoreText>;

/** What one receipt's details are shown with. */
export type DetailsProps = { readonly entry: LedgerEntry; readonly tools: ReceiptTools; readonly i18n: I18n };

const logText = ({ log, place }: Checked, text: MoreText): string =>
  [
    ...(log ? [text(`receipts.log.${log}`, { index: (place?.index ?? 0) + 1, size: place?.size ?? 0 })] : []),
    ...(place?.goesOn ? [text('receipts.log.goes-on')] : []),
  ].join(' ');

/** What checking found: the signature first, the log after it. */
const Findings = ({ entry, tools, i18n }: DetailsProps): VNode => {
  const text = i18n.of(receiptsMoreText);
  const found = tools.checked.value[entry.id];
  const { signature } = found ?? {};
  return (
    <div role="status" class="soft">
      {signature === 'checking' ? <p>{text('receipts.checking')}</p> : null}
      {signature && signature !== 'checking' ? (
        <p class={`signature signature-${signature}`}>{text(`receipts.signature.${signature}`)}</p>
      ) : null}
      {found?.log ? <p class={`log log-${found.log}`}>{logText(found, text)}</p> : null}
    </div>
  );
};

const ShownText = ({ shown, i18n }: { readonly shown: Shown | undefined; readonly i18n: I18n }): VNode => {
  const text = i18n.of(receiptsMoreText);
  if (shown?.kind !== 'shown') return <p class="soft">{text(`receipts.shown.${shown?.kind ?? 'loading'}`)}</p>;
  const { notice } = shown;
  const { accept, refuse, choose } = notice.labels;
  return (
    <div class="note stack-tight" lang={notice.lang}>
      <p class="soft" lang={i18n.lang}>
        {text('receipts.shown.notice', { id: notice.id, version: notice.version, lang: notice.lang })}
      </p>
      <p class="shown-title">{notice.title}</p>
      <p>{notice.body}</p>
      <ul>
        {notice.purposes.map(({ id, title, text: words, retention, recipients }) => (
          <li key={id}>
            <p class="shown-title">{title}</p>
            <p>{words}</p>
            <p class="soft">{[retention, ...recipients].join(' · ')}</p>
          </li>
        ))}
      </ul>
      <p class="soft" lang={i18n.lang}>
        {text('receipts.shown.buttons', { labels: i18n.list([accept, refuse, choose]) })}
      </p>
    </div>
  );
};

const ShownAtTheTime = ({ entry, tools, i18n }: DetailsProps): VNode | null => {
  const digest = entry.kind === 'consent' ? entry.event.notice.sha256 : undefined;
  useEffect(() => void tools.show(entry), [tools, entry]);
  return digest ? <ShownText shown={tools.shown.value[digest]} i18n={i18n} /> : null;
};

const Save = ({ entry, tools, i18n }: DetailsProps): VNode => {
  const text = i18n.of(receiptsMoreText);
  const [told, tell] = useState('');
  const save = async (form: ReceiptForm): Promise<void> => {
    const file = await tools.save(entry, form);
    if (typeof file === 'string') return tell(text(`receipts.${file}`));
    handOver(file);
    return tell(text('receipts.saved', { name: file.name }));
  };
  const forms = [
    ['jws', 'receipts.save'],
    ...(entry.kind === 'consent'
      ? ([
          ['jsonld', 'receipts.save.jsonld'],
          ['kantara', 'receipts.save.kantara'],
        ] as const)
      : []),
  ] as const;
  return (
    <>
      <div class="row">
        <button type="button" class="link-button" onClick={() => void tools.check(entry)}>
          {text('receipts.check')}
        </button>
        {forms.map(([form, label]) => (
          <button key={form} type="button" class="link-button" onClick={() => void save(form)}>
            {text(label)}
          </button>
        ))}
      </div>
      <StatusLine text={told} />
    </>
  );
};

/** All there is to know and to do about one receipt. */
export const Details = (props: DetailsProps): VNode => {
  const { entry, i18n } = props;
  const text = i18n.of(receiptsMoreText);
  const { receipt } = entry;
  return (
    <div class="stack-tight">
      {receipt ? (
        <>
          <p class="soft">{text('receipts.received', { date: i18n.date(receipt.received_at, true) })}</p>
          <p class="soft receipt-number">{text('receipts.number', { jti: receipt.jti })}</p>
          <Save {...props} />
          <Findings {...props} />
        </>
      ) : null}
      {entry.kind === 'consent' ? (
        <Disclosure label={text('receipts.shown')}>{() => <ShownAtTheTime {...props} />}</Disclosure>
      ) : null}
    </div>
  );
};

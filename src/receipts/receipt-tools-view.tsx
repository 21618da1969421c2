import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { I18n } from '../i18n/i18n.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { StatusLine } from '../ui/status-line.tsx';
import { handOver } from './hand-over.ts';
import { printReceipts } from './print-receipts.tsx';
import type { Tally } from './receipt-checks.ts';
import type { MoreText } from './receipt-details.tsx';
import type { Restored } from './receipt-restore.ts';
import type { ReceiptForm, Saving } from './receipt-saving.ts';
import type { ReceiptTools } from './receipt-tools.ts';
import { receiptsMoreText } from './receipts-more-text.ts';
import { pageFor } from './saved-page.ts';

/** What the tools are shown with. */
export type ToolsProps = { readonly tools: ReceiptTools; readonly i18n: I18n };

type Tell = (sentence: string) => void;

const tallyText = ({ valid, changed, unknown }: Tally, text: MoreText): string =>
  [
    text('receipts.checked', { count: valid }),
    ...(changed > 0 ? [text('receipts.checked.bad', { count: changed })] : []),
    ...(unknown > 0 ? [text('receipts.checked.unknown', { count: unknown })] : []),
  ].join(' ');

const restoredText = (restored: Restored, text: MoreText): string => {
  if (restored.kind !== 'restored')
    return text(restored.kind === 'nothing' ? 'receipts.restored.nothing' : 'receipts.unreachable');
  return [
    text('receipts.restored', { count: restored.count }),
    ...(restored.refused > 0 ? [text('receipts.restored.refused', { count: restored.refused })] : []),
    ...(restored.asHistory ? [text('receipts.restored.history')] : []),
  ].join(' ');
};

const takeOut = (saving: Saving | undefined, text: MoreText, tell: Tell): void => {
  if (typeof saving !== 'object') return tell(text(`receipts.${saving ?? 'unreachable'}`));
  handOver(saving);
  return tell(text('receipts.saved', { name: saving.name }));
};

const Files = ({ tools, i18n, tell }: ToolsProps & { readonly tell: Tell }): VNode => {
  const text = i18n.of(receiptsMoreText);
  const offer = (label: keyof typeof receiptsMoreText, form: ReceiptForm): VNode => (
    <li>
      <button
        type="button"
        class="link-button"
        onClick={() => void tools.saveAll(form).then((file) => takeOut(file, text, tell))}
      >
        {text(label)}
      </button>
    </li>
  );
  return (
    <ul class="stack-tight">
      {offer('receipts.all.jws', 'jws')}
      {offer('receipts.all.jsonld', 'jsonld')}
      {offer('receipts.all.kantara', 'kantara')}
      <li>
        <button type="button" class="link-button" onClick={() => void printReceipts(tools, i18n)}>
          {text('receipts.print')}
        </button>
      </li>
    </ul>
  );
};

const Backup = ({ tools, i18n, tell }: ToolsProps & { readonly tell: Tell }): VNode => {
  const text = i18n.of(receiptsMoreText);
  const bring = async (input: HTMLInputElement): Promise<void> => {
    const [file] = input.files ?? [];
    if (!file) return;
    tell(restoredText(await tools.restore(await file.text()), text));
    input.value = '';
  };
  return (
    <div class="stack-tight">
      <p class="soft">{text('receipts.backup.text')}</p>
      <div>
        <button
          type="button"
          class="link-button"
          onClick={() => void tools.backup().then((file) => takeOut(file, text, tell))}
        >
          {text('receipts.backup')}
        </button>
      </div>
      <label class="restore">
        <span>{text('receipts.restore')}</span>
        <input type="file" accept=".jws,.json,.html" onChange={(event) => void bring(event.currentTarget)} />
      </label>
    </div>
  );
};

const Erase = ({ tools, i18n, tell }: ToolsProps & { readonly tell: Tell }): VNode => {
  const text = i18n.of(receiptsMoreText);
  const [asked, ask] = useState(false);
  const hold = tools.hold.value;
  const erase = async (): Promise<void> => {
    const outcome = await tools.erase();
    ask(false);
    if (outcome.kind === 'unreachable') tell(text('receipts.unreachable'));
    else if (outcome.until) tell(text('receipts.erased.held', { date: i18n.date(outcome.until) }));
    else tell(text('receipts.erased'));
  };
  if (!asked)
    return (
      <div>
        <button type="button" class="link-button" onClick={() => ask(true)}>
          {text('receipts.erase')}
        </button>
      </div>
    );
  return (
    <div class="note note-warn stack-tight" role="group" aria-label={text('receipts.erase')}>
      <p>{text('receipts.erase.text')}</p>
      {hold > 0 ? <p>{text('receipts.erase.hold', { count: hold })}</p> : null}
      <div class="equal-buttons">
        <button type="button" class="button" part="button" onClick={() => void erase()}>
          {text('receipts.erase.yes')}
        </button>
        <button type="button" class="button" part="button" onClick={() => ask(false)}>
          {text('receipts.erase.no')}
        </button>
      </div>
    </div>
  );
};

/** What a shopper can do with all receipts: check, save, print, take to another browser, have the record deleted. */
export const Tools = ({ tools, i18n }: ToolsProps): VNode => {
  const text = i18n.of(receiptsMoreText);
  const [told, tell] = useState('');
  const checkAll = async (): Promise<void> => {
    tell(text('receipts.checking'));
    tell(tallyText(await tools.checkAll(), text));
  };
  const shared = { tools, i18n, tell };
  return (
    <section class="stack-tight receipt-tools">
      <h3>{text('receipts.keep')}</h3>
      <StatusLine text={told} />
      <div>
        <button type="button" class="button" part="button" onClick={() => void checkAll()}>
          {text('receipts.check.all')}
        </button>
      </div>
      <div>
        <button
          type="button"
          class="button"
          part="button"
          onClick={() => void pageFor(tools, i18n).then((page) => takeOut(page, text, tell))}
        >
          {text('receipts.all.page')}
        </button>
      </div>
      <Disclosure label={text('receipts.all.other')}>{() => <Files {...shared} />}</Disclosure>
      <Disclosure label={text('receipts.elsewhere')}>{() => <Backup {...shared} />}</Disclosure>
      <Erase {...shared} />
    </section>
  );
};

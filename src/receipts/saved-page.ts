import type { I18n } from '../i18n/i18n.ts';
import type { SavedFile } from './receipt-saving.ts';
import type { ReceiptTools } from './receipt-tools.ts';
import { receiptsMoreText } from './receipts-more-text.ts';
import { receiptsText } from './receipts-text.ts';

/** All receipts as a page that checks itself; undefined while the shop's keys cannot be had. Its script comes with the first page. */
export const pageFor = async (tools: ReceiptTools, i18n: I18n): Promise<SavedFile | undefined> => {
  const source = await tools.page();
  if (!source) return undefined;
  const { file, keys, config, titles } = source;
  const { platform, serverNow } = tools.runtime;
  const [text, list] = [i18n.of(receiptsMoreText), i18n.of(receiptsText)];
  const shop = config.controller.name;
  const date = i18n.date(serverNow(), true);
  const words = {
    signed: text('receipts.signature.valid'),
    changed: text('receipts.signature.changed'),
    unsupported: text('receipts.signature.unsupported'),
    given: list('receipts.given'),
    refused: list('receipts.not-given'),
    received: text('receipts.received'),
    number: text('receipts.number'),
    objection: list('receipts.objected.data'),
  };
  const { receiptPage } = await import('./receipt-page.ts');
  const page = await receiptPage(
    {
      file,
      data: { keys, issuer: config.issuer, lang: i18n.lang, titles, words },
      dir: i18n.dir,
      title: text('receipts.page.title', { shop }),
      intro: [text('receipts.page.saved', { date }), text('receipts.page.checked', { shop, date })],
      scriptless: text('receipts.page.scriptless'),
    },
    platform.subtle,
  );
  return { name: 'receipts.html', type: 'text/html', text: page };
};

import { receiptId } from '../../contract/ids.ts';
import { parse } from '../../contract/parse.ts';
import type { getReceipt, getReceipts } from '../../contract/routes.ts';
import { refuse } from '../answer.ts';
import type { Desk, Handler } from '../call.ts';

const PAGE = 100;

/** Receipts of the subject, oldest first, a page at a time. */
export const receiptsHandler =
  ({ store }: Desk): Handler<typeof getReceipts> =>
  async ({ subject, query }) => {
    const after = query['after'] ?? '0';
    if (!/^\d{1,15}$/.test(after)) return refuse('invalid-field', { path: '/after', detail: 'must be an order' });
    const found = await store.read.receipts(subject, Number(after), PAGE + 1);
    const page = found.slice(0, PAGE);
    return {
      status: 200,
      json: { receipts: [...page], next: found.length > PAGE ? (page.at(-1)?.order ?? null) : null },
    };
  };

/** One receipt: its bytes as first sent. */
export const receiptHandler =
  ({ store }: Desk): Handler<typeof getReceipt> =>
  async ({ subject, params }) => {
    const jti = parse(receiptId, params['jti']);
    const found = jti && (await store.read.receipt(subject, jti));
    return found
      ? { status: 200, text: found.receipt, headers: { 'content-type': 'application/jose' } }
      : refuse('not-found');
  };

import { receiptId, type SubjectId } from '../../contract/ids.ts';
import { shownNotice } from '../../contract/notice-route.ts';
import { parse } from '../../contract/parse.ts';
import { receiptPayload } from '../../contract/receipt.ts';
import type { getReceiptJsonLd, getReceiptKantara } from '../../contract/routes.ts';
import { peekPayload } from '../../crypto/peek.ts';
import { refuse, type Refusal } from '../answer.ts';
import type { Desk, Handler } from '../call.ts';
import { kidIn } from '../claims.ts';
import type { ReceiptSource } from '../renderings/facts.ts';
import { renderJsonLd } from '../renderings/json-ld.ts';
import { renderKantara } from '../renderings/kantara.ts';

type Found = ReceiptSource & { readonly kid: string };

/** A receipt of the subject with what was shown; the standards know no objection. */
const find = async (
  { store, config }: Desk,
  subject: SubjectId,
  jti: string | undefined,
): Promise<Found | Refusal<'not-found' | 'rendering-unavailable'>> => {
  const id = parse(receiptId, jti);
  const held = id && (await store.read.receipt(subject, id));
  if (!held) return refuse('not-found');
  const receipt = parse(receiptPayload, peekPayload(held.receipt));
  if (!receipt) return refuse('rendering-unavailable', { detail: 'it is the receipt of an objection' });
  const notice = await store.read.notice(receipt.event.notice.sha256);
  return {
    receipt,
    notice: notice && parse(shownNotice, JSON.parse(notice.strings)),
    config,
    kid: kidIn(held.receipt),
  };
};

/** One receipt as ISO/IEC TS 27560 in JSON-LD. */
export const receiptJsonLdHandler =
  (desk: Desk): Handler<typeof getReceiptJsonLd> =>
  async ({ subject, params }) => {
    const found = await find(desk, subject, params['jti']);
    if ('problem' in found) return found;
    return { status: 200, json: renderJsonLd(found), headers: { 'content-type': 'application/ld+json' } };
  };

/** One receipt as Kantara 1.1. */
export const receiptKantaraHandler =
  (desk: Desk): Handler<typeof getReceiptKantara> =>
  async ({ subject, params }) => {
    const found = await find(desk, subject, params['jti']);
    if ('problem' in found) return found;
    const json = renderKantara(
      found,
      desk.keyring.published().find(({ kid }) => kid === found.kid),
    );
    return json ? { status: 200, json } : refuse('rendering-unavailable', { detail: 'nothing was given' });
  };

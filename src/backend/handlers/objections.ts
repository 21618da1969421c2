import { eventId, type Sha256 } from '../../contract/ids.ts';
import type { ObjectionEvent } from '../../contract/objection.ts';
import { parse } from '../../contract/parse.ts';
import { receivedObjection } from '../../contract/receipt.ts';
import type { deleteObjection, getObjections, postObjection } from '../../contract/routes.ts';
import { digestText } from '../../crypto/digest.ts';
import { type Answer, refuse } from '../answer.ts';
import type { Desk, Handler } from '../call.ts';
import { refuseErased } from '../erasure.ts';
import { refuseKey } from '../idempotency.ts';
import { readObjection } from '../read-event.ts';
import { logReceipt } from '../receipt-log.ts';
import { issueObjectionReceipt, timestampOf } from '../receipts.ts';
import type { RecordReader, RecordWriter, StoredObjection } from '../store.ts';

/** An objection with its canonical text and digest. */
type Received = { readonly objection: ObjectionEvent; readonly canonical: string; readonly sha256: Sha256 };

/** Objections as told; the explanation objected to stays in the receipt, it may be long. */
export const toldObjections = (stored: readonly StoredObjection[]): readonly ObjectionEvent[] =>
  stored.flatMap(({ objection }) => {
    const held = parse(receivedObjection, JSON.parse(objection));
    return held ? [{ ...held, explanation_jws: undefined }] : [];
  });

/** The same objection again gets the first receipt's bytes; anything else under its id is refused. */
const replay = async (
  record: RecordReader,
  { objection, sha256 }: Received,
): Promise<Answer<typeof postObjection> | undefined> => {
  const stored = await record.objection(objection.objection_id);
  if (!stored) return undefined;
  if (stored.subject !== objection.subject || stored.sha256 !== sha256)
    return refuse('key-reused', { path: '/objection_id' });
  const { objections } = await record.holding(stored.subject);
  return {
    status: 200,
    json: { receipt: stored.receipt, objections: [...toldObjections(objections)], order: stored.order },
  };
};

const settle = async (desk: Desk, record: RecordWriter, received: Received): Promise<Answer<typeof postObjection>> => {
  const again = await replay(record, received);
  if (again) return again;
  const { issuer, pepper } = desk;
  const { objection, canonical, sha256 } = received;
  const { objection_id, subject } = objection;
  const refusal = await refuseErased(desk, record, subject);
  if (refusal) return refusal;
  const order = await record.nextOrder();
  const issued = await issueObjectionReceipt(
    issuer,
    { canonical, sha256, received_at: timestampOf(issuer.now()) },
    order,
  );
  await record.addObjection({ objection_id, subject, sha256, order, objection: canonical, ...issued });
  await logReceipt(record.log, issued, { pepper, chance: issuer.chance });
  const { objections } = await record.holding(subject);
  return { status: 201, json: { receipt: issued.receipt, objections: [...toldObjections(objections)], order } };
};

/** Records an objection and countersigns it. */
export const postObjectionHandler =
  (desk: Desk): Handler<typeof postObjection> =>
  async ({ subject, body, idempotencyKey }) => {
    const reading = readObjection(body.value);
    if (!reading.ok) return reading.refusal;
    const objection = reading.event;
    if (objection.subject !== subject) return refuse('secret-wrong', { path: '/subject' });
    const refusal = refuseKey(idempotencyKey, objection.objection_id);
    if (refusal) return refusal;
    const { canonical } = body;
    const received = { objection, canonical, sha256: await digestText(canonical, globalThis.crypto.subtle) };
    return (await replay(desk.store.read, received)) ?? desk.store.write((record) => settle(desk, record, received));
  };

/** Objections that hold. */
export const objectionsHandler =
  ({ store }: Desk): Handler<typeof getObjections> =>
  async ({ subject }) => ({
    status: 200,
    json: { objections: [...toldObjections((await store.read.holding(subject)).objections)] },
  });

/** Takes an objection back; once more changes nothing and is fine. */
export const retractHandler =
  (desk: Desk): Handler<typeof deleteObjection> =>
  async ({ subject, params }) => {
    const id = parse(eventId, params['id']);
    if (id === undefined) return refuse('not-found');
    const { store, issuer } = desk;
    return store.write(async (record) => {
      const refusal = await refuseErased(desk, record, subject);
      if (refusal) return refusal;
      const objection = await record.objection(id);
      if (objection?.subject !== subject) return refuse('not-found');
      await record.retract(objection, timestampOf(issuer.now()));
      return { status: 204 };
    });
  };

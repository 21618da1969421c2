import { type ChainEvent, mend } from '../../consent/chain.ts';
import { endsOf, onlyNarrows } from '../../consent/consent.ts';
import { purposeOf } from '../../consent/status.ts';
import type { ConsentEvent } from '../../contract/consent-event.ts';
import type { ChoiceKey, Sha256 } from '../../contract/ids.ts';
import type { MerchantConfig } from '../../contract/merchant-config.ts';
import { isChoosable } from '../../contract/purpose.ts';
import { keysOf } from '../../contract/records.ts';
import type { getSubjectState, postConsent } from '../../contract/routes.ts';
import { digestText } from '../../crypto/digest.ts';
import { type Answer, refuse, type Refusal } from '../answer.ts';
import type { Desk, Handler } from '../call.ts';
import { effectiveOf, refuseErased } from '../erasure.ts';
import { refuseKey } from '../idempotency.ts';
import { readConsentEvent } from '../read-event.ts';
import { logReceipt } from '../receipt-log.ts';
import { issueConsentReceipt, timestampOf } from '../receipts.ts';
import { chainOf, effectiveAt, headOf, placeOf } from '../standing.ts';
import type { RecordReader, RecordWriter } from '../store.ts';

/** How long a notice that was replaced may still be answered. */
const NOTICE_GRACE = 7 * 86_400_000;

/** An event with its canonical text and digest. */
type Received = { readonly event: ConsentEvent; readonly canonical: string; readonly sha256: Sha256 };

const mayBeGiven = ({ purposes }: MerchantConfig, key: ChoiceKey): boolean => {
  const purpose = purposes.find(({ id }) => id === purposeOf(key));
  const [, vendor] = key.split('@', 2);
  return purpose !== undefined && isChoosable(purpose) && (vendor === undefined || purpose.vendors.includes(vendor));
};

const refusePurpose = (config: MerchantConfig, { choices }: ConsentEvent): Refusal<'invalid-field'> | undefined => {
  const key = keysOf(choices).find((each) => choices[each] === 'given' && !mayBeGiven(config, each));
  return (
    key &&
    refuse('invalid-field', {
      path: `/choices/${key}`,
      detail: 'no such purpose, or vendor of it, can be allowed here',
    })
  );
};

const refuseNotice = async (
  record: RecordReader,
  { notice }: ConsentEvent,
  now: number,
): Promise<Refusal<'notice-unknown'> | undefined> => {
  const shown = await record.notice(notice.sha256);
  const isThatOne = shown?.id === notice.id && shown.version === notice.version && shown.lang === notice.lang;
  const isOver = shown?.replaced_at !== undefined && Date.parse(shown.replaced_at) + NOTICE_GRACE < now;
  return isThatOne && !isOver ? undefined : refuse('notice-unknown', { path: '/notice/sha256' });
};

/** The same event again gets the first receipt's bytes; anything else under its id is refused. */
const replay = async (
  { config, issuer }: Desk,
  record: RecordReader,
  { event, sha256 }: Received,
): Promise<Answer<typeof postConsent> | undefined> => {
  const stored = await record.event(event.event_id);
  if (!stored) return undefined;
  if (stored.subject !== event.subject || stored.sha256 !== sha256) return refuse('key-reused', { path: '/event_id' });
  const effective = effectiveOf(await record.holding(stored.subject), config.purposes, timestampOf(issuer.now()));
  return { status: 200, json: { receipt: stored.receipt, effective, order: stored.order } };
};

/** A script that allows without end has to wait. What only takes away never does. */
const refuseHaste = ({ grants, issuer }: Desk, { event }: Received): Refusal<'rate-limited'> | undefined => {
  const retryAfter = onlyNarrows(event) ? 0 : grants.take(event.subject, issuer.now());
  return retryAfter > 0 ? refuse('rate-limited', { retryAfter }) : undefined;
};

const keep = async (
  { config, issuer, pepper }: Desk,
  record: RecordWriter,
  {
    event,
    canonical,
    sha256,
    chain,
    forked,
  }: Received & { readonly chain: readonly ChainEvent[]; readonly forked: boolean },
): Promise<Answer<typeof postConsent>> => {
  const received_at = timestampOf(issuer.now());
  const order = await record.nextOrder();
  const { event_id, subject, seq, prev, choices } = event;
  const until = endsOf({ choices, received_at }, config.purposes);
  const after = mend([...chain, { seq, prev, sha256, choices, order, received_at, forked, until }]);
  const effective = effectiveAt(after, config.purposes, received_at);
  const issued = await issueConsentReceipt(issuer, { canonical, sha256, received_at }, { order, forked, effective });
  await record.addEvent({ event_id, subject, seq, prev, sha256, order, forked, until, event: canonical, ...issued });
  await logReceipt(record.log, issued, { pepper, chance: issuer.chance });
  return { status: 201, json: { receipt: issued.receipt, effective, order } };
};

const settle = async (desk: Desk, record: RecordWriter, received: Received): Promise<Answer<typeof postConsent>> => {
  const again = await replay(desk, record, received);
  if (again) return again;
  const { event, sha256 } = received;
  const refusal = await refuseErased(desk, record, event.subject);
  if (refusal) return refusal;
  const chain = chainOf((await record.holding(event.subject)).events);
  const place = placeOf(chain, { seq: event.seq, prev: event.prev, sha256 });
  if (onlyNarrows(event)) return keep(desk, record, { ...received, chain, forked: place !== 'chain' });
  if (place === 'fork') return refuse('chain-forked', headOf(chain));
  return (
    (await refuseNotice(record, event, desk.issuer.now())) ?? keep(desk, record, { ...received, chain, forked: false })
  );
};

/** Records a consent event and countersigns it. */
export const postConsentHandler =
  (desk: Desk): Handler<typeof postConsent> =>
  async ({ subject, body, idempotencyKey }) => {
    const reading = readConsentEvent(body.value);
    if (!reading.ok) return reading.refusal;
    const { event } = reading;
    if (event.subject !== subject) return refuse('secret-wrong', { path: '/subject' });
    const refusal = refuseKey(idempotencyKey, event.event_id) ?? refusePurpose(desk.config, event);
    if (refusal) return refusal;
    const { canonical } = body;
    const received = { event, canonical, sha256: await digestText(canonical, globalThis.crypto.subtle) };
    return (
      (await replay(desk, desk.store.read, received)) ??
      refuseHaste(desk, received) ??
      desk.store.write((record) => settle(desk, record, received))
    );
  };

/** Where the subject stands. */
export const subjectStateHandler =
  ({ store, config, issuer }: Desk): Handler<typeof getSubjectState> =>
  async ({ subject }) => {
    const holding = await store.read.holding(subject);
    const effective = effectiveOf(holding, config.purposes, timestampOf(issuer.now()));
    return { status: 200, json: { effective, ...headOf(chainOf(holding.events)) } };
  };

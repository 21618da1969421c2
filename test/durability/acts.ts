import type { NoticeRef } from '../../src/contract/notice.ts';
import { digestJson } from '../../src/crypto/digest.ts';
import { ADS, anEvent, anObjection, aSubject, CHAT, type Person, PURCHASES } from '../support/builders.ts';

const { subtle } = globalThis.crypto;

/** A consent event or an objection that is sent until it is answered. */
export type Act = {
  readonly id: string;
  readonly kind: 'consents' | 'objections';
  readonly person: Person;
  /** The bytes that are sent, each time the same. */
  readonly body: string;
};

/** What the backend said to an act. */
export type Acknowledged = { readonly status: number; readonly receipt: string | undefined };

/** Sends an act. Rejects when no answer comes. */
export const send = async (url: string, { id, kind, person, body }: Act): Promise<Acknowledged> => {
  const response = await fetch(`${url}/v1/${kind}`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${person.secret}`,
      'idempotency-key': id,
    },
  });
  const { receipt } = (await response.json()) as { readonly receipt?: string };
  return { status: response.status, receipt };
};

/** One subject that acts and acts: every third act is an objection, the others are one unbroken chain. */
export type Shopper = { readonly person: Person; readonly next: () => Promise<Act> };

/** A new subject under a notice. */
export const aShopper = async (notice: NoticeRef): Promise<Shopper> => {
  const person = await aSubject();
  let [count, seq, prev]: [number, number, string | null] = [0, 0, null];
  const nextEvent = async (): Promise<Act> => {
    seq += 1;
    const choices = { [[PURCHASES, CHAT, ADS][seq % 3] ?? ADS]: seq % 2 ? 'given' : 'refused' };
    const event = anEvent(person, notice, { seq, prev, choices });
    prev = await digestJson(event, subtle);
    return { id: event.event_id, kind: 'consents', person, body: JSON.stringify(event) };
  };
  const nextObjection = (): Act => {
    const objection = anObjection(person, { ref: `order-${count}` });
    return { id: objection.objection_id, kind: 'objections', person, body: JSON.stringify(objection) };
  };
  return {
    person,
    next: async () => {
      count += 1;
      return count % 3 === 0 ? nextObjection() : nextEvent();
    },
  };
};

import { postConsent, postObjection } from '../contract/routes.ts';
import type { KeptReceipt, Ledger, Settlement, WaitingEntry } from '../ledger/ledger.ts';
import { subjectOfEntry } from '../ledger/past.ts';
import type { Client } from '../transport/client.ts';
import type { Outcome } from '../transport/outcome.ts';
import { afterAttempt, isDue, sendOrder } from './entry.ts';
import { type IsMyTurn, LEASE_TIME, takeTurn } from './turn.ts';

/** What the outbox works with; all of it belongs to one widget and ends with `signal`. */
export type OutboxOptions = {
  readonly ledger: Ledger;
  readonly client: Client;
  readonly locks: LockManager | undefined;
  /** A name no other tab has. */
  readonly owner: string;
  readonly now: () => number;
  /** A number in [0, 1). */
  readonly chance: () => number;
  readonly after: (milliseconds: number, callback: () => void, signal: AbortSignal) => void;
  readonly signal: AbortSignal;
  readonly onKept: (receipt: KeptReceipt) => void;
};

/** The durable queue of acts on their way to the shop. */
export type Outbox = {
  /** Sends what is due. Safe to call at any time, from any tab; resolves when the pass is over. */
  readonly drain: () => Promise<void>;
};

/** `fetch keepalive` refuses more than 64 KiB in flight for a whole page. */
const KEEPALIVE_LIMIT = 60_000;

type Sent = Outcome<{ readonly receipt: string }>;

/** Sends one entry as it was made, outliving the page where the browser lets it. */
const createSender = (client: Client) => {
  let inFlight = 0;
  return async ({ entry, papers, secret }: WaitingEntry): Promise<Sent> => {
    const explanation = papers?.explanation;
    const body =
      entry.kind === 'consent'
        ? entry.event
        : { ...entry.objection, ...(explanation === undefined ? {} : { explanation_jws: explanation }) };
    const bytes = new TextEncoder().encode(JSON.stringify(body)).length;
    const keepalive = inFlight + bytes <= KEEPALIVE_LIMIT;
    if (keepalive) inFlight += bytes;
    const options = { body, secret, idempotencyKey: entry.id, keepalive };
    try {
      return await (entry.kind === 'consent' ? client(postConsent, options) : client(postObjection, options));
    } finally {
      if (keepalive) inFlight -= bytes;
    }
  };
};

/** The next moment at which something may be due, from now. */
const nextWait = (rest: readonly WaitingEntry[], now: number): number =>
  Math.min(...rest.map((waiting) => (isDue(waiting, now) ? 0 : waiting.notBefore - now)));

/** Sends everything that is due, each entry once; ends early when the turn is over. */
const createPass = ({ ledger, client, now, chance, signal, onKept }: OutboxOptions) => {
  const send = createSender(client);
  const settle = async (entry: WaitingEntry['entry'], settlement: Settlement): Promise<void> => {
    const isErased = settlement.delivery === 'refused' && settlement.problem === 'subject-erased';
    if (isErased) await ledger.retire(subjectOfEntry(entry), settlement.problem);
    await ledger.settle(entry.id, settlement);
    if (settlement.delivery === 'confirmed') onKept(settlement.receipt);
  };
  const attempt = async (waiting: WaitingEntry): Promise<void> => {
    const step = afterAttempt(waiting, await send(waiting), { now: now(), chance: chance() });
    if (signal.aborted) return;
    const { id } = waiting.entry;
    if (step.kind === 'settle') await settle(waiting.entry, step.settlement);
    else await ledger.postpone({ id, attempts: step.attempts, notBefore: step.notBefore });
  };
  return async (isMyTurn: IsMyTurn): Promise<void> => {
    const tried = new Set<string>();
    for (;;) {
      // What waits is looked at anew before every attempt: a withdrawal made meanwhile goes next.
      const due = (await ledger.waiting()).filter((one) => isDue(one, now()) && !tried.has(one.entry.id));
      const [first] = sendOrder(due);
      if (!first || signal.aborted || !(await isMyTurn())) return;
      tried.add(first.entry.id);
      await attempt(first);
    }
  };
};

/** An outbox over a ledger. One drainer at a time for all tabs; the backend's idempotency covers the rest. */
export const createOutbox = (options: OutboxOptions): Outbox => {
  const { ledger, now, after, signal } = options;
  const pass = createPass(options);
  let alarm = 0;
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  const wakeIn = (milliseconds: number): void => {
    alarm += 1;
    const mine = alarm;
    after(milliseconds, () => void (mine === alarm && drain()), signal);
  };
  const run = async (): Promise<void> => {
    next = undefined;
    if (signal.aborted || (await ledger.waiting()).length === 0) return;
    const had = await takeTurn({ ...options, queue: ledger }, pass);
    if (!had) return wakeIn(LEASE_TIME);
    const rest = await ledger.waiting();
    if (rest.length > 0 && !signal.aborted) wakeIn(nextWait(rest, now()));
  };
  // Aborted, or the ledger cannot be asked now: what waits stays, and the next wake-up tries again.
  const drain = (): Promise<void> => {
    next ??= last = last.then(run).catch(() => undefined);
    return next;
  };
  return { drain };
};

import { postConsent, postObjection } from '../contract/routes.ts';
import type { Secret } from '../contract/ids.ts';
import type { KeptReceipt, Ledger, WaitingEntry } from '../ledger/ledger.ts';
import type { Client } from '../transport/client.ts';
import type { Outcome } from '../transport/outcome.ts';
import { afterAttempt } from './entry.ts';

/** What the outbox works with; all of it belongs to one widget and ends with `signal`. */
export type OutboxOptions = {
  readonly ledger: Ledger;
  readonly client: Client;
  readonly locks: LockManager | undefined;
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

const LOCK = 'candor-outbox';
/** `fetch keepalive` refuses more than 64 KiB in flight for a whole page. */
const KEEPALIVE_LIMIT = 60_000;

const send = (
  { entry }: WaitingEntry,
  client: Client,
  secret: Secret,
): Promise<Outcome<{ readonly receipt: string }>> => {
  const body = entry.kind === 'consent' ? entry.event : entry.objection;
  const options = { body, secret, idempotencyKey: entry.id, keepalive: JSON.stringify(body).length < KEEPALIVE_LIMIT };
  return entry.kind === 'consent' ? client(postConsent, options) : client(postObjection, options);
};

/** An outbox over a ledger. One drainer at a time for all tabs where the browser has Web Locks; the backend's idempotency covers the rest. */
export const createOutbox = (options: OutboxOptions): Outbox => {
  const { ledger, client, locks, now, chance, after, signal, onKept } = options;
  let alarm = 0;

  const attempt = async (waiting: WaitingEntry, secret: Secret): Promise<void> => {
    const step = afterAttempt(waiting, await send(waiting, client, secret), { now: now(), chance: chance() });
    if (signal.aborted) return;
    if (step.kind === 'wait') return ledger.postpone(waiting.entry.id, step.attempts, step.notBefore);
    await ledger.settle(waiting.entry.id, step.settlement);
    if (step.settlement.delivery === 'confirmed') onKept(step.settlement.receipt);
  };

  const pass = async (): Promise<void> => {
    const { key } = await ledger.read();
    if (!key) return;
    for (const waiting of await ledger.waiting()) {
      if (signal.aborted) return;
      if (waiting.notBefore <= now()) await attempt(waiting, key.secret);
    }
  };

  const wakeForNext = async (drain: () => Promise<void>): Promise<void> => {
    const rest = await ledger.waiting();
    if (rest.length === 0 || signal.aborted) return;
    const next = Math.min(...rest.map(({ notBefore }) => notBefore));
    alarm += 1;
    const mine = alarm;
    after(Math.max(0, next - now()), () => void (mine === alarm && drain()), signal);
  };

  const drain = async (): Promise<void> => {
    if (signal.aborted || (await ledger.waiting()).length === 0) return;
    try {
      await (locks ? locks.request(LOCK, { signal }, pass) : pass());
      await wakeForNext(drain);
    } catch {
      // Aborted, or the browser refused the lock: what waits stays in the ledger, and the next wake-up tries again.
    }
  };
  return { drain };
};

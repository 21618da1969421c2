import type { Queue } from '../ledger/ledger.ts';

/** What a turn is taken with. */
export type TurnOptions = {
  readonly locks: LockManager | undefined;
  readonly queue: Pick<Queue, 'lease'>;
  /** A name no other tab has. */
  readonly owner: string;
  readonly now: () => number;
  readonly signal: AbortSignal;
};

/** Whether it is still this tab's turn: asked before every attempt. */
export type IsMyTurn = () => Promise<boolean>;

const LOCK = 'candor-outbox';
/** Milliseconds a tab that dies holds the others up. A slow attempt may outlast its lease: two that send do no harm. */
export const LEASE_TIME = 15_000;

/**
 * Runs a pass while no other tab runs one: under a Web Lock; where the browser has none or refuses it, under a lease in
 * the ledger that expires. False when another tab has the lease. Two at once do no harm: the shop records an act once.
 */
export const takeTurn = async (
  { locks, queue, owner, now, signal }: TurnOptions,
  pass: (isMyTurn: IsMyTurn) => Promise<void>,
): Promise<boolean> => {
  let began = false;
  try {
    if (locks) {
      await locks.request(LOCK, { signal }, () => {
        began = true;
        return pass(async () => true);
      });
      return true;
    }
  } catch (error) {
    if (began || signal.aborted) throw error;
  }
  const isMyTurn: IsMyTurn = () => queue.lease(owner, now(), now() + LEASE_TIME);
  if (!(await isMyTurn())) return false;
  await pass(isMyTurn);
  await queue.lease(owner, now(), now());
  return true;
};

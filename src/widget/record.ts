import type { Config } from '../contract/config.ts';
import { getReceipts } from '../contract/routes.ts';
import { CandorConsentChangedEvent, CandorReceiptKeptEvent } from '../events.ts';
import { createIdbLedger } from '../ledger/idb.ts';
import type { Ledger, LedgerState } from '../ledger/ledger.ts';
import { createResilientLedger } from '../ledger/resilient.ts';
import { receiptFor } from '../outbox/entry.ts';
import { createOutbox } from '../outbox/outbox.ts';
import type { ActResult, Past, Platform, Runtime, Settings } from '../runtime/runtime.ts';
import { type Client, createClient } from '../transport/client.ts';
import { recordChoice, recordGpc, recordObjection } from './acts.ts';

/** What the record of one widget is made with. */
export type RecordOptions = {
  readonly host: HTMLElement;
  readonly platform: Platform;
  readonly settings: Settings;
  readonly past: Past;
  readonly config: () => Promise<Config | undefined>;
  readonly signal: AbortSignal;
};

/** Everything that writes: ledger and outbox, and the acts that go through them. Loaded on idle, or with the first need. */
export type Recorder = Pick<Runtime, 'choose' | 'object' | 'fetchReceipt'> & {
  readonly ledger: Ledger;
  readonly drain: () => Promise<void>;
};

/** Fetches this subject's receipts page by page and settles the entries that wait for theirs. */
const receiptFetcher = (ledger: Ledger, client: Client): Runtime['fetchReceipt'] => {
  const keep = async (state: LedgerState, jws: string): Promise<void> => {
    for (const entry of state.entries) {
      const receipt = entry.receipt ? undefined : receiptFor(entry, jws);
      if (receipt) await ledger.settle(entry.id, { delivery: 'confirmed', receipt });
    }
  };
  const page = (secret: string, after: number) => client(getReceipts, { secret, query: { after: String(after) } });
  return async (jti) => {
    const state = await ledger.read();
    if (state.entries.some(({ receipt }) => receipt?.jti === jti)) return 'kept';
    if (!state.key) return 'unknown';
    for (let after: number | null = 0; after !== null;) {
      const outcome: Awaited<ReturnType<typeof page>> = await page(state.key.secret, after);
      if (outcome.kind !== 'accepted') return 'unreachable';
      for (const { receipt } of outcome.body.receipts) await keep(state, receipt);
      if (outcome.body.receipts.some((receipt) => receipt.jti === jti)) return 'kept';
      after = outcome.body.next;
    }
    return 'unknown';
  };
};

/** The writing half of a runtime. */
export const createRecorder = (options: RecordOptions): Recorder => {
  const { host, platform, settings, past, config, signal } = options;
  const { fetch, indexedDB, openChannel, locks, now, chance, after } = platform;
  const client = createClient(settings.endpoint, { fetch, now, signal });
  const ledger = createResilientLedger(indexedDB && createIdbLedger({ indexedDB, openChannel }));
  const { drain } = createOutbox({
    ledger,
    client,
    locks,
    now,
    chance: () => (chance(new Uint8Array(1))[0] ?? 0) / 256,
    after,
    signal,
    onKept: (receipt) => host.dispatchEvent(new CandorReceiptKeptEvent(receipt.jti)),
  });
  const context = { ...options, ledger };
  const saved = (id: string): ActResult => {
    void drain();
    return { kind: 'saved', id, remembered: ledger.remembers() };
  };
  return {
    ledger,
    drain,
    fetchReceipt: receiptFetcher(ledger, client),
    choose: async (wish) => {
      const shop = await config();
      if (!shop) return { kind: 'no-config' };
      await recordGpc(context, shop);
      const { id } = await recordChoice(context, wish, shop);
      await ledger.keepConfig(shop);
      const state = await ledger.read();
      host.dispatchEvent(new CandorConsentChangedEvent(past.effective(state, shop), state.key?.subject ?? ''));
      return saved(id);
    },
    object: async (wish) => saved((await recordObjection(context, wish)).id),
  };
};

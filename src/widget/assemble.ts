import { foldEvents, withExpiry } from '../consent/consent.ts';
import type { Timestamp } from '../contract/ids.ts';
import type { PanelTarget } from '../contract/targets.ts';
import { CandorConsentChangedEvent, CandorInfluenceRequestEvent, CandorReceiptKeptEvent } from '../events.ts';
import type { I18n } from '../i18n/i18n.ts';
import { createIdbLedger } from '../ledger/idb.ts';
import { confirmedEventsOf, eventsOf, statusAt, type LedgerState } from '../ledger/ledger.ts';
import { createResilientLedger } from '../ledger/resilient.ts';
import { createOutbox } from '../outbox/outbox.ts';
import { receiptFor } from '../outbox/entry.ts';
import { getReceipts } from '../contract/routes.ts';
import type { ActResult, ConsentWish, ObjectionWish, Past, Platform, Runtime } from '../runtime/runtime.ts';
import { createClient } from '../transport/client.ts';
import { recordChoice, recordGpc, recordObjection } from './acts.ts';
import type { Explanations } from './explanations.ts';
import type { ElementSettings } from './settings.ts';
import { createShopFacts, type ShopFacts } from './shop-facts.ts';

/** What a runtime is put together from. */
export type Parts = {
  readonly host: HTMLElement;
  readonly platform: Platform;
  readonly settings: ElementSettings;
  readonly i18n: I18n;
  readonly explanations: Explanations;
  /** The config's JSON if the first layer has fetched it already. */
  readonly fetchedConfig: unknown;
  readonly open: (target: PanelTarget) => void;
  readonly signal: AbortSignal;
};

/** A runtime, and what only the widget itself does with it. */
export type Assembled = { readonly runtime: Runtime; readonly wake: () => void; readonly close: () => void };

/** How long the page may take to answer an influence request. */
const INFLUENCE_TIME = 5_000;

const pastOf = (now: () => Timestamp): Past => ({
  effective: (state, config) => withExpiry(foldEvents(eventsOf(state.entries), config?.purposes ?? []), now()),
  confirmedAt: (state, config, { key, time }) => statusAt(confirmedEventsOf(state.entries), key, time, config?.purposes ?? []),
});

/** Asks the page through an event and waits at most five seconds. */
const askPage = async ({ host, platform, signal }: Parts, event: CandorInfluenceRequestEvent): Promise<readonly string[] | undefined> => {
  host.dispatchEvent(event);
  const { answer } = event;
  if (!answer) return undefined;
  const timeout = new Promise<undefined>((resolve) => platform.after(INFLUENCE_TIME, () => resolve(undefined), signal));
  const given = await Promise.race([answer.catch(() => undefined), timeout]);
  return given?.explanations;
};

type Recording = Pick<Parts, 'host' | 'platform' | 'settings'> & {
  readonly ledger: ReturnType<typeof createResilientLedger>;
  readonly facts: ShopFacts;
  readonly past: Past;
  readonly wake: () => void;
};

const recorderOf = (context: Recording): Pick<Runtime, 'choose' | 'object'> => {
  const { host, ledger, facts, past, wake } = context;
  const saved = (id: string): ActResult => {
    wake();
    return { kind: 'saved', id, remembered: ledger.remembers() };
  };
  return {
    choose: async (wish: ConsentWish) => {
      const config = await facts.config();
      if (!config) return { kind: 'no-config' };
      await recordGpc(context, config);
      const { id } = await recordChoice(context, wish, config);
      await ledger.keepConfig(config);
      const state = await ledger.read();
      host.dispatchEvent(new CandorConsentChangedEvent(past.effective(state, config), state.key?.subject ?? ''));
      return saved(id);
    },
    object: async (wish: ObjectionWish) => saved((await recordObjection(context, wish)).id),
  };
};

/** Fetches this subject's receipts page by page and settles the entries that wait for theirs. */
const receiptFetcher = (
  ledger: Runtime['ledger'],
  client: ReturnType<typeof createClient>,
): Runtime['fetchReceipt'] => {
  const keep = async (state: LedgerState, jws: string): Promise<void> => {
    for (const entry of state.entries) {
      const receipt = entry.receipt ? undefined : receiptFor(entry, jws);
      if (receipt) await ledger.settle(entry.id, { delivery: 'confirmed', receipt });
    }
  };
  return async (jti) => {
    const state = await ledger.read();
    if (state.entries.some(({ receipt }) => receipt?.jti === jti)) return 'kept';
    if (!state.key) return 'unknown';
    for (let after: number | null = 0; after !== null; ) {
      const outcome: Awaited<ReturnType<typeof askForReceipts>> = await askForReceipts(client, state.key.secret, after);
      if (outcome.kind !== 'accepted') return 'unreachable';
      for (const { receipt } of outcome.body.receipts) await keep(state, receipt);
      if (outcome.body.receipts.some((receipt) => receipt.jti === jti)) return 'kept';
      after = outcome.body.next;
    }
    return 'unknown';
  };
};

const askForReceipts = (client: ReturnType<typeof createClient>, secret: string, after: number) =>
  client(getReceipts, { secret, query: { after: String(after) } });

/** Puts a runtime together: ledger, outbox, client and facts of the shop, for one widget element. */
export const assemble = (parts: Parts): Assembled => {
  const { host, platform, settings, i18n, explanations, open, signal } = parts;
  const { indexedDB, openChannel, fetch, now } = platform;
  const ledger = createResilientLedger(indexedDB && createIdbLedger({ indexedDB, openChannel }));
  const client = createClient(settings.endpoint, { fetch, now, signal });
  const facts = createShopFacts({ client, ledger, now, lang: settings.lang, fetched: parts.fetchedConfig, document: host.ownerDocument });
  const past = pastOf(facts.serverNow);
  const outbox = createOutbox({
    ledger,
    client,
    locks: platform.locks,
    now,
    chance: () => (platform.chance(new Uint8Array(1))[0] ?? 0) / 256,
    after: platform.after,
    signal,
    onKept: (receipt) => host.dispatchEvent(new CandorReceiptKeptEvent(receipt.jti)),
  });
  const wake = (): void => void outbox.drain();
  const runtime: Runtime = {
    platform,
    settings,
    signal,
    i18n,
    ledger,
    past,
    explanations,
    config: facts.config,
    keys: facts.keys,
    serverNow: facts.serverNow,
    ...recorderOf({ host, platform, settings, ledger, facts, past, wake }),
    fetchReceipt: receiptFetcher(ledger, client),
    influence: async (explanationId) => {
      const effective = past.effective(await ledger.read(), await facts.config());
      return askPage(parts, new CandorInfluenceRequestEvent(explanationId, effective));
    },
    open,
    emit: (event) => host.dispatchEvent(event),
  };
  return { runtime, wake, close: () => ledger.close() };
};

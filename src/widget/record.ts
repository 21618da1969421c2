import type { Config } from '../contract/config.ts';
import type { Timestamp } from '../contract/ids.ts';
import type { PublicJwk } from '../contract/jwks.ts';
import { getReceipts, getSubjectState } from '../contract/routes.ts';
import { toBase64Url } from '../crypto/base64url.ts';
import { CandorConsentChangedEvent, CandorReceiptKeptEvent } from '../events.ts';
import { createIdbLedger } from '../ledger/idb.ts';
import type { Ledger, LedgerEntry, LedgerState, SubjectKey } from '../ledger/ledger.ts';
import { createResilientLedger, type ResilientLedger } from '../ledger/resilient.ts';
import { receiptFor } from '../outbox/entry.ts';
import { createOutbox, type Outbox } from '../outbox/outbox.ts';
import type { ActResult, Past, Platform, Runtime, Settings } from '../runtime/runtime.ts';
import { type Client, createClient } from '../transport/client.ts';
import {
  type ActContext,
  createNoticeDigests,
  type Recorded,
  recordChoice,
  recordObjection,
  recordPreference,
} from './acts.ts';
import { askPage } from './influence.ts';
import { createPast } from './past.ts';

/** What the record of one widget is made with. */
export type RecordOptions = {
  readonly host: HTMLElement;
  readonly platform: Platform;
  readonly settings: Settings;
  /** The latest server time seen. */
  readonly serverNow: () => Timestamp;
  readonly config: () => Promise<Config | undefined>;
  /** The shop's published keys; empty when they cannot be had. */
  readonly keys: () => Promise<readonly PublicJwk[]>;
  /** Shows the shopper that this browser does not remember what they do. */
  readonly showForgetful: () => Promise<void>;
  readonly signal: AbortSignal;
};

/** Everything that writes: ledger and outbox, and the acts that go through them. Loaded on idle, or with the first need. */
export type Recorder = Pick<Runtime, 'choose' | 'object' | 'fetchReceipt' | 'influence' | 'remembers' | 'ask'> & {
  readonly ledger: Ledger;
  readonly past: Past;
  /** Brings the storage up to date where it had failed, records a changed opt-out preference, and sends what is due. */
  readonly drain: () => Promise<void>;
};

/** How long a grant waits for the shop's word on the chain, in milliseconds. Without it the shop may refuse the grant, and it is asked again. */
const CATCH_UP_PATIENCE = 3_000;

/** Asks the shop where the chain stands, and follows it there. */
const catchUpWith =
  (ledger: Ledger, client: Client) =>
  async ({ secret }: SubjectKey): Promise<void> => {
    const outcome = await client(getSubjectState, { secret, patience: CATCH_UP_PATIENCE });
    if (outcome.kind === 'accepted') await ledger.follow({ seq: outcome.body.last_seq, digest: outcome.body.head });
  };

type Tools = RecordOptions &
  ActContext & {
    readonly ledger: ResilientLedger;
    readonly client: Client;
    readonly outbox: Outbox;
  };

const isHere = ({ entries }: LedgerState, jti: string): boolean => entries.some(({ receipt }) => receipt?.jti === jti);

/** Settles the entries that wait for one of these. The rest tells of other devices: taken in; false where it cannot be checked. */
const keepReceipts = async (tools: Tools, list: readonly { jti: string; receipt: string }[]): Promise<boolean> => {
  const { ledger } = tools;
  for (const entry of (await ledger.read()).entries) {
    const [settlement] = entry.receipt ? [] : list.flatMap(({ receipt }) => receiptFor(entry, receipt) ?? []);
    if (settlement) await ledger.settle(entry.id, settlement);
  }
  const state = await ledger.read();
  const others = list.filter(({ jti }) => !isHere(state, jti)).map(({ receipt }) => receipt);
  if (others.length === 0) return true;
  const part = await import('./shop-receipts.ts').catch(() => undefined);
  return part?.takeIn(others, tools) ?? false;
};

/** Fetches this subject's receipts page by page, and keeps those that are not here. */
const receiptFetcher =
  (tools: Tools): Runtime['fetchReceipt'] =>
  async (jti) => {
    const { ledger, client } = tools;
    const state = await ledger.read();
    if (isHere(state, jti)) return 'kept';
    if (!state.key) return 'unknown';
    const { secret } = state.key;
    const page = (after: number) => client(getReceipts, { secret, query: { after: String(after) } });
    for (let after: number | null = 0; after !== null;) {
      const outcome: Awaited<ReturnType<typeof page>> = await page(after);
      if (outcome.kind !== 'accepted' || !(await keepReceipts(tools, outcome.body.receipts))) return 'unreachable';
      after = outcome.body.next;
    }
    return isHere(await ledger.read(), jti) ? 'kept' : 'unknown';
  };

/** Makes acts again that took something away under a subject made up while the storage could not be read. */
const repeatLost = async (tools: Tools, lost: readonly LedgerEntry[]): Promise<void> => {
  for (const entry of lost) {
    if (entry.kind === 'objection') await recordObjection(tools, entry.objection);
    else {
      const shop = await tools.config();
      const { action, surface, choices } = entry.event;
      if (shop) await recordChoice(tools, { action, surface, choices }, shop);
    }
  }
};

const drainWith = (tools: Tools) => async (): Promise<void> => {
  const { ledger, outbox, config, settings } = tools;
  await repeatLost(tools, await ledger.recover());
  if (settings.gpc) {
    const shop = await config();
    if (shop) await recordPreference(tools, shop);
  }
  await outbox.drain();
};

const toolsOf = (options: RecordOptions): Tools => {
  const { host, platform, settings, signal } = options;
  const { indexedDB, openChannel, locks, now, chance, after } = platform;
  const client = createClient(settings.endpoint, { ...platform, signal });
  const ledger = createResilientLedger(indexedDB && createIdbLedger({ indexedDB, openChannel, after, signal }));
  const outbox = createOutbox({
    ledger,
    client,
    locks,
    owner: toBase64Url(chance(new Uint8Array(12))),
    now,
    chance: () => (chance(new Uint8Array(1))[0] ?? 0) / 256,
    after,
    signal,
    onKept: ({ jti }) => host.dispatchEvent(new CandorReceiptKeptEvent(jti)),
  });
  return {
    ...options,
    client,
    ledger,
    outbox,
    catchUp: catchUpWith(ledger, client),
    digestShown: createNoticeDigests(platform.subtle),
  };
};

/** The writing half of a runtime. */
export const createRecorder = (options: RecordOptions): Recorder => {
  const tools = toolsOf(options);
  const { host, config, platform, ledger, client, serverNow, showForgetful } = tools;
  const past = createPast(serverNow);
  const drain = drainWith(tools);
  const send = (): void => void drain().catch(() => undefined);
  const saved = async ({ id, state }: Recorded, tell?: (state: LedgerState) => void): Promise<ActResult> => {
    const remembered = ledger.remembers();
    if (remembered) {
      // It is on disk: the shopper hears of it first, and then the network, which would hold that up.
      tell?.(state);
      send();
      // Asked only after an act, and of no consequence where it is refused: the shopper sees what is remembered.
      platform.persist?.().catch(() => undefined);
    } else {
      send();
      // What is not remembered is not called saved before the shopper was told.
      await showForgetful();
      tell?.(state);
    }
    return { kind: 'saved', id, remembered };
  };
  return {
    ledger,
    past,
    drain,
    ask: client,
    remembers: ledger.remembers,
    fetchReceipt: receiptFetcher(tools),
    choose: async (wish) => {
      const shop = await config();
      if (!shop) return { kind: 'no-config' };
      return saved(await recordChoice(tools, wish, shop), (state) => {
        host.dispatchEvent(new CandorConsentChangedEvent(past.effective(state, shop), state.key?.subject ?? ''));
      });
    },
    influence: async (id) => askPage(tools, id, past.effective(await ledger.read(), await config())),
    object: async (wish) => saved(await recordObjection(tools, wish)),
  };
};

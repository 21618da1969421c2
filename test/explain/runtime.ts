import type { Choice } from '../../src/contract/consent-event.ts';
import type { Config } from '../../src/contract/config.ts';
import type { Origin, Timestamp } from '../../src/contract/ids.ts';
import type { PublicJwk } from '../../src/contract/jwks.ts';
import type { PanelTarget } from '../../src/contract/targets.ts';
import { foldEvents } from '../../src/consent/consent.ts';
import { createI18n } from '../../src/i18n/i18n.ts';
import type { Ledger, LedgerEntry } from '../../src/ledger/ledger.ts';
import { confirmedEventsOf, eventsOf, statusAt } from '../../src/ledger/past.ts';
import { createMemoryLedger } from '../../src/ledger/memory.ts';
import type { ConsentWish, ObjectionWish, Runtime } from '../../src/runtime/runtime.ts';
import { aConfig, aConsentEntry, aKey } from '../support/ledger-builders.ts';
import { at, IAT, receiptNumber } from './samples.ts';

/** What a test may set of the world around the panel. */
export type World = {
  readonly keys?: readonly PublicJwk[];
  readonly config?: Config;
  readonly explanations?: Readonly<Record<string, string | object>>;
  readonly latest?: string;
  readonly shown?: readonly string[];
  /** The page's answer to an influence request. */
  readonly answer?: readonly string[];
  readonly fetchReceipt?: Runtime['fetchReceipt'];
  readonly remembers?: boolean;
  readonly noConfig?: boolean;
  readonly region?: string | undefined;
  /** Texts of chat answers, by the explanation's id. */
  readonly said?: Readonly<Record<string, string>>;
  /** The answer in which every explanation came. */
  readonly list?: readonly string[];
};

/** The world, and what the panel did in it. */
export type Stage = {
  readonly runtime: Runtime;
  readonly ledger: Ledger;
  readonly wishes: (ConsentWish | ObjectionWish)[];
  readonly targets: PanelTarget[];
  readonly end: () => void;
};

/** An entry the shop has confirmed so many seconds after the explanation was made. */
export const confirmed = (seq: number, choices: Readonly<Record<string, Choice>>, seconds: number): LedgerEntry => ({
  ...aConsentEntry({ seq, choices, occurred_at: at(seconds) }),
  delivery: 'confirmed',
  receipt: { jti: receiptNumber(seq), order: seq, received_at: at(seconds), forked: false },
});

const append = async (ledger: Ledger, entry: LedgerEntry): Promise<void> => {
  await ledger.append([{ entry }], { read: await ledger.read(), key: aKey() });
};

/** A runtime on a memory ledger; the page and the shop answer as the test says. */
export const aStage = (world: World = {}): Stage => {
  const ledger = createMemoryLedger();
  const config = world.noConfig ? undefined : (world.config ?? aConfig());
  const abort = new AbortController();
  const wishes: (ConsentWish | ObjectionWish)[] = [];
  const targets: PanelTarget[] = [];
  const unused = (): never => {
    throw new Error('the Why panel has no business here');
  };
  const runtime: Runtime = {
    platform: {
      fetch: unused,
      subtle: globalThis.crypto.subtle,
      chance: unused,
      indexedDB: undefined,
      locks: undefined,
      openChannel: undefined,
      persist: undefined,
      now: unused,
      after: unused,
    },
    settings: {
      endpoint: 'https://shop.example',
      site: 'https://shop.example' as Origin,
      lang: 'en',
      region: world.region,
      gpc: false,
      nonce: undefined,
    },
    signal: abort.signal,
    i18n: createI18n('en'),
    ledger,
    past: {
      effective: (state, shop) => foldEvents(eventsOf(state), shop?.purposes ?? []),
      confirmedAt: (state, shop, { key, time }) => statusAt(confirmedEventsOf(state), key, time, shop?.purposes ?? []),
    },
    explanations: {
      find: (id) => Promise.resolve(world.explanations?.[id]),
      latest: () => Promise.resolve(world.latest),
      shown: () => Promise.resolve(world.shown ?? []),
      said: (id) => world.said?.[id],
      listOf: () => Promise.resolve(world.list),
    },
    config: () => Promise.resolve(config),
    keys: () => Promise.resolve(world.keys ?? []),
    serverNow: () => new Date(IAT * 1000 + 3_600_000).toISOString() as Timestamp,
    choose: async (wish) => {
      wishes.push(wish);
      if (!config) return { kind: 'no-config' };
      const { head } = await ledger.read();
      await append(
        ledger,
        aConsentEntry({ seq: head.seq + 1, choices: wish.choices, action: wish.action, occurred_at: at(3600) }),
      );
      return { kind: 'saved', id: 'e', remembered: world.remembers ?? true };
    },
    object: async (wish) => {
      wishes.push(wish);
      const { id, digest, event } = aConsentEntry();
      const objection = {
        schema: 'objection/1',
        objection_id: event.event_id,
        subject: event.subject,
        at: at(3600),
        scope: wish.scope,
        ref: wish.ref,
      } as const;
      await append(ledger, { kind: 'objection', id: `${id}${wish.ref}`, digest, objection, delivery: 'waiting' });
      return { kind: 'saved', id, remembered: world.remembers ?? true };
    },
    fetchReceipt: world.fetchReceipt ?? (() => Promise.resolve('unknown')),
    send: unused,
    archive: () => Promise.resolve(ledger),
    painted: () => Promise.resolve(),
    remembers: () => world.remembers ?? true,
    ask: unused,
    influence: () => Promise.resolve(world.answer),
    open: (target) => targets.push(target),
    emit: unused,
  };
  return { runtime, ledger, wishes, targets, end: () => abort.abort() };
};

/** Puts entries into a stage's ledger, oldest first. */
export const remember = async ({ ledger }: Stage, ...entries: readonly LedgerEntry[]): Promise<void> => {
  for (const entry of entries) await append(ledger, entry);
};

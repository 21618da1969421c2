import type { Config } from '../contract/config.ts';
import type { Action, Choice, Surface } from '../contract/consent-event.ts';
import type { ChoiceKey, Origin, Timestamp } from '../contract/ids.ts';
import type { PublicJwk } from '../contract/jwks.ts';
import type { ObjectionScope } from '../contract/objection.ts';
import type { PanelTarget } from '../contract/targets.ts';
import type { Chance } from '../crypto/random.ts';
import type { I18n } from '../i18n/i18n.ts';
import type { ConsentStatus, Effective } from '../contract/receipt.ts';
import type { Archive, Ledger, LedgerState } from '../ledger/ledger.ts';
import type { Client } from '../transport/client.ts';

export type { Adoption, Delivery, KeptReceipt, LedgerEntry, LedgerState, OutboxRow } from '../ledger/ledger.ts';

/** Functions of the browser, captured before the page can patch them. */
export type Platform = {
  readonly fetch: typeof globalThis.fetch;
  readonly subtle: SubtleCrypto;
  readonly chance: Chance;
  readonly indexedDB: IDBFactory | undefined;
  readonly locks: LockManager | undefined;
  readonly openChannel: ((name: string) => BroadcastChannel) | undefined;
  /** Asks the browser not to evict what is stored (`StorageManager.persist`). */
  readonly persist: (() => Promise<boolean>) | undefined;
  /** Milliseconds since 1970 by this device's clock. */
  readonly now: () => number;
  /** Calls back once after milliseconds, unless the signal aborts first. */
  readonly after: (milliseconds: number, callback: () => void, signal: AbortSignal) => void;
};

/** What the merchant set on the element, parsed. */
export type Settings = {
  /** Backend without trailing slash. */
  readonly endpoint: string;
  /** The page's origin. */
  readonly site: Origin;
  readonly lang: string;
  readonly region: string | undefined;
  readonly gpc: boolean;
  /** What every explanation must carry as `nonce`, where the page set `el.nonce`. */
  readonly nonce: string | undefined;
};

/** A choice the shopper has just made. */
export type ConsentWish = {
  readonly action: Action;
  readonly surface: Surface;
  readonly choices: Readonly<Record<ChoiceKey, Choice>>;
};

/** "Do not use this", with the explanation it was said about. */
export type ObjectionWish = {
  readonly scope: ObjectionScope;
  readonly ref: string;
  readonly explanationJws?: string;
};

/**
 * `saved`: on its way, and in the ledger when `remembered`; otherwise this browser could not store it and it is sent
 * from memory. `no-config`: the shop's notice is not known, so there is nothing to choose about yet. `not-saved`: the
 * part of the widget that records could not be loaded.
 */
export type ActResult =
  | { readonly kind: 'saved'; readonly id: string; readonly remembered: boolean }
  | { readonly kind: 'no-config' | 'not-saved' };

/** Explanations the page has given, by id; bytes as given, checked only when opened. */
export type ExplanationSource = {
  /** The explanation with this id: its compact JWS, or an unsigned object; undefined when the page has none. */
  readonly find: (id: string) => Promise<string | object | undefined>;
  /** The latest explanation given by the page itself (`el.explain`), if any. */
  readonly latest: () => Promise<string | undefined>;
  /** The text of the answer this explanation was given with, as given; undefined where the page gave none. */
  readonly said?: (id: string) => string | undefined;
  /** The explanations of everything the page shows at this moment, in its order, as far as the widget can know. */
  readonly shown: () => Promise<readonly (string | object)[]>;
  /** The compact JWS of the list in which the one with this id came, in its order; undefined where it came in none. */
  readonly listOf?: (id: string) => Promise<readonly string[] | undefined>;
};

/** The ledger as features see it: they observe it, and record acts only through `choose` and `object`. */
export type LedgerView = Pick<Ledger, 'read' | 'observe'>;

/** What the slices ask of the past; the answers stand in the ledger. */
export type Past = {
  /** Consent status now, as this device knows it: every act counts but those the shop refused. */
  readonly effective: (state: LedgerState, config: Config | undefined) => Effective;
  /** Consent status of one key at a time, by the events the shop had confirmed as received until then. */
  readonly confirmedAt: (
    state: LedgerState,
    config: Config | undefined,
    at: { readonly key: ChoiceKey; readonly time: Timestamp },
  ) => ConsentStatus;
};

/** What a feature may touch. One per widget element; dies with `signal`. */
export type Runtime = {
  readonly platform: Platform;
  readonly settings: Settings;
  readonly signal: AbortSignal;
  readonly i18n: I18n;
  readonly ledger: LedgerView;
  readonly past: Past;
  readonly explanations: ExplanationSource;
  /** The shop's config: from the network, else the last one kept, else the page's inline one. */
  readonly config: () => Promise<Config | undefined>;
  /** The shop's published keys; empty when they cannot be had. */
  readonly keys: () => Promise<readonly PublicJwk[]>;
  /** The latest server time seen, advanced by this device's clock; else the device's time. */
  readonly serverNow: () => Timestamp;
  /** Records a choice: one durable transaction, then the event, then the network. Never rejects. */
  readonly choose: (wish: ConsentWish) => Promise<ActResult>;
  /** Records an objection, with the same guarantees. */
  readonly object: (wish: ObjectionWish) => Promise<ActResult>;
  /** What is kept beside the entries, and the ways to bring some back or to end a subject. */
  readonly archive: () => Promise<Archive & Pick<Ledger, 'adopt' | 'retire'>>;
  /** Sends now what waits, as far as it is due. */
  readonly send: () => Promise<void>;
  /** False while this browser does not store: acts are sent, and forgotten with the page. */
  readonly remembers: () => boolean;
  /** Asks the shop's backend by the route table. */
  readonly ask: Client;
  /** Fetches the receipts of this subject that the ledger lacks; `kept` when the one asked for is here then. */
  readonly fetchReceipt: (jti: string) => Promise<'kept' | 'unknown' | 'unreachable'>;
  /** Asks the page for its list anew; undefined when it does not answer within five seconds. */
  readonly influence: (explanationId: string) => Promise<readonly string[] | undefined>;
  readonly open: (target: PanelTarget) => void;
  /** Resolves once what was just set is on the screen: two frames on, or where none are drawn after a second. */
  readonly painted: () => Promise<void>;
  /** Dispatches on the widget element. */
  readonly emit: (event: Event) => boolean;
};

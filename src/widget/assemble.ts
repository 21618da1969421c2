import type { PanelTarget } from '../contract/targets.ts';
import type { I18n } from '../i18n/i18n.ts';
import { ledgerExists } from '../ledger/exists.ts';
import { EMPTY_LEDGER } from '../ledger/ledger.ts';
import type { ActResult, LedgerView, Past, Platform, Runtime } from '../runtime/runtime.ts';
import type { Explanations } from './explanations.ts';
import type { Recorder, RecordOptions } from './record.ts';
import type { ElementSettings } from './settings.ts';
import { createShopFacts, type ShopFacts } from './shop-facts.ts';

/** What a runtime is put together from. */
export type Parts = {
  readonly host: HTMLElement;
  readonly platform: Platform;
  readonly settings: ElementSettings;
  readonly i18n: I18n;
  readonly explanations: Explanations;
  /** The config's JSON, unread; undefined when the shop cannot be reached. */
  readonly fetchConfig: () => Promise<unknown>;
  readonly open: (target: PanelTarget) => void;
  /** Shows the shopper that this browser does not remember what they do. */
  readonly showForgetful: () => Promise<void>;
  readonly signal: AbortSignal;
};

/** A runtime, and what only the widget itself does with it. */
export type Assembled = {
  readonly runtime: Runtime;
  /** Loads the writing half, so that the next act needs no network, and sends what waits. */
  readonly wake: () => Promise<void>;
};

/** The writing half, loaded once when somebody needs it; the ledger as features see it is empty until then. */
const lazyRecorder = (parts: Parts, options: () => RecordOptions) => {
  const listeners = new Set<() => void>();
  let loading: Promise<Recorder> | undefined;
  let loaded: Recorder | undefined;
  const record = (): Promise<Recorder> => {
    loading ??= import('./record.ts').then(({ createRecorder }) => {
      const recorder = createRecorder(options());
      recorder.ledger.observe(() => listeners.forEach((listener) => listener()));
      parts.signal.addEventListener('abort', () => recorder.ledger.close());
      loaded = recorder;
      return recorder;
    });
    loading.catch(() => (loading = undefined));
    return loading;
  };
  const ledger: LedgerView = {
    read: async () => {
      const isThere = loading !== undefined || (await ledgerExists(parts.platform.indexedDB));
      // Where the writing half cannot be loaded nothing is known, and so nothing is allowed.
      const recorder = isThere ? await record().catch(() => undefined) : undefined;
      return recorder ? recorder.ledger.read() : EMPTY_LEDGER;
    },
    observe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  // A ledger that holds something is read by the writing half: before that, there is no past.
  const past: Past = {
    effective: (...state) => loaded?.past.effective(...state) ?? {},
    confirmedAt: (...state) => loaded?.past.confirmedAt(...state) ?? 'unknown',
  };
  return { record, ledger, past, remembers: () => loaded?.remembers() ?? true };
};

/** Records an act; says so where it could not be. */
const recording = async (
  record: () => Promise<Recorder>,
  act: (recorder: Recorder) => Promise<ActResult>,
): Promise<ActResult> => {
  try {
    return await act(await record());
  } catch {
    return { kind: 'not-saved' };
  }
};

/** Milliseconds after which a page is taken for one that is not drawn, as in a tab behind another. */
const LATEST_FRAME = 1_000;

/** What is set appears with the next frame, and a dialog with the one after it; the task after that is nobody's frame. */
const painted = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
    setTimeout(resolve, LATEST_FRAME);
  });

type Gathered = Pick<Runtime, 'ledger' | 'past' | 'remembers'> & {
  readonly facts: ShopFacts;
  readonly record: () => Promise<Recorder>;
};

const runtimeOf = (parts: Parts, { ledger, past, facts, record, remembers }: Gathered): Runtime => {
  const { host, platform, settings, i18n, explanations, open, signal } = parts;
  return {
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
    choose: (wish) => recording(record, ({ choose }) => choose(wish)),
    object: (wish) => recording(record, ({ object }) => object(wish)),
    fetchReceipt: async (jti) => (await record()).fetchReceipt(jti),
    send: async () => (await record()).drain(),
    archive: async () => (await record()).ledger,
    ask: async (route, options) => (await record()).ask(route, options),
    remembers,
    influence: async (explanationId) => (await record()).influence(explanationId),
    open,
    painted,
    emit: (event) => host.dispatchEvent(event),
  };
};

/** Puts a runtime together: ledger, outbox, client and facts of the shop, for one widget element. */
export const assemble = (parts: Parts): Assembled => {
  const { host, platform, settings, fetchConfig, signal } = parts;
  const { showForgetful } = parts;
  const options = (): RecordOptions => ({
    host,
    platform,
    settings,
    serverNow: facts.serverNow,
    config: facts.config,
    keys: facts.keys,
    showForgetful,
    signal,
  });
  const { record, ledger, past, remembers } = lazyRecorder(parts, options);
  const shop = { ...platform, endpoint: settings.endpoint, signal };
  const facts = createShopFacts({ shop, ledger, fetchConfig, document: host.ownerDocument });
  return {
    runtime: runtimeOf(parts, { ledger, past, facts, record, remembers }),
    wake: async () => (await record()).drain(),
  };
};

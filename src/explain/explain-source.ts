import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Config } from '../contract/config.ts';
import type { LedgerState, Runtime } from '../runtime/runtime.ts';
import { openExplanation, type OpenedExplanation } from './open.ts';

/**
 * Where the panel stands with the explanation asked for. `not-found`: the page has none; `nothing`: none was asked for. `before` is the
 * JWS before it in the list it came in; null where it came first, undefined where it came in none.
 */
export type Standing =
  | (OpenedExplanation & { readonly before?: string | null | undefined })
  | { readonly kind: 'loading' | 'nothing' | 'not-found' };

/** The explanation a panel is about, and what it is judged by. */
export type Source = {
  readonly standing: ReadonlySignal<Standing>;
  readonly state: ReadonlySignal<LedgerState | undefined>;
  readonly config: ReadonlySignal<Config | undefined>;
  /** Reads the ledger again. */
  readonly refresh: () => Promise<void>;
  /** Opens a list without showing it: one after the other, since reading one is as long as a task should be. */
  readonly openAll: (list: readonly (string | object)[]) => Promise<readonly OpenedExplanation[]>;
  /** Opens and shows, unless something else is asked for meanwhile; `list` is the answer it came in. */
  readonly show: (given: string | object, list: readonly string[] | undefined) => Promise<void>;
  /** Finds an explanation by its id and shows it; without one, the page's latest. */
  readonly land: (id: string | undefined) => Promise<void>;
};

/** The JWS before one in the list it came in: null for the first, undefined where it is in none. */
const beforeIn = (list: readonly string[] | undefined, given: string | object): string | null | undefined => {
  const at = list?.findIndex((jws) => jws === given) ?? -1;
  return at < 0 ? undefined : (list?.[at - 1] ?? null);
};

type Opener = (given: string | object) => Promise<OpenedExplanation>;

const openerOf =
  (runtime: Runtime, config: Signal<Config | undefined>): Opener =>
  async (given) => {
    const [keys, shop, { key }] = await Promise.all([runtime.keys(), runtime.config(), runtime.ledger.read()]);
    config.value = shop;
    const { settings, platform } = runtime;
    return openExplanation(given, {
      keys,
      issuer: shop?.issuer,
      site: settings.site,
      nonce: settings.nonce,
      subject: key?.subject,
      subtle: platform.subtle,
    });
  };

const inTurn =
  (open: Opener): Source['openAll'] =>
  async (list) => {
    const opened: OpenedExplanation[] = [];
    for (const given of list) opened.push(await open(given));
    return opened;
  };

/** The source of one panel. */
export const createSource = (runtime: Runtime): Source => {
  const standing = signal<Standing>({ kind: 'loading' });
  const state = signal<LedgerState | undefined>(undefined);
  const config = signal<Config | undefined>(undefined);
  const open = openerOf(runtime, config);
  let turn = 0;

  const show: Source['show'] = async (given, list) => {
    turn += 1;
    const mine = turn;
    const result = await open(given);
    const now = await runtime.ledger.read();
    if (mine !== turn) return;
    batch(() => {
      state.value = now;
      standing.value = { ...result, before: beforeIn(list, given) };
    });
  };
  const land = async (id: string | undefined): Promise<void> => {
    turn += 1;
    const mine = turn;
    standing.value = { kind: 'loading' };
    const painted = runtime.painted();
    const { explanations } = runtime;
    const wanted = id ?? (await explanations.latest());
    const given = wanted === undefined ? undefined : await explanations.find(wanted);
    if (mine !== turn) return;
    if (wanted === undefined) standing.value = { kind: 'nothing' };
    else if (given === undefined) standing.value = { kind: 'not-found' };
    else {
      // The shopper sees that something happens before anything is checked.
      await painted;
      if (mine === turn) await show(given, await explanations.listOf?.(wanted));
    }
  };
  const refresh = async (): Promise<void> => {
    state.value = await runtime.ledger.read();
  };
  return { standing, state, config, refresh, openAll: inTurn(open), show, land };
};

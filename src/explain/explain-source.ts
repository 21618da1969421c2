import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Config } from '../contract/config.ts';
import type { LedgerState, Runtime } from '../runtime/runtime.ts';
import type { Fetched } from './consent-check.ts';
import { openExplanation, type OpenedExplanation } from './open.ts';

/** Where the panel stands with the explanation asked for. `not-found`: the page has none; `nothing`: none was asked for. */
export type Standing = OpenedExplanation | { readonly kind: 'loading' | 'nothing' | 'not-found' };

/** The explanation a panel is about, and what had to be asked for to judge it. */
export type Source = {
  readonly standing: ReadonlySignal<Standing>;
  readonly state: ReadonlySignal<LedgerState | undefined>;
  readonly config: ReadonlySignal<Config | undefined>;
  readonly fetched: ReadonlySignal<Readonly<Record<string, Fetched>>>;
  /** Reads the ledger again. */
  readonly refresh: () => Promise<void>;
  /** Opens a list without showing it: one after the other, since reading one is as long as a task should be. */
  readonly openAll: (list: readonly (string | object)[]) => Promise<readonly OpenedExplanation[]>;
  /** Opens and shows, unless something else is asked for meanwhile; `list` is the answer it came in. */
  readonly show: (given: string | object, list?: readonly string[]) => Promise<void>;
  /** The same runtime, but what the page answers is remembered as one list. */
  readonly asking: Runtime;
  /** Finds an explanation by its id and shows it; without one, the page's latest. */
  readonly land: (id: string | undefined) => Promise<void>;
};

/** Receipts asked for on behalf of one explanation. */
const MOST_FETCHES = 8;

const isHere = (state: LedgerState | undefined, jti: string): boolean =>
  state?.entries.some(({ receipt }) => receipt?.jti === jti) ?? false;

const namedReceipts = (standing: Standing): readonly string[] => {
  const data = standing.kind === 'read' ? standing.read.explanation.data : [];
  return [...new Set(data.flatMap(({ consent }) => consent?.receiptId ?? []))].slice(0, MOST_FETCHES);
};

/** The JWS before one in the list it came in: null for the first, undefined where it is in none. */
const beforeIn = (list: readonly string[] | undefined, given: string | object): string | null | undefined => {
  const at = list?.findIndex((jws) => jws === given) ?? -1;
  return at < 0 ? undefined : (list?.[at - 1] ?? null);
};

type Opener = (given: string | object, before?: string | null) => Promise<OpenedExplanation>;

const openerOf =
  (runtime: Runtime, config: { value: Config | undefined }): Opener =>
  async (given, before) => {
    const [keys, shop, { key }] = await Promise.all([runtime.keys(), runtime.config(), runtime.ledger.read()]);
    config.value = shop;
    const { settings, platform } = runtime;
    return openExplanation(given, {
      keys,
      issuer: shop?.issuer,
      site: settings.site,
      nonce: settings.nonce,
      subject: key?.subject,
      before,
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

type Fetching = Pick<Source, 'state' | 'refresh'> & { readonly fetched: Signal<Source['fetched']['value']> };

/** Asks for a receipt that is not here; once, unless the shop could not be reached. */
const fetcherOf =
  (runtime: Runtime, { state, fetched, refresh }: Fetching) =>
  async (jti: string): Promise<void> => {
    const note = (outcome: Fetched): void => {
      fetched.value = { ...fetched.peek(), [jti]: outcome };
    };
    const before = fetched.peek()[jti];
    const isAsked = before !== undefined && before !== 'unreachable';
    if (isAsked || isHere(state.peek(), jti) || runtime.signal.aborted) return;
    note('asking');
    const outcome = await runtime.fetchReceipt(jti);
    await refresh();
    note(outcome);
  };

/** The runtime, with a word about every list the page answers. */
const askingOf = (runtime: Runtime, note: (answer: readonly string[] | undefined) => void): Runtime => ({
  ...runtime,
  choose: (wish) => runtime.choose(wish),
  object: (wish) => runtime.object(wish),
  influence: async (id) => {
    const answer = await runtime.influence(id);
    note(answer);
    return answer;
  },
});

/** The source of one panel. */
export const createSource = (runtime: Runtime): Source => {
  const standing = signal<Standing>({ kind: 'loading' });
  const state = signal<LedgerState | undefined>(undefined);
  const config = signal<Config | undefined>(undefined);
  const fetched = signal<Readonly<Record<string, Fetched>>>({});
  const open = openerOf(runtime, config);
  let turn = 0;
  let answered: readonly string[] | undefined;

  const refresh = async (): Promise<void> => {
    state.value = await runtime.ledger.read();
  };
  const fetchReceipt = fetcherOf(runtime, { state, fetched, refresh });
  const show: Source['show'] = async (given, list = answered) => {
    turn += 1;
    const mine = turn;
    const result = await open(given, beforeIn(list, given));
    const now = await runtime.ledger.read();
    if (mine !== turn) return;
    batch(() => {
      state.value = now;
      standing.value = result;
    });
    for (const jti of namedReceipts(result)) await fetchReceipt(jti);
  };
  const land = async (id: string | undefined): Promise<void> => {
    turn += 1;
    const mine = turn;
    standing.value = { kind: id === undefined ? 'nothing' : 'loading' };
    const painted = runtime.painted();
    const given = id === undefined ? undefined : await runtime.explanations.find(id);
    if (mine !== turn || id === undefined) return;
    if (given === undefined) standing.value = { kind: 'not-found' };
    else {
      // The shopper sees that something happens before anything is checked.
      await painted;
      if (mine === turn) await show(given, await runtime.explanations.listOf?.(id));
    }
  };
  const asking = askingOf(runtime, (answer) => (answered = answer));
  return { standing, state, config, fetched, refresh, openAll: inTurn(open), show, land, asking };
};

import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Config } from '../contract/config.ts';
import type { ConsentStatus } from '../contract/receipt.ts';
import type { LedgerState, Runtime } from '../runtime/runtime.ts';
import { type ConsentAct, type ConsentPast, type Fetched, statusIn } from './consent-check.ts';
import type { Objection } from './deeds.ts';
import type { Source, Standing } from './explain-source.ts';

/** Receipts asked for on behalf of one explanation. */
const MOST_FETCHES = 8;

const actsOf = (state: LedgerState | undefined): readonly ConsentAct[] =>
  (state?.entries ?? []).flatMap((entry) => {
    if (entry.kind !== 'consent' || entry.delivery === 'refused') return [];
    const { subject, choices, occurred_at, action } = entry.event;
    if (subject !== state?.key?.subject) return [];
    return [{ choices, occurred_at, byGpc: action === 'gpc', receipt: entry.receipt }];
  });

const objectionsOf = (state: LedgerState | undefined): readonly Objection[] =>
  (state?.entries ?? []).flatMap((entry) => {
    if (entry.kind !== 'objection' || entry.delivery === 'refused') return [];
    const { scope, ref, subject } = entry.objection;
    return subject === state?.key?.subject ? [{ scope, ref, receipt: entry.receipt?.jti }] : [];
  });

const pastOf = (
  { past }: Runtime,
  state: LedgerState | undefined,
  config: Config | undefined,
): Omit<ConsentPast, 'fetched'> => {
  const now = state ? past.effective(state, config) : {};
  const then = new Map<string, ConsentStatus>();
  return {
    // Forty rows ask for the few purposes and times that an explanation has.
    statusAt: (key, time) => {
      const status = then.get(`${time} ${key}`) ?? (state ? past.confirmedAt(state, config, { key, time }) : 'unknown');
      then.set(`${time} ${key}`, status);
      return status;
    },
    statusNow: (key) => statusIn(now, key),
    acts: actsOf(state),
  };
};

const isHere = (state: LedgerState | undefined, jti: string): boolean =>
  state?.entries.some(({ receipt }) => receipt?.jti === jti) ?? false;

const namedReceipts = (standing: Standing): readonly string[] => {
  const data = standing.kind === 'read' ? standing.read.explanation.data : [];
  return [...new Set(data.flatMap(({ consent }) => consent?.receiptId ?? []))].slice(0, MOST_FETCHES);
};

type Fetching = Pick<Source, 'state' | 'refresh'> & { readonly fetched: Signal<Readonly<Record<string, Fetched>>> };

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

/** What this device knows of the shopper's consent and objections. */
export type Known = {
  readonly past: ReadonlySignal<ConsentPast>;
  readonly objections: ReadonlySignal<readonly Objection[]>;
};

/** Reads the ledger for a panel, and asks for the receipts that its explanation names and that are not here. */
export const createKnown = (runtime: Runtime, { standing, state, config, refresh }: Source): Known => {
  const fetched = signal<Readonly<Record<string, Fetched>>>({});
  const fetchReceipt = fetcherOf(runtime, { state, fetched, refresh });
  const fetchNamed = async (jtis: readonly string[]): Promise<void> => {
    for (const jti of jtis) await fetchReceipt(jti);
  };
  effect(() => void fetchNamed(namedReceipts(standing.value)));
  return {
    past: computed(() => ({ ...pastOf(runtime, state.value, config.value), fetched: fetched.value })),
    objections: computed(() => objectionsOf(state.value)),
  };
};

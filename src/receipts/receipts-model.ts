import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Config } from '../contract/config.ts';
import type { ReceiptId } from '../contract/ids.ts';
import type { LedgerEntry, LedgerState, Runtime } from '../runtime/runtime.ts';
import { type ChainFinding, type ChainLink, checkChain } from './chain-check.ts';
import { type Decision, isSuperseded } from './superseded.ts';

/** Receipts on one page of the list. However many there are, the panel holds no more than these. */
export const PAGE = 50;

/** What the list shows of one act. */
export type ReceiptRow = {
  readonly entry: LedgerEntry;
  /** Tries so far and time of the next, of one that waits. */
  readonly attempts: number;
  readonly next: number;
  /** A later choice decides all of it. */
  readonly superseded: boolean;
  /** Of the subject this browser is: another's is history, and counts for nothing. */
  readonly own: boolean;
  /** What is wrong between this act and the one before it. */
  readonly finding: ChainFinding | undefined;
};

const linksOf = (entries: readonly LedgerEntry[]): readonly ChainLink[] =>
  entries.flatMap((entry) => {
    if (entry.kind !== 'consent') return [];
    const { subject, seq, prev } = entry.event;
    return [{ id: entry.id, subject, seq, prev, digest: entry.digest }];
  });

/** Choices that count: all but those the shop refused. */
const decisionsOf = (entries: readonly LedgerEntry[]): readonly Decision[] =>
  entries.flatMap((entry) => (entry.kind === 'consent' && entry.delivery !== 'refused' ? [entry.event] : []));

const rowOf = (
  entry: LedgerEntry,
  state: LedgerState,
  {
    decided,
    findings,
  }: { readonly decided: readonly Decision[]; readonly findings: ReadonlyMap<string, ChainFinding> },
): ReceiptRow => {
  const waits = state.outbox.find(({ id }) => id === entry.id);
  const subject = entry.kind === 'consent' ? entry.event.subject : entry.objection.subject;
  return {
    entry,
    attempts: waits?.attempts ?? 0,
    next: waits?.notBefore ?? 0,
    superseded: entry.kind === 'consent' && entry.delivery !== 'confirmed' && isSuperseded(entry.event, decided),
    own: subject === state.key?.subject,
    finding: findings.get(entry.id),
  };
};

/** What the list is drawn from: the ledger's state, the page in front, the receipt to land at. */
const createList = () => {
  const state = signal<LedgerState | undefined>(undefined);
  const landing = signal<ReceiptId | undefined>(undefined);
  const turned = signal(0);
  const entries = computed(() => state.value?.entries ?? []);
  const findings = computed(() => checkChain(linksOf(entries.value)));
  const pages = computed(() => Math.max(1, Math.ceil(entries.value.length / PAGE)));
  /** The page in front: the one with the receipt to land at, else the one turned to. */
  const page = computed(() => {
    const landed = landing.value;
    const at = landed ? entries.value.findLastIndex(({ receipt }) => receipt?.jti === landed) : -1;
    return at < 0 ? Math.min(turned.value, pages.value - 1) : Math.floor((entries.value.length - 1 - at) / PAGE);
  });
  /** Newest first, as a shopper looks for them. */
  const rows: ReadonlySignal<readonly ReceiptRow[] | undefined> = computed(() => {
    const now = state.value;
    const end = entries.value.length - page.value * PAGE;
    const decided = decisionsOf(entries.value);
    return now?.entries
      .slice(Math.max(0, end - PAGE), end)
      .reverse()
      .map((entry) => rowOf(entry, now, { decided, findings: findings.value }));
  });
  return { state, landing, turned, pages, page, rows };
};

/** State and actions of the list of receipts. Observes the ledger; owns nothing but what is on screen. */
export const ReceiptsModel = createModel((runtime: Runtime) => {
  const { turned, ...list } = createList();
  const config = signal<Config | undefined>(undefined);
  const refresh = async (): Promise<void> => {
    list.state.value = await runtime.ledger.read();
  };
  const load = async (): Promise<void> => {
    await refresh();
    config.value = await runtime.config();
  };
  effect(() => runtime.ledger.observe(() => void refresh()));
  void load();
  return {
    ...list,
    config,
    land: (receipt: ReceiptId | undefined): void => {
      list.landing.value = receipt;
    },
    turn: (to: number): void => {
      list.landing.value = undefined;
      turned.value = to;
    },
    remembers: runtime.remembers,
    goToChoices: (): void => runtime.open({ panel: 'choices' }),
  };
});
/** One instance. */
export type ReceiptsModel = InstanceType<typeof ReceiptsModel>;

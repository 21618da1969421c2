import type { IDBPTransaction } from 'idb';
import type { SubjectId } from '../contract/ids.ts';
import type { Notice } from '../contract/notice.ts';
import type { Adoption, AppendPlace, ChainHead, Draft, LedgerEntry, OutboxRow, Place, Settlement } from './ledger.ts';
import { EMPTY_LEDGER } from './ledger.ts';
import { adoptable, freshRows, furtherHead, headAfter, isStill, shownWith, subjectOfEntry } from './past.ts';
import type { Database, EntryRow, LedgerSchema } from './schema.ts';
import { rowOf } from './stores.ts';

const STORES = ['subject', 'entries', 'papers', 'outbox', 'notices', 'config', 'checkpoint', 'lease'] as const;

/** Saved means on disk: the browser confirms the commit only then. */
const STRICT = { durability: 'strict' } as const;

type Writing = IDBPTransaction<LedgerSchema, typeof STORES, 'readwrite'>;

const abort = (writing: Writing): void => {
  try {
    writing.abort();
  } catch {
    // It has ended already.
  }
};

/** All of it or nothing: a request that fails at once, before the browser has heard of it, ends the transaction too. */
const write = async <T>(database: Database, work: (writing: Writing) => Promise<T>): Promise<T> => {
  const writing = database.transaction(STORES, 'readwrite', STRICT);
  // Told by the throw below; without a listener it would be told to the page as well.
  writing.done.catch(() => undefined);
  try {
    const result = await work(writing);
    await writing.done;
    return result;
  } catch (error) {
    if (!writing.error) abort(writing);
    throw error;
  }
};

/** A request, not made yet. */
type Ask = () => Promise<unknown>;

/** All at once, which takes one way to the storage and back. One that fails before the browser has heard of it is told like the others. */
const together = async (asks: readonly Ask[]): Promise<void> => {
  await Promise.all(asks.map(async (ask) => ask()));
};

const addDraft = (writing: Writing, { entry, papers }: Draft, row: EntryRow): readonly Ask[] => [
  () => writing.objectStore('entries').add(row),
  ...(papers ? [() => writing.objectStore('papers').put(papers, entry.id)] : []),
  ...freshRows([{ entry }]).map((fresh) => () => writing.objectStore('outbox').put(fresh)),
];

const keepNotice =
  (writing: Writing, notice: Notice): Ask =>
  () =>
    writing.objectStore('notices').put(notice, notice.sha256);

const keepConfig = (writing: Writing, drafts: readonly Draft[], config: AppendPlace['config']): readonly Ask[] => {
  if (!config) return [];
  const notices = drafts.flatMap(({ entry }) => shownWith(entry, config) ?? []);
  return [
    () => writing.objectStore('config').put(config, 'last'),
    ...notices.map((notice) => keepNotice(writing, notice)),
  ];
};

type Verdict = 'free' | 'there' | 'moved';

/** Whether the acts may go where they were built for: `there` is an append that ran before, under a connection that died after it. */
const judge = async (writing: Writing, drafts: readonly Draft[], before: Place): Promise<Verdict> => {
  const [self, place] = await Promise.all([
    writing.objectStore('subject').get('self'),
    writing
      .objectStore('entries')
      .index('id')
      .getKey(drafts[0]?.entry.id ?? ''),
  ]);
  if (place !== undefined) return 'there';
  return isStill(self ? { ...self, key: self } : EMPTY_LEDGER, before) ? 'free' : 'moved';
};

/** Appends in one transaction: writes while it asks whether it may, and undoes all where it may not. */
export const append = async (
  database: Database,
  drafts: readonly Draft[],
  { read: before, key, config }: AppendPlace,
): Promise<boolean> => {
  const found: { verdict?: Verdict } = {};
  const head = drafts.reduce((last, { entry }) => headAfter(last, entry), before.head);
  try {
    await write(database, async (writing) => {
      const judging = judge(writing, drafts, before);
      const written = together([
        () => writing.objectStore('subject').put({ ...key, head, behind: before.behind }, 'self'),
        ...drafts.flatMap((draft) => addDraft(writing, draft, rowOf(draft.entry, key.subject))),
        ...keepConfig(writing, drafts, config),
      ]);
      written.catch(() => undefined);
      found.verdict = await judging;
      if (found.verdict !== 'free') throw new Error(found.verdict);
      await written;
    });
  } catch (error) {
    if (found.verdict === undefined || found.verdict === 'free') throw error;
  }
  return found.verdict !== 'moved';
};

const settled = (entry: LedgerEntry, settlement: Settlement): LedgerEntry =>
  settlement.delivery === 'confirmed'
    ? { ...entry, delivery: 'confirmed', receipt: settlement.receipt }
    : { ...entry, delivery: 'refused', problem: settlement.problem };

const changeHead = async (writing: Writing, change: { head?: ChainHead; behind: boolean }): Promise<void> => {
  const self = await writing.objectStore('subject').get('self');
  if (!self) return;
  await writing
    .objectStore('subject')
    .put({ ...self, head: furtherHead(self.head, change.head), behind: change.behind }, 'self');
};

/** Writes what came of a delivery, once: what is settled stays as it is. */
export const settle = (database: Database, id: string, settlement: Settlement): Promise<void> =>
  write(database, async (writing) => {
    const cursor = await writing.objectStore('entries').index('id').openCursor(id);
    if (cursor?.value.entry.delivery === 'waiting') {
      await cursor.update({ ...cursor.value, entry: settled(cursor.value.entry, settlement) });
      if (settlement.delivery === 'confirmed') {
        const papers = await writing.objectStore('papers').get(id);
        await writing.objectStore('papers').put({ ...papers, receipt: settlement.jws }, id);
        if (settlement.receipt.forked) await changeHead(writing, { behind: true });
      } else if (settlement.head) await changeHead(writing, { head: settlement.head, behind: false });
    }
    await writing.objectStore('outbox').delete(id);
  });

/** Follows the head that the shop told. */
export const follow = (database: Database, head: ChainHead): Promise<void> =>
  write(database, async (writing) => {
    await changeHead(writing, { head, behind: false });
  });

const refuseRest = async (writing: Writing, subject: SubjectId, problem: string): Promise<void> => {
  for (const { id } of await writing.objectStore('outbox').getAll()) {
    const cursor = await writing.objectStore('entries').index('id').openCursor(id);
    if (!cursor || subjectOfEntry(cursor.value.entry) !== subject) continue;
    await cursor.update({ ...cursor.value, entry: { ...cursor.value.entry, delivery: 'refused', problem } });
    await writing.objectStore('outbox').delete(id);
  }
};

/** Ends a subject: its secret goes, what waited is refused. */
export const retire = (database: Database, subject: SubjectId, problem: string): Promise<void> =>
  write(database, async (writing) => {
    await refuseRest(writing, subject, problem);
    const self = await writing.objectStore('subject').get('self');
    if (self?.subject === subject) await writing.objectStore('subject').delete('self');
  });

const adoptDraft = async (writing: Writing, draft: Draft, subject: SubjectId | undefined): Promise<void> => {
  const entries = writing.objectStore('entries');
  const cursor = await entries.index('id').openCursor(draft.entry.id);
  if (!cursor) {
    const row = rowOf(draft.entry, subject);
    const isTaken = row.chain && (await entries.index('chain').getKey([...row.chain])) !== undefined;
    return together(addDraft(writing, draft, isTaken ? { entry: draft.entry } : row));
  }
  if (cursor.value.entry.delivery !== 'waiting') return undefined;
  if (draft.entry.delivery === 'waiting') {
    // A disk that was full may have kept the entry and lost its row.
    const isQueued = await writing.objectStore('outbox').getKey(draft.entry.id);
    if (!isQueued) for (const row of freshRows([draft])) await writing.objectStore('outbox').put(row);
    return undefined;
  }
  await cursor.update({ ...cursor.value, entry: draft.entry });
  await writing.objectStore('outbox').delete(draft.entry.id);
  if (draft.papers) await writing.objectStore('papers').put(draft.papers, draft.entry.id);
  return undefined;
};

/** Takes in entries from elsewhere. A link of the chain whose place is taken is kept beside it: the shop decides what it is. */
export const adopt = (database: Database, { key, drafts, notices = [] }: Adoption): Promise<void> =>
  write(database, async (writing) => {
    const self = await writing.objectStore('subject').get('self');
    const is = self ?? (key && { ...key, head: EMPTY_LEDGER.head, behind: true });
    for (const draft of adoptable(drafts, is?.subject)) await adoptDraft(writing, draft, is?.subject);
    await together(notices.map((notice) => keepNotice(writing, notice)));
    if (is) {
      const own = drafts.filter(({ entry }) => subjectOfEntry(entry) === is.subject);
      const head = own.reduce((before, { entry }) => headAfter(before, entry), is.head);
      await writing.objectStore('subject').put({ ...is, head, behind: true }, 'self');
    }
  });

/** Gives the right to send to one tab until a time; to another when that has passed, or lies further ahead than any lease (a clock went back). */
export const lease = (database: Database, owner: string, now: number, until: number): Promise<boolean> =>
  write(database, async (writing) => {
    const held = await writing.objectStore('lease').get('drain');
    const isFree = !held || held.owner === owner || held.until <= now || held.until > until;
    if (isFree) await writing.objectStore('lease').put({ owner, until }, 'drain');
    return isFree;
  });

/** Remembers a failed try of an entry that still waits. */
export const postpone = (database: Database, row: OutboxRow): Promise<void> =>
  write(database, async (writing) => {
    if (await writing.objectStore('outbox').getKey(row.id)) await writing.objectStore('outbox').put(row);
  });

/** Keeps the last checkpoint, where there is an entry it could be about. */
export const keepCheckpoint = (database: Database, checkpoint: string): Promise<void> =>
  write(database, async (writing) => {
    if (await writing.objectStore('entries').count()) await writing.objectStore('checkpoint').put(checkpoint, 'last');
  });

import type { IDBPTransaction } from 'idb';
import type { Sha256, SubjectId } from '../contract/ids.ts';
import type { Notice } from '../contract/notice.ts';
import type {
  Adoption,
  AppendPlace,
  ChainHead,
  Draft,
  LedgerEntry,
  OutboxRow,
  Papers,
  Settlement,
  WaitingEntry,
} from './ledger.ts';
import { EMPTY_LEDGER } from './ledger.ts';
import { adoptable, furtherHead, headAfter, shownWith, subjectOfEntry } from './past.ts';
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

/** One request after the other: those begun beside one that fails at once would be told to the page. */
const addDraft = async (writing: Writing, { entry, papers }: Draft, row: EntryRow): Promise<void> => {
  await writing.objectStore('entries').add(row);
  if (papers) await writing.objectStore('papers').put(papers, entry.id);
  if (entry.delivery === 'waiting')
    await writing.objectStore('outbox').put({ id: entry.id, attempts: 0, notBefore: 0 });
};

const keepConfig = async (writing: Writing, drafts: readonly Draft[], config: AppendPlace['config']): Promise<void> => {
  if (!config) return;
  await writing.objectStore('config').put(config, 'last');
  for (const { entry } of drafts) {
    const notice = shownWith(entry, config);
    if (notice) await writing.objectStore('notices').put(notice, notice.sha256);
  }
};

/** Appends in one transaction. Under a connection that died after its commit this runs again, and finds its entries there. */
export const append = async (
  database: Database,
  drafts: readonly Draft[],
  { head, key, config }: AppendPlace,
): Promise<boolean> =>
  write(database, async (writing) => {
    const self = await writing.objectStore('subject').get('self');
    const first = drafts[0]?.entry.id ?? '';
    const isThere = (await writing.objectStore('entries').index('id').getKey(first)) !== undefined;
    const hasMoved = (self?.head ?? EMPTY_LEDGER.head).seq !== head.seq || (self && self.secret !== key.secret);
    if (!isThere && !hasMoved) {
      const next = drafts.reduce((before, { entry }) => headAfter(before, entry), head);
      await writing.objectStore('subject').put({ ...key, head: next, behind: self?.behind ?? false }, 'self');
      for (const draft of drafts) await addDraft(writing, draft, rowOf(draft.entry, key.subject));
      await keepConfig(writing, drafts, config);
    }
    return isThere || !hasMoved;
  });

/** Stores that are read beside the entries. */
const READ = ['subject', 'entries', 'papers', 'outbox', 'notices'] as const;

/** Reads in one transaction; what aborts it is told to the caller alone, not to the page. */
const read = (database: Database) => {
  const reading = database.transaction(READ);
  reading.done.catch(() => undefined);
  return reading;
};

/** Entries on their way, oldest first: by their keys, since a device's clock may have gone back between two acts. */
export const waiting = async (database: Database): Promise<readonly WaitingEntry[]> => {
  const reading = read(database);
  const [self, rows] = await Promise.all([
    reading.objectStore('subject').get('self'),
    reading.objectStore('outbox').getAll(),
  ]);
  const byId = reading.objectStore('entries').index('id');
  const found = await Promise.all(
    rows.map(async ({ id, attempts, notBefore }) => {
      const [place = 0, row, papers = {}] = await Promise.all([
        byId.getKey(id),
        byId.get(id),
        reading.objectStore('papers').get(id),
      ]);
      const isOwn = row !== undefined && self !== undefined && subjectOfEntry(row.entry) === self.subject;
      return isOwn ? [{ place, entry: row.entry, papers, secret: self.secret, attempts, notBefore }] : [];
    }),
  );
  return found
    .flat()
    .sort((a, b) => a.place - b.place)
    .map(({ place: _place, ...entry }) => entry);
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
    return addDraft(writing, draft, isTaken ? { entry: draft.entry } : row);
  }
  if (cursor.value.entry.delivery !== 'waiting' || draft.entry.delivery === 'waiting') return undefined;
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
    for (const notice of notices) await writing.objectStore('notices').put(notice, notice.sha256);
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

/** The long texts of an entry. */
export const papersOf = async (database: Database, id: string): Promise<Papers> =>
  (await read(database).objectStore('papers').get(id)) ?? {};

/** A notice as it was shown. */
export const noticeOf = (database: Database, sha256: Sha256): Promise<Notice | undefined> =>
  read(database).objectStore('notices').get(sha256);

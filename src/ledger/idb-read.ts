import type { Sha256 } from '../contract/ids.ts';
import type { Notice } from '../contract/notice.ts';
import type { Papers, WaitingEntry } from './ledger.ts';
import { subjectOfEntry } from './past.ts';
import type { Database } from './schema.ts';

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

/** The long texts of an entry. */
export const papersOf = async (database: Database, id: string): Promise<Papers> =>
  (await read(database).objectStore('papers').get(id)) ?? {};

/** A notice as it was shown. */
export const noticeOf = (database: Database, sha256: Sha256): Promise<Notice | undefined> =>
  read(database).objectStore('notices').get(sha256);

import { createStateReader } from './cache.ts';
import { type ConnectionOptions, createConnection } from './connection.ts';
import { createFeed, type OpenChannel } from './feed.ts';
import { noticeOf, papersOf, waiting } from './idb-read.ts';
import { adopt, append, follow, keepCheckpoint, lease, postpone, retire, settle } from './idb-work.ts';
import { EMPTY_LEDGER, type Ledger, type LedgerState } from './ledger.ts';

/** What the adapter needs of the browser. */
export type IdbOptions = ConnectionOptions & { readonly openChannel: OpenChannel | undefined };

/** The ledger in this browser's IndexedDB, opened at the first act or when it already exists. */
export const createIdbLedger = ({ openChannel, ...options }: IdbOptions): Ledger => {
  const { use, useIfThere, close } = createConnection(options);
  const feed = createFeed(openChannel, (tell) => options.after(0, tell, options.signal));
  const readState = createStateReader();
  const told = async (work: Promise<unknown>): Promise<void> => {
    await work;
    feed.changed();
  };
  const read = async (): Promise<LedgerState> => (await useIfThere(readState)) ?? EMPTY_LEDGER;
  return {
    read,
    recall: read,
    append: async (drafts, place) => {
      const done = await use((database) => append(database, drafts, place));
      if (done) feed.changed();
      return done;
    },
    adopt: (adoption) => told(use((database) => adopt(database, adoption))),
    follow: (head) => told(useIfThere((database) => follow(database, head))),
    retire: (subject, problem) => told(useIfThere((database) => retire(database, subject, problem))),
    waiting: async () => (await useIfThere(waiting)) ?? [],
    postpone: (row) => told(useIfThere((database) => postpone(database, row))),
    settle: (id, settlement) => told(useIfThere((database) => settle(database, id, settlement))),
    lease: async (...wish) => (await useIfThere((database) => lease(database, ...wish))) ?? false,
    papers: async (id) => (await useIfThere((database) => papersOf(database, id))) ?? {},
    notice: (sha256) => useIfThere((database) => noticeOf(database, sha256)),
    keepCheckpoint: (checkpoint) => told(useIfThere((database) => keepCheckpoint(database, checkpoint))),
    observe: feed.observe,
    close: () => {
      feed.close();
      close();
    },
  };
};

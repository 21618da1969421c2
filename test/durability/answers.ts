import { peekPayload } from '../../src/crypto/peek.ts';
import type { SystemCall } from './system-calls.ts';

/** A 201 that left a socket, and whether what it confirms was on disk by then. */
export type JudgedAnswer = { readonly id: string; readonly isOnDisk: boolean };

/** How a kind of store seals what was written. */
export type Sealing = {
  /** Its write-ahead log. */
  readonly isLog: (path: string) => boolean;
  /** The line of the trace at which the event with this id was sealed by the end of its transaction. */
  readonly sealedAt: (calls: readonly SystemCall[], id: string) => number | undefined;
};

const isLogOfSqlite = (path: string): boolean => path.endsWith('.sqlite-wal');
const isLogOfPostgres = (path: string): boolean => path.includes('/pg_wal/');

/** Bytes of a frame's header in SQLite's log; bytes 4 to 8 are not 0 on the frame that ends a transaction (file format §4.1). */
const FRAME_HEADER = 24;

const endsTransaction = (header: string): boolean => /[^\0]/.test(header.slice(4, 8));

/** SQLite: the end of the transaction that first wrote the id, as its last frame says. */
const sealedInSqlite: Sealing['sealedAt'] = (calls, id) => {
  const writes = calls.filter(({ name, path }) => name.startsWith('pwrite') && isLogOfSqlite(path));
  const first = writes.findIndex(({ data }) => data.includes(id));
  if (first < 0) return undefined;
  const last = writes.findIndex(
    ({ data }, at) => at >= first - 1 && data.length === FRAME_HEADER && endsTransaction(data),
  );
  return last < 0 ? undefined : writes[last + 1]?.ended;
};

const INSERT = /insert into "(?:consent_events|objections)"/;

/** PostgreSQL: when the process that inserted the id read `commit`; what it logs of it comes after. */
const sealedInPostgres: Sealing['sealedAt'] = (calls, id) => {
  const reads = calls.filter(({ name }) => name === 'recvfrom' || name === 'read');
  const insert = reads.find(({ data }) => data.includes(id) && INSERT.test(data));
  const isLogged = calls.some(
    ({ name, path, data }) => name.startsWith('pwrite') && isLogOfPostgres(path) && data.includes(id),
  );
  if (!insert || !isLogged) return undefined;
  return reads.find(({ pid, began, data }) => pid === insert.pid && began > insert.ended && data.includes('commit'))
    ?.ended;
};

/** Each kind of store. */
export const SEALING: Readonly<Record<'sqlite' | 'postgres', Sealing>> = {
  sqlite: { isLog: isLogOfSqlite, sealedAt: sealedInSqlite },
  postgres: { isLog: isLogOfPostgres, sealedAt: sealedInPostgres },
};

const RECEIPT = /"receipt":"([\w.-]+)"/;

type Payload = {
  readonly event?: { readonly event_id: string };
  readonly objection?: { readonly objection_id: string };
};

const idConfirmedBy = ({ data }: SystemCall): string | undefined => {
  const { event, objection } = (peekPayload(RECEIPT.exec(data)?.[1] ?? '') ?? {}) as Payload;
  return event?.event_id ?? objection?.objection_id;
};

const isAnswer = ({ path, data }: SystemCall): boolean => path.startsWith('socket:') && data.startsWith('HTTP/1.1 201');

/**
 * Judges every 201 of a trace. It is on disk when the log was synced in a call that began after the event's transaction was sealed, and
 * was over before the first byte of the answer left.
 */
export const judgeAnswers = (calls: readonly SystemCall[], { isLog, sealedAt }: Sealing): readonly JudgedAnswer[] => {
  const syncs = calls.filter(({ name, path, ok }) => /^f(?:data)?sync$/.test(name) && isLog(path) && ok);
  return calls.filter(isAnswer).map((answer) => {
    const id = idConfirmedBy(answer) ?? 'unknown';
    const sealed = sealedAt(calls, id) ?? Number.POSITIVE_INFINITY;
    return { id, isOnDisk: syncs.some(({ began, ended }) => began > sealed && ended < answer.began) };
  });
};

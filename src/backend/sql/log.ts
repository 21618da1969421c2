import type { Kysely } from 'kysely';
import type { ReceiptId, Timestamp } from '../../contract/ids.ts';
import { fromBase64Url, toBase64Url } from '../../crypto/base64url.ts';
import type { Hash } from '../../crypto/merkle.ts';
import type { TreeNode } from '../../crypto/merkle-nodes.ts';
import type { FoundLeaf, LogReader, LogWriter } from '../log-store.ts';
import { chunksOf } from './chunks.ts';
import type { Tables } from './schema.ts';

const hashOf = (text: string | undefined): Hash => {
  const hash = fromBase64Url(text ?? '');
  if (hash?.length !== 32) throw new TypeError('the log lacks a hash that it should hold');
  return hash;
};

const readNodes =
  (db: Kysely<Tables>): LogReader['nodes'] =>
  async (wanted) => {
    if (wanted.length === 0) return [];
    const rows = await db
      .selectFrom('log_nodes')
      .selectAll()
      .where((eb) => eb.or(wanted.map(({ level, index }) => eb.and({ level, index }))))
      .execute();
    const placeOf = ({ level, index }: TreeNode): string => `${level}/${index}`;
    const found = new Map(rows.map((row) => [placeOf(row), row.hash]));
    return wanted.map((node) => hashOf(found.get(placeOf(node))));
  };

const readLeaves =
  (db: Kysely<Tables>): LogReader['leaves'] =>
  async (handles) => {
    const found = new Map<string, FoundLeaf>();
    for (const some of chunksOf(handles)) {
      const rows = await db
        .selectFrom('log_leaves')
        .select(['handle', 'index', 'salt'])
        .where('handle', 'in', some)
        .execute();
      for (const { handle, index, salt } of rows)
        found.set(handle, { index, salt: salt === null ? undefined : hashOf(salt) });
    }
    return handles.map((handle) => found.get(handle));
  };

/** Questions to the log's tables. */
export const createLogReader = (db: Kysely<Tables>): LogReader => ({
  size: async () => {
    const { value } = await db
      .selectFrom('counters')
      .select('value')
      .where('name', '=', 'leaves')
      .executeTakeFirstOrThrow();
    return value;
  },
  leaves: readLeaves(db),
  nodes: readNodes(db),
  row: async (level, first, count) => {
    const rows = await db
      .selectFrom('log_nodes')
      .select('hash')
      .where('level', '=', level)
      .where('index', '>=', first)
      .where('index', '<', first + count)
      .orderBy('index')
      .execute();
    return rows.map(({ hash }) => hashOf(hash));
  },
  entries: async (first, count) => {
    const rows = await db
      .selectFrom('log_leaves')
      .select('entry')
      .where('index', '>=', first)
      .where('index', '<', first + count)
      .orderBy('index')
      .execute();
    return rows.map(({ entry }) => hashOf(entry));
  },
});

const takeUnlogged =
  (db: Kysely<Tables>): LogWriter['takeUnlogged'] =>
  async (limit) => {
    const done = await db.selectFrom('counters').select('value').where('name', '=', 'unlogged').executeTakeFirst();
    if (!done) return [];
    const rows = await db
      .selectFrom('consent_events')
      .select(['receipt_id', 'order', 'receipt', 'received_at'])
      .where('order', '>', done.value)
      .unionAll((eb) =>
        eb
          .selectFrom('objections')
          .select(['receipt_id', 'order', 'receipt', 'received_at'])
          .where('order', '>', done.value),
      )
      .orderBy('order')
      .limit(limit)
      .execute();
    const last = rows.at(-1);
    if (last) await db.updateTable('counters').set({ value: last.order }).where('name', '=', 'unlogged').execute();
    else await db.deleteFrom('counters').where('name', '=', 'unlogged').execute();
    return rows.map(({ receipt_id, receipt, received_at }) => ({
      receipt_id: receipt_id as ReceiptId,
      receipt,
      received_at: received_at as Timestamp,
    }));
  };

/** Additions to the log's tables, inside a transaction that holds the lock. */
export const createLogWriter = (db: Kysely<Tables>): LogWriter => ({
  ...createLogReader(db),
  nextIndex: async () => {
    const { value } = await db
      .updateTable('counters')
      .set((eb) => ({ value: eb('value', '+', 1) }))
      .where('name', '=', 'leaves')
      .returning('value')
      .executeTakeFirstOrThrow();
    return value - 1;
  },
  add: async ({ entry, salt, ...leaf }, nodes) => {
    await db
      .insertInto('log_leaves')
      .values({ ...leaf, entry: toBase64Url(entry), salt: toBase64Url(salt) })
      .execute();
    await db
      .insertInto('log_nodes')
      .values(nodes.map(({ hash, ...place }) => ({ ...place, hash: toBase64Url(hash) })))
      .execute();
  },
  destroySalts: async (handles) => {
    for (const some of chunksOf(handles))
      await db.updateTable('log_leaves').set({ salt: null }).where('handle', 'in', some).execute();
  },
  takeUnlogged: takeUnlogged(db),
  mark: async (name, value) => {
    await db
      .insertInto('marks')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute();
    const kept = await db.selectFrom('marks').select('value').where('name', '=', name).executeTakeFirstOrThrow();
    return kept.value;
  },
});

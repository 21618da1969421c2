import type { Kysely } from 'kysely';
import { parse } from '../../contract/parse.ts';
import { grantsUntil, receiptPayload } from '../../contract/receipt.ts';
import { canonicalJson } from '../../crypto/jcs.ts';
import { peekPayload } from '../../crypto/peek.ts';
import type { Tables } from './schema.ts';

/** Rows that are read at once. */
const PAGE = 500;

/**
 * Ends of an event's grants as its own receipt tells them. A receipt for an event that came late tells of a later one
 * where that gave the same: then the later one decides anyway. Null when no receipt can be read: computed as before.
 */
const endsIn = (receipt: string): string | null => {
  const payload = parse(receiptPayload, peekPayload(receipt));
  return payload ? canonicalJson(grantsUntil(payload)) : null;
};

/** Adds to each event the ends of its grants, and fills them in for the events that are there. */
export const addUntil = async (db: Kysely<Tables>): Promise<void> => {
  await db.schema.alterTable('consent_events').addColumn('until', 'text').execute();
  for (let after = 0; ;) {
    const rows = await db
      .selectFrom('consent_events')
      .select(['event_id', 'order', 'receipt'])
      .where('order', '>', after)
      .orderBy('order')
      .limit(PAGE)
      .execute();
    for (const { event_id, receipt } of rows)
      await db
        .updateTable('consent_events')
        .set({ until: endsIn(receipt) })
        .where('event_id', '=', event_id)
        .execute();
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.order ?? after;
  }
};

import type { Tables } from './database.ts';
import { textOf } from './database.ts';
import type { Session } from './sessions.ts';

/** A signed explanation; `expires` in seconds since 1970, as its `exp`. */
export type KeptExplanation = { readonly id: string; readonly jws: string; readonly expires: number };

/** Signed explanations of the last day, each for the session it was made for. */
export type Explanations = {
  readonly keep: (session: Session | undefined, list: readonly KeptExplanation[], nowSeconds: number) => void;
  /** The ones asked for that this session may read, in the order asked. */
  readonly find: (session: Session | undefined, ids: readonly string[]) => readonly string[];
};

/** Explanations on the shop's tables. */
export const createExplanations = ({ run, all, together }: Tables): Explanations => ({
  keep: (session, list, nowSeconds) =>
    together(() => {
      run('DELETE FROM explanation WHERE expires < ?', nowSeconds);
      for (const { id, jws, expires } of list) {
        run(
          'INSERT INTO explanation (id, session, jws, expires) VALUES (?, ?, ?, ?)',
          id,
          session?.id ?? null,
          jws,
          expires,
        );
      }
    }),
  find: (session, ids) => {
    const places = ids.map(() => '?').join(', ');
    const rows = all(
      `SELECT id, jws FROM explanation WHERE (session IS NULL OR session = ?) AND id IN (${places})`,
      session?.id ?? '',
      ...ids,
    );
    const found = new Map(rows.map((row) => [textOf(row, 'id'), textOf(row, 'jws')]));
    return ids.flatMap((id) => found.get(id) ?? []);
  },
});

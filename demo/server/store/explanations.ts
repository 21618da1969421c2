import type { ExplanationInput } from 'candor-widget/contract';
import type { Tables } from './database.ts';
import { textOf } from './database.ts';
import type { Session } from './sessions.ts';

/** Explanations of the last day, each for the session it was made for. They are signed anew with every answer they stand in. */
export type Explanations = {
  readonly keep: (session: Session | undefined, list: readonly ExplanationInput[], nowSeconds: number) => void;
  /** The ones asked for that this session may read, each once, in the order asked. */
  readonly find: (session: Session | undefined, ids: readonly string[]) => readonly ExplanationInput[];
};

/** Explanations on the shop's tables. */
export const createExplanations = ({ run, all, together }: Tables): Explanations => ({
  keep: (session, list, nowSeconds) =>
    together(() => {
      run('DELETE FROM told WHERE expires < ?', nowSeconds);
      for (const claims of list) {
        run(
          'INSERT INTO told (id, session, claims, expires) VALUES (?, ?, ?, ?)',
          claims.id,
          session?.id ?? null,
          JSON.stringify(claims),
          claims.exp,
        );
      }
    }),
  find: (session, ids) => {
    const places = ids.map(() => '?').join(', ');
    const rows = all(
      `SELECT id, claims FROM told WHERE (session IS NULL OR session = ?) AND id IN (${places})`,
      session?.id ?? '',
      ...ids,
    );
    const found = new Map(rows.map((row) => [textOf(row, 'id'), textOf(row, 'claims')]));
    return [...new Set(ids)].flatMap((id) => {
      const claims = found.get(id);
      return claims === undefined ? [] : [JSON.parse(claims) as ExplanationInput];
    });
  },
});

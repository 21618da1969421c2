import { createHash, randomBytes } from 'node:crypto';
import type { Tables } from './database.ts';
import { textOf } from './database.ts';

/** Who is at the shop in this browser; `shopper` once signed in. */
export type Session = { readonly id: string; readonly shopper: string | undefined };

/** A new session and the secret that goes into its cookie; the file keeps only the digest. */
export type OpenedSession = { readonly session: Session; readonly secret: string };

/** Sessions: made by an act, ended by signing out. */
export type Sessions = {
  readonly find: (secret: string | undefined) => Session | undefined;
  /** Opens a session; takes over an earlier one's basket and views, and ends it. */
  readonly open: (shopper: string | undefined, earlier: Session | undefined, now: number) => OpenedSession;
  readonly end: (session: Session) => void;
};

const digest = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Sessions on the shop's tables. */
export const createSessions = ({ run, all, together }: Tables): Sessions => ({
  find: (secret) => {
    if (secret === undefined || !/^[\w-]{43}$/.test(secret)) return undefined;
    const [row] = all('SELECT id, shopper FROM session WHERE id = ?', digest(secret));
    return row && { id: textOf(row, 'id'), shopper: textOf(row, 'shopper') || undefined };
  },
  open: (shopper, earlier, now) => {
    const secret = randomBytes(32).toString('base64url');
    const id = digest(secret);
    together(() => {
      run('INSERT INTO session (id, shopper, created) VALUES (?, ?, ?)', id, shopper ?? null, now);
      if (!earlier) return;
      for (const table of ['basket', 'view', 'chat_line'])
        run(`UPDATE ${table} SET session = ? WHERE session = ?`, id, earlier.id);
      run('DELETE FROM session WHERE id = ?', earlier.id);
    });
    return { session: { id, shopper }, secret };
  },
  end: ({ id }) => {
    run('DELETE FROM session WHERE id = ?', id);
  },
});

import type { Tables } from './database.ts';
import { textOf } from './database.ts';
import type { Session } from './sessions.ts';

/** One line of a kept chat. */
export type ChatLine = { readonly who: 'user' | 'ai'; readonly text: string };

/** Chats that shoppers allowed the shop to keep. */
export type ChatLines = {
  readonly keep: (session: Session, lines: readonly ChatLine[], now: number) => void;
  readonly read: (session: Session) => readonly ChatLine[];
  readonly forget: (before: number) => void;
};

/** Kept chats on the shop's tables. */
export const createChatLines = ({ run, all, together }: Tables): ChatLines => ({
  keep: ({ id }, lines, now) =>
    together(() => {
      for (const { who, text } of lines)
        run('INSERT INTO chat_line (session, at, who, text) VALUES (?, ?, ?, ?)', id, now, who, text);
    }),
  read: ({ id }) =>
    all('SELECT who, text FROM chat_line WHERE session = ? ORDER BY rowid DESC LIMIT 40', id)
      .map((row): ChatLine => ({ who: textOf(row, 'who') === 'user' ? 'user' : 'ai', text: textOf(row, 'text') }))
      .toReversed(),
  forget: (before) => {
    run('DELETE FROM chat_line WHERE at < ?', before);
  },
});

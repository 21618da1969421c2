import Database from 'libsql';
import pg from 'pg';

/** A consent event as the record holds it. */
export type EventRow = {
  readonly event_id: string;
  readonly subject: string;
  readonly seq: number;
  readonly order: number;
  readonly forked: boolean;
  /** Canonical JSON. */
  readonly event: string;
  readonly receipt: string;
};

/** An objection as the record holds it. */
export type ObjectionRow = {
  readonly objection_id: string;
  readonly subject: string;
  readonly order: number;
  readonly objection: string;
  readonly receipt: string;
};

/** What the record holds of some subjects. */
export type Rows = { readonly events: readonly EventRow[]; readonly objections: readonly ObjectionRow[] };

/** Reads the record past the backend: its tables, as a committed transaction left them. */
export type Records = (subjects: readonly string[]) => Promise<Rows>;

const EVENTS = 'select event_id, subject, seq, "order", forked, event, receipt from consent_events where subject in ';
const OBJECTIONS = 'select objection_id, subject, "order", objection, receipt from objections where subject in ';

type Cells = Readonly<Record<string, unknown>>;

const eventOf = (row: Cells): EventRow => ({
  event_id: String(row['event_id']),
  subject: String(row['subject']),
  seq: Number(row['seq']),
  order: Number(row['order']),
  forked: Number(row['forked']) === 1,
  event: String(row['event']),
  receipt: String(row['receipt']),
});

const objectionOf = (row: Cells): ObjectionRow => ({
  objection_id: String(row['objection_id']),
  subject: String(row['subject']),
  order: Number(row['order']),
  objection: String(row['objection']),
  receipt: String(row['receipt']),
});

type Ask = (question: string, values: readonly string[]) => Promise<readonly Cells[]>;

const readWith = async (ask: Ask, place: (at: number) => string, subjects: readonly string[]): Promise<Rows> => {
  if (subjects.length === 0) return { events: [], objections: [] };
  const list = `(${subjects.map((_, at) => place(at + 1)).join(', ')})`;
  const [events, objections] = [await ask(EVENTS + list, subjects), await ask(OBJECTIONS + list, subjects)];
  return { events: events.map(eventOf), objections: objections.map(objectionOf) };
};

/** The record in an SQLite file, opened anew for each look: the backend may be killed at any time. */
export const sqliteRecords = (file: string): Records => {
  const look: Ask = async (question, values) => {
    const database = new Database(file, { readonly: true });
    try {
      database.exec('pragma busy_timeout = 5000');
      return database.prepare(question).all([...values]) as readonly Cells[];
    } finally {
      database.close();
    }
  };
  return (subjects) => readWith(look, () => '?', subjects);
};

const askPostgres = async (url: string, question: string, values: readonly string[]): Promise<readonly Cells[]> => {
  const client = new pg.Client({ connectionString: url });
  // A server that is killed ends the connection too: the query that was under way says so.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Cells>(question, [...values])).rows;
  } finally {
    await client.end();
  }
};

/**
 * The record in a PostgreSQL database, connected anew for each look. The server may be restarted at any time, also
 * during a look: `ready` is the latest restart, and another one than before means to look again.
 */
export const postgresRecords = (url: string, ready: () => Promise<void>): Records => {
  const look: Ask = async (question, values) => {
    const restart = ready();
    await restart;
    try {
      return await askPostgres(url, question, values);
    } catch (error) {
      if (ready() === restart) throw error;
      return look(question, values);
    }
  };
  return (subjects) => readWith(look, (at) => `$${at}`, subjects);
};

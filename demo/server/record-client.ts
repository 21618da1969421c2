import type { AskRecord, SubjectAnswer } from './permission.ts';

/** How to reach the record: a fetch (over the network, or the embedded backend's own), its base URL and an API key. */
export type RecordAccess = {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly base: string;
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

/** Older than this, an answer allows nothing (contract.md, "How the shop's systems obey"). */
const FRESH_MS = 60_000;
const PATIENCE_MS = 3_000;
const MOST_SUBJECTS = 1_000;

type Known = { readonly etag: string | undefined; readonly at: number; readonly answer: SubjectAnswer | undefined };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textsOf = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(isObject(value) ? value : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );

const readAnswer = (body: unknown): SubjectAnswer | undefined => {
  if (!isObject(body) || !isObject(body['effective']) || !Array.isArray(body['objections'])) return undefined;
  const effective = Object.entries(body['effective']).map(([key, entry]) => {
    const { state = 'unknown', until } = textsOf(entry);
    return [key, until === undefined ? { state } : { state, until }] as const;
  });
  const objections = body['objections'].map((objection) => {
    const { scope = '', ref = '' } = textsOf(objection);
    return { scope, ref };
  });
  return { effective: Object.fromEntries(effective), objections, receipts: textsOf(body['receipts']) };
};

/**
 * Asks the record each time, with the ETag of the last answer. When it cannot be reached, the last answer counts while
 * it is at most 60 s old; then nothing is allowed.
 */
export const createRecordClient = ({ fetch, base, key, now }: RecordAccess): AskRecord => {
  const known = new Map<string, Known>();
  const remember = (subject: string, entry: Known): SubjectAnswer | undefined => {
    known.delete(subject);
    known.set(subject, entry);
    if (known.size > MOST_SUBJECTS) known.delete(known.keys().next().value ?? '');
    return entry.answer;
  };
  const request = async (subject: string, before: Known | undefined): Promise<SubjectAnswer | undefined> => {
    const headers = new Headers({ authorization: `Bearer ${key}` });
    if (before?.etag) headers.set('if-none-match', before.etag);
    const asked = now();
    const reply = await fetch(
      new Request(`${base}/admin/v1/subjects/${subject}`, {
        headers,
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      }),
    );
    if (reply.status === 304 && before) return remember(subject, { ...before, at: asked });
    if (reply.status === 404) return remember(subject, { etag: undefined, at: asked, answer: undefined });
    if (reply.status !== 200) throw new Error(`the record answered ${reply.status}`);
    return remember(subject, {
      etag: reply.headers.get('etag') ?? undefined,
      at: asked,
      answer: readAnswer(await reply.json()),
    });
  };
  return async (subject) => {
    const before = known.get(subject);
    try {
      return await request(subject, before);
    } catch {
      return before && now() - before.at <= FRESH_MS ? before.answer : undefined;
    }
  };
};

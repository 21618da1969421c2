/**
 * One line of the log. Only these fields, and none of them comes from a sender: no address, user agent, query, subject,
 * secret or body (a path is the route table's, with its placeholders).
 */
export type LogEntry = {
  /** RFC 3339. */
  readonly at: string;
  readonly method: string;
  /** The table's path; undefined when none matched. */
  readonly path: string | undefined;
  readonly status: number;
  readonly milliseconds: number;
  /** Kind and place of a failure. Its message is left out: drivers put values into messages. */
  readonly failure?: { readonly name: string; readonly code: string | undefined; readonly frames: readonly string[] };
};

type Facts = {
  readonly request: Request;
  readonly response: Response;
  readonly path: string | undefined;
  readonly began: number;
  readonly ended: number;
  readonly failure: unknown;
};

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

const failureOf = (error: unknown): LogEntry['failure'] => {
  if (error === undefined) return undefined;
  if (!(error instanceof Error)) return { name: typeof error, code: undefined, frames: [] };
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in cause ? String(cause.code) : undefined;
  const frames = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: error.name, code, frames: frames.slice(0, 8).map((line) => line.trim()) };
};

/** What the log may say of an answer. */
export const logEntryOf = ({ request, response, path, began, ended, failure }: Facts): LogEntry => {
  const told = failureOf(failure);
  return {
    at: new Date(ended).toISOString(),
    method: METHODS.has(request.method) ? request.method : 'other',
    path,
    status: response.status,
    milliseconds: ended - began,
    ...(told ? { failure: told } : {}),
  };
};

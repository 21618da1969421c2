import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { WireKind } from './kinds.ts';
import type { WireFault } from './scenario.ts';
import { portOf, stopServer } from './shop.ts';
import { type Answer, answerAs, carry, carryHalf, cut, give, giveHalf, type Held, hold } from './wire.ts';

/** One request that carried an act. */
export type Attempt = {
  /** When it was over, by the harness's clock (`performance.now`). */
  readonly at: number;
  /** Its Idempotency-Key: the event's or objection's id. */
  readonly key: string;
  readonly authorization: string;
  /** The event or objection as sent. */
  readonly body: string;
  readonly fault: WireKind | undefined;
  /** What the backend answered; undefined when it was not asked, or could not answer. */
  readonly answer: { readonly status: number; readonly body: string } | undefined;
  /** Whether all of the backend's answer went to the browser. */
  readonly delivered: boolean;
};

/** What the proxy asks of its lane. */
export type ProxyOptions = {
  readonly backendPort: number;
  /** Ends the backend as a power cut would, and starts it again; resolves when it is gone. */
  readonly killBackend: () => Promise<void>;
  /** Restarts the database; resolves when it is gone. */
  readonly restartDatabase: () => Promise<void>;
};

/** What stands between the widget and the backend. */
export type Proxy = {
  readonly url: string;
  /** Forgets the past, and plans the faults of the next requests of this origin that carry an act. */
  readonly begin: (origin: string, faults: readonly WireFault[]) => void;
  /** The faults are over: what hangs is let go, what comes fares well. */
  readonly calm: () => void;
  readonly attempts: () => readonly Attempt[];
  /** How many planned faults have found no request yet. */
  readonly left: () => number;
  /** Resolves when nothing has been under way for some milliseconds. */
  readonly quiet: (milliseconds: number) => Promise<void>;
  readonly stop: () => Promise<void>;
};

type Way = { readonly outgoing: ServerResponse; readonly held: Held; readonly fault: WireFault };
type Outcome = Pick<Attempt, 'answer' | 'delivered'>;

const NOTHING: Outcome = { answer: undefined, delivered: false };
const PORTAL = '<!doctype html><title>Welcome</title><h1>Welcome to our network</h1>';
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const isAct = ({ method, path }: Held): boolean => method === 'POST' && /^\/v1\/(?:consents|objections)$/.test(path);
const isOf = ({ headers }: Held, origin: string): boolean => headers.origin === origin;

const answered = (answer: Answer | undefined, delivered: boolean): Outcome =>
  answer ? { answer: { status: answer.status, body: answer.body.toString('utf8') }, delivered } : NOTHING;

const stranger = ({ outgoing, held, fault }: Way, status: number, more: object = {}): Outcome => {
  const origin = fault.cors ? held.headers.origin : undefined;
  answerAs(outgoing, { status, type: 'text/html', body: PORTAL, origin, ...more });
  return NOTHING;
};

const pass = async (outgoing: ServerResponse, held: Held, port: number): Promise<Outcome> => {
  const answer = await carry(held, port);
  if (answer) give(outgoing, answer);
  else cut(outgoing);
  return answered(answer, !outgoing.destroyed);
};

const loseAnswer = async ({ outgoing, held }: Way, port: number): Promise<Outcome> => {
  const answer = await carry(held, port);
  cut(outgoing);
  return answered(answer, false);
};

/** Asks the backend and, while it answers, takes something away from under it. */
const during = async (way: Way, port: number, strike: () => Promise<void>): Promise<Outcome> => {
  const asked = carry(way.held, port);
  await pause(way.fault.wait / 4);
  await strike();
  const answer = await asked;
  if (answer) give(way.outgoing, answer);
  else cut(way.outgoing);
  return answered(answer, answer !== undefined);
};

const retryHeader = ({ kind, retryAfter }: WireFault): Readonly<Record<string, string>> => {
  if (kind === '429-date') return { 'retry-after': new Date(Date.now() + (retryAfter ?? 30) * 1000).toUTCString() };
  if (kind === '429-seconds') return { 'retry-after': `${retryAfter ?? 30}` };
  return retryAfter === undefined ? {} : { 'retry-after': `${retryAfter}` };
};

/** Does one fault to one request. */
const suffer = async (way: Way, options: ProxyOptions, hanging: ServerResponse[]): Promise<Outcome> => {
  const { outgoing, held, fault } = way;
  const { backendPort: port } = options;
  switch (fault.kind) {
    case 'drop':
      cut(outgoing);
      return NOTHING;
    case 'delay':
      await pause(fault.wait);
      return pass(outgoing, held, port);
    case 'truncate': {
      const answer = await carry(held, port);
      if (answer) giveHalf(outgoing, answer);
      else cut(outgoing);
      return answered(answer, false);
    }
    case '5xx':
      return stranger(way, fault.status, { headers: retryHeader(fault) });
    case '429-seconds':
    case '429-date':
      return stranger(way, 429, { headers: retryHeader(fault) });
    case '408':
      return stranger(way, 408);
    case 'lost-response':
      return loseAnswer(way, port);
    case 'late-504': {
      const answer = await carry(held, port);
      stranger(way, 504);
      return answered(answer, false);
    }
    case 'cut-request':
      await carryHalf(held, port);
      cut(outgoing);
      return NOTHING;
    case 'hang': {
      hanging.push(outgoing);
      return answered(await carry(held, port), false);
    }
    case 'portal-html':
      return stranger(way, 200);
    case 'portal-json':
      return stranger(way, 200, { type: 'application/json', body: '{"status":"ok","login":"required"}' });
    case 'firewall-403':
      return stranger(way, 403);
    case 'firewall-404':
      return stranger(way, 404);
    case 'redirect':
      return stranger(way, 302, { headers: { location: 'http://127.0.0.1:9/welcome' } });
    case 'backend-killed':
      return during(way, port, options.killBackend);
    case 'database-restarted':
      return during(way, port, options.restartDatabase);
  }
};

/** Starts a proxy on a free port of loopback. */
export const startProxy = async (options: ProxyOptions): Promise<Proxy> => {
  let mine = '';
  let plan: WireFault[] = [];
  let attempts: Attempt[] = [];
  const underway = new Set<object>();
  let lastEnd = performance.now();
  let hanging: ServerResponse[] = [];

  const act = async (outgoing: ServerResponse, held: Held): Promise<void> => {
    const fault = plan.shift();
    const kept = attempts;
    const outcome = fault
      ? await suffer({ outgoing, held, fault }, options, hanging)
      : await pass(outgoing, held, options.backendPort);
    kept.push({
      at: performance.now(),
      key: String(held.headers['idempotency-key']),
      authorization: String(held.headers.authorization),
      body: held.body.toString('utf8'),
      fault: fault?.kind,
      ...outcome,
    });
  };
  const server = createServer((incoming, outgoing) => {
    underway.add(incoming);
    hold(incoming)
      .then(async (held) =>
        isAct(held) && isOf(held, mine) ? act(outgoing, held) : void (await pass(outgoing, held, options.backendPort)),
      )
      .catch(() => cut(outgoing))
      .finally(() => {
        underway.delete(incoming);
        lastEnd = performance.now();
      });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    begin: (origin, faults) => {
      mine = origin;
      plan = [...faults];
      attempts = [];
    },
    calm: () => {
      plan = [];
      hanging.forEach(cut);
      hanging = [];
    },
    attempts: () => attempts,
    left: () => plan.length,
    quiet: async (milliseconds) => {
      while (underway.size > 0 || performance.now() - lastEnd < milliseconds) await pause(5);
    },
    stop: () => stopServer(server),
  };
};

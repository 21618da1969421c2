import type { Browsing } from './browse.ts';
import type { Device } from './browser.ts';
import type { Kind } from './kinds.ts';
import type { Lane } from './lane.ts';
import { compare, type Observation, type Standing } from './oracle.ts';
import type { Scenario } from './scenario.ts';
import { wrongAtServer, wrongOnDevice } from './standing.ts';
import { carry } from './wire.ts';

/** A run under way. */
export type Run = {
  readonly lane: Lane;
  readonly device: Device;
  readonly origin: string;
  readonly scenario: Scenario;
  readonly browsing: Browsing;
  readonly count: (kind: Kind) => void;
  readonly trace: (line: string) => void;
};

/** Real milliseconds without any request until the outbox counts as stalled, and for a drain in all. */
const STALLED_AFTER = 4_000;
const LONGEST_DRAIN = 40_000;
/** Real milliseconds without a request that make the network quiet. */
const QUIET = 15;
/** The same at the very end, and where a page is waited for. */
export const QUIET_AT_LAST = 60;
const DAY = 86_400_000;
/** Time that passes at most at once, and where nothing is due. */
const IDLE_JUMP = 60_000;
/** Time after which what has still not been sent never will be: no wait of the outbox is as long. */
const LONGEST_WAIT = 7 * DAY;
/** Rounds in which the planned faults may find their requests. */
const STORM_ROUNDS = 12;
/** How a long time is cut. */
const CLOSE_STRIDES = 5;
const STRIDES = 10;

/** Secrets of the subjects that have sent something. */
const subjectsIn = (attempts: Observation['attempts']): ReadonlyMap<string, string> =>
  new Map(
    attempts.map(({ body, authorization }) => [
      (JSON.parse(body) as { readonly subject: string }).subject,
      authorization,
    ]),
  );

const observe = async ({ lane, browsing }: Run): Promise<Observation> => {
  const attempts = [...lane.proxy.attempts()];
  return { acts: browsing.acts, attempts, rows: await lane.backend.records([...subjectsIn(attempts).keys()]) };
};

/** What is to be judged, once nothing is under way any more. */
export const observeAtLast = async (run: Run): Promise<Observation> => {
  await run.lane.proxy.quiet(QUIET_AT_LAST);
  return observe(run);
};

/** What is allowed by the server's own answer, asked past the proxy. Undefined when it cannot answer now. */
const askServer = async (lane: Lane, subject: string, authorization: string): Promise<Standing | undefined> => {
  const body = Buffer.alloc(0);
  const answer = await carry(
    { method: 'GET', path: '/v1/consents/me', headers: { authorization }, body },
    lane.backend.port,
  );
  if (answer?.status !== 200) return undefined;
  const { effective } = JSON.parse(answer.body.toString('utf8')) as {
    readonly effective: Readonly<Record<string, { readonly state: string }>>;
  };
  return { subject, given: Object.keys(effective).filter((key) => effective[key]?.state === 'given') };
};

/** What each open page says is allowed. Where storage has failed a page cannot know of every act, and none is asked. */
const devicesOf = async ({ browsing }: Run): Promise<readonly Standing[]> => {
  if (browsing.hasStorageFailed()) return [];
  const told = await Promise.all(
    browsing.open().map(async (visit) => visit.ask(async () => window.faults.standing(), undefined)),
  );
  return told.filter((standing) => standing !== undefined);
};

/** Where device, server and the shopper's last word are not of one mind. */
export const judgeState = async (run: Run, seen: Observation): Promise<readonly string[]> => {
  const { matched } = compare(seen);
  const devices = await devicesOf(run);
  const wrong: string[] = [];
  for (const [subject, authorization] of subjectsIn(seen.attempts)) {
    const server = await askServer(run.lane, subject, authorization);
    if (!server) return ['the server does not say where the subject stands'];
    wrong.push(...wrongAtServer(server, matched));
    for (const device of devices.filter((one) => one.subject === subject))
      wrong.push(...wrongOnDevice(device, server, run.scenario.skew === 0));
  }
  return [...new Set(wrong)];
};

/** Lets a long time pass: first from one alarm to the next, as the device would; then in strides, within which each alarm rings once. */
export const passTime = async ({ browsing, lane }: Run, total: number): Promise<void> => {
  for (let left = total, strides = 0; left > 0; strides += 1) {
    const next = strides < CLOSE_STRIDES ? await browsing.next() : undefined;
    const stride = Math.min(left, Math.max(1, next ?? total / STRIDES));
    await browsing.jump(stride);
    await lane.proxy.quiet(QUIET);
    left -= stride;
  }
};

const isDone = async (run: Run, seen: Observation, next: number | undefined): Promise<boolean> => {
  if (next !== undefined || compare(seen).lost.length > 0) return false;
  // An act that was not acknowledged may still be on its way: then the device knows it, and the server does not.
  return (await judgeState(run, seen)).length === 0;
};

/** Lets time pass while the faults last, so that the outbox meets all of them, or has nothing left to send. */
export const storm = async (run: Run): Promise<void> => {
  const { browsing, lane } = run;
  for (let rounds = 0; rounds < STORM_ROUNDS && lane.proxy.left() > 0; rounds += 1) {
    await lane.proxy.quiet(QUIET);
    await lane.backend.ready();
    const next = await browsing.next();
    if (await isDone(run, await observe(run), next)) return;
    await browsing.jump(Math.min(next ?? 0, DAY));
  }
};

/** Lets time pass until every acknowledged act is in the record and nothing waits on the device; false when nothing moves any more. */
export const drain = async (run: Run): Promise<boolean> => {
  const { browsing, lane } = run;
  const since = performance.now();
  let [known, moved, passed] = [0, since, 0];
  while (
    performance.now() - since < LONGEST_DRAIN &&
    performance.now() - moved < STALLED_AFTER &&
    passed < LONGEST_WAIT
  ) {
    await lane.proxy.quiet(QUIET);
    await lane.backend.ready();
    const next = await browsing.next();
    const seen = await observe(run);
    if (await isDone(run, seen, next)) return true;
    if (seen.attempts.length > known) [known, moved] = [seen.attempts.length, performance.now()];
    const stride = Math.min(next ?? IDLE_JUMP, DAY);
    await browsing.jump(stride);
    passed += stride;
  }
  return false;
};

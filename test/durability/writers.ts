import { refOf } from '../../src/contract/notice.ts';
import { noticeOf } from '../support/command.ts';
import { type Act, type Acknowledged, aShopper, send } from './acts.ts';

/** An act that was answered, with the receipt it was answered with. */
export type Kept = { readonly act: Act; readonly receipt: string };

/** Shoppers that act all the time, each over a connection of its own, and send again what was not answered. */
export type Writers = {
  /** Acts that were answered so far. */
  readonly kept: readonly Kept[];
  /** What else was counted. */
  readonly counts: {
    /** Acts sent again because no answer, or a 5xx, came. */
    readonly resent: number;
    /** Of those, the ones the backend had recorded: the answer alone was lost. */
    readonly answerLost: number;
  };
  /** Acts on their way. */
  readonly inFlight: () => number;
  /** Resolves when so many more acts were answered. */
  readonly untilKept: (more: number) => Promise<void>;
  /** Lets each finish its act, and ends them. Rejects when an act was refused. */
  readonly end: () => Promise<void>;
};

/** A new subject after so many acts, so that chains stay as short as people's are. */
const ACTS_OF_ONE = 30;
/** Milliseconds until an act is sent again. */
const PAUSE = 20;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const trySend = async (url: string, act: Act): Promise<Acknowledged | undefined> => {
  const said = await send(url, act).catch(() => undefined);
  return said === undefined || said.status >= 500 ? undefined : said;
};

/** Starts `count` writers against a backend that may be gone for a while. */
export const startWriters = async (url: string, count: number): Promise<Writers> => {
  const notice = refOf(await noticeOf(url));
  const kept: Kept[] = [];
  const counts = { resent: 0, answerLost: 0 };
  const stop = new AbortController();
  let flying = 0;
  const waiting = new Set<() => void>();
  const deliver = async (act: Act): Promise<void> => {
    flying += 1;
    let [said, tries] = [await trySend(url, act), 1];
    for (; !said; tries += 1) {
      await pause(PAUSE);
      said = await trySend(url, act);
    }
    flying -= 1;
    if (said.receipt === undefined) throw new Error(`an act was refused with ${said.status}: ${act.body}`);
    if (tries > 1) counts.resent += 1;
    if (tries > 1 && said.status === 200) counts.answerLost += 1;
    kept.push({ act, receipt: said.receipt });
    for (const look of waiting) look();
  };
  const write = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const shopper = await aShopper(notice);
      for (let acts = 0; acts < ACTS_OF_ONE && !stop.signal.aborted; acts += 1) await deliver(await shopper.next());
    }
  };
  const ended = Promise.all(Array.from({ length: count }, write));
  // A refusal is told by `end`, and by whoever waits.
  ended.catch(() => {});
  return {
    kept,
    counts,
    inFlight: () => flying,
    untilKept: async (more) => {
      const goal = kept.length + more;
      let look = (): void => {};
      const reached = new Promise<void>((resolve) => {
        look = () => (kept.length >= goal ? resolve() : undefined);
        waiting.add(look);
      });
      await Promise.race([reached, ended]);
      waiting.delete(look);
    },
    end: async () => {
      stop.abort();
      await ended;
    },
  };
};

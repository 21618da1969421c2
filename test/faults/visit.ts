import { type ActRecord, fits, type Wish, wishOf } from './acts.ts';
import type { Tab } from './browser.ts';
import { PURCHASES } from './explanation.ts';
import type { Message } from './page-script.ts';
import type { Act } from './scenario.ts';

/** One load of the page in one tab. */
export type Visit = {
  readonly id: string;
  readonly tab: Tab;
  readonly isAlive: () => boolean;
  /** Makes the act ready and gives what makes the click; undefined when it cannot be made here now. */
  readonly prepare: (act: Act, step: number) => Promise<(() => Promise<void>) | undefined>;
  /** Runs a function in the page; undefined when the page is gone or going. */
  readonly ask: <TArgument, TResult>(
    inPage: (argument: TArgument) => TResult,
    argument: TArgument,
  ) => Promise<Awaited<TResult> | undefined>;
  /** Storage begins to fail, by the browser's own doing. */
  readonly failStorage: () => void;
  /** The page has been left: by reload, close or crash. */
  readonly leave: () => void;
};

/** What a visit reports to, and knows of the run. */
export type VisitOptions = {
  readonly id: string;
  /** Its name among all runs. */
  readonly name: string;
  readonly tab: Tab;
  readonly acts: ActRecord[];
  readonly purposes: readonly string[];
  /** Whether the storage of this device fails from the start. */
  readonly failsAtOnce: boolean;
  readonly trace: (line: string) => void;
  readonly onKilled: (how: 'crash' | 'close', place: string) => void;
  readonly onStorageFailed: () => void;
};

/** Real milliseconds: a click is heard, an act is acknowledged, an event that fits nothing is taken for the answer. */
const CLICK_TIME = 3_000;
const HEAR_TIME = 50;
const MOST_CLICKS = 4;
const ACK_TIME = 8_000;
const WEAK_TIME = 300;
/** The panel says that the act is saved, and that it is not remembered. */
const TELL_TIME = 1_000;
/** After the acknowledgement the kill may still wait for a place behind it. */
const KILL_TIME = 250;
const PAUSE = 5;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const until = async (isSo: () => boolean, milliseconds: number): Promise<boolean> => {
  const since = performance.now();
  while (!isSo()) {
    if (performance.now() - since > milliseconds) return false;
    await pause(PAUSE);
  }
  return true;
};

type State = {
  isLeft: boolean;
  /** Whether the widget has said that this browser does not remember. */
  hasTold: boolean;
  /** Whether the Why panel has said "saved" since the last click. */
  hasSaid: boolean;
  isStorageFailing: boolean;
  pending: ActRecord | undefined;
  weakSince: number | undefined;
  place: string | undefined;
};

/** Whether the page has told of the click. */
const isHeard = ({ wish }: ActRecord): boolean => wish.kind !== 'untold';

const acknowledge = (state: State, act: ActRecord): void => {
  act.isAcked = true;
  act.isStorageFailing = state.isStorageFailing;
  act.isToldForgetful = state.hasTold;
};

const readMessage = (state: State, message: Message, options: VisitOptions): void => {
  const { id, acts, purposes, trace } = options;
  const { pending } = state;
  if (message.type !== 'changed') trace(`${id} ${JSON.stringify(message)}`);
  switch (message.type) {
    case 'clicked':
      if (!pending) return;
      // Where the page was slow to tell of a click, there was another: that is an act too.
      if (!isHeard(pending)) pending.wish = wishOf(message, purposes, PURCHASES);
      else acts.push({ ...pending, wish: wishOf(message, purposes, PURCHASES), isAcked: false });
      return;
    case 'changed':
      trace(`${id} changed`);
      // Told before the click was heard, it is about the act before.
      if (!pending || pending.isAcked || !isHeard(pending) || pending.wish.kind === 'objection') return;
      if (fits(pending.wish, message.given)) acknowledge(state, pending);
      else state.weakSince ??= performance.now();
      return;
    case 'saved':
      state.hasSaid = pending !== undefined && isHeard(pending);
      if (pending && !pending.isAcked && isHeard(pending) && pending.deed.startsWith('why'))
        acknowledge(state, pending);
      return;
    case 'forgetful':
      state.hasTold ||= message.on;
      acts
        .filter((act) => message.on && act.visit === id && act.isAcked)
        .forEach((act) => {
          act.isToldForgetful = true;
        });
      return;
    case 'storage-failed':
      state.isStorageFailing = true;
      options.onStorageFailed();
      return;
    case 'place':
      state.place = message.name;
      return;
    case 'thrown':
  }
};

/** Ends the tab once the place has been reached, or some time after the act was acknowledged. */
const killAt = async (state: State, { how }: NonNullable<Act['kill']>, options: VisitOptions): Promise<void> => {
  const { tab } = options;
  await until(() => state.place !== undefined || !tab.isAlive() || state.pending?.isAcked === true, ACK_TIME);
  await until(() => state.place !== undefined || !tab.isAlive(), KILL_TIME);
  if (!tab.isAlive()) return;
  await (how === 'crash' ? tab.crash() : tab.close());
  // The page had heard of the act, the shopper not yet: the panel had no time to say "saved", nor that it is not remembered.
  const { pending } = state;
  if (state.place !== undefined && pending?.isStorageFailing === true && !state.hasTold) pending.isAcked = false;
  options.onKilled(how, state.place ?? 'after the act');
};

const isOver = (state: State, act: ActRecord, tab: Tab): boolean => {
  if (act.isAcked || !tab.isAlive() || state.isLeft) return true;
  const isWeak = state.weakSince !== undefined && performance.now() - state.weakSince > WEAK_TIME;
  if (isWeak) acknowledge(state, act);
  return isWeak;
};

/** Clicks until the page tells of it: while it is being drawn, the focus may go elsewhere between aim and key. */
const click = async (press: () => Promise<void>, state: State, tab: Tab): Promise<void> => {
  const hasEnded = (): boolean => !state.pending || isHeard(state.pending) || !tab.isAlive();
  for (let tries = 0; tries < MOST_CLICKS && !hasEnded(); tries += 1) {
    // A page that is killed answers the key no more.
    await Promise.race([press().catch(() => undefined), until(hasEnded, CLICK_TIME)]);
    await until(hasEnded, HEAR_TIME);
  }
};

const follow = async (press: () => Promise<void>, state: State, act: Act, options: VisitOptions): Promise<void> => {
  const { tab, acts } = options;
  const { pending } = state;
  if (!pending) return;
  const killed = act.kill && killAt(state, act.kill, options);
  await click(press, state, tab);
  // A page that lives and tells of no click had none: the button was gone.
  if (!isHeard(pending) && tab.isAlive()) {
    acts.splice(acts.indexOf(pending), 1);
    pending.isAcked = true;
    options.trace(`${options.id} was not clicked`);
  }
  await until(() => isOver(state, pending, tab), ACK_TIME);
  await killed;
  // The event comes before the line, which must not be taken for the next act's.
  if (pending.deed.startsWith('why')) await until(() => state.hasSaid || !tab.isAlive(), TELL_TIME);
  // What is not remembered has to be said: the panel gets the time to.
  if (state.isStorageFailing) await until(() => state.hasTold || !tab.isAlive(), TELL_TIME);
};

/** Begins to watch a load of the page. */
export const createVisit = (options: VisitOptions): Visit => {
  const { id, tab, acts } = options;
  const state: State = {
    isLeft: false,
    hasTold: false,
    hasSaid: false,
    isStorageFailing: options.failsAtOnce,
    pending: undefined,
    weakSince: undefined,
    place: undefined,
  };
  tab.listen(options.name, (message) => readMessage(state, message, options));
  const isAlive = (): boolean => tab.isAlive() && !state.isLeft;
  const ask: Visit['ask'] = (inPage, argument) =>
    // A page that is gone, or going, answers nothing.
    isAlive() ? tab.evaluate(inPage, argument).catch(() => undefined) : Promise.resolve(undefined);
  return {
    id,
    tab,
    isAlive,
    ask,
    failStorage: () => {
      state.isStorageFailing = true;
    },
    leave: () => {
      state.isLeft = true;
      for (const act of acts) if (act.visit === id) act.isPageGone = true;
    },
    prepare: async (act, step) => {
      const { deed, pick, by, kill } = act;
      if (!(await ask((wanted: Act['deed']) => window.faults.show(wanted), deed))) return undefined;
      const aim = await ask(([wanted, which]) => window.faults.aim(wanted, which), [deed, pick] as const);
      if (!aim) return undefined;
      if (kill) await ask(([at, still]) => window.faults.arm(at, still), [kill.at, kill.how === 'crash'] as const);
      return async () => {
        const wish: Wish = { kind: 'untold' };
        const fresh = { isAcked: false, isStorageFailing: false, isToldForgetful: false, isPageGone: false };
        const record: ActRecord = { visit: id, step, deed, wish, ...fresh };
        acts.push(record);
        Object.assign(state, { pending: record, hasSaid: false, weakSince: undefined, place: undefined });
        const press = async (): Promise<void> => {
          const place =
            (await ask(([wanted, which]) => window.faults.aim(wanted, which), [deed, pick] as const)) ?? aim;
          await (by === 'pointer' ? tab.click(place.x, place.y) : tab.press('Enter'));
          // Whatever the click told has been told before the page answers this.
          await ask(() => undefined, undefined);
        };
        await follow(press, state, act, options);
      };
    },
  };
};

/** The page's clock, in the harness's hand. */
export type PageClock = {
  /** Lets this many milliseconds pass at once: every timer due by then fires, in order. */
  readonly jump: (milliseconds: number) => void;
  /** Milliseconds until the next long timer; undefined when none waits. */
  readonly next: () => number | undefined;
};

/** What the clock starts with: milliseconds ahead of the machine's. */
export type ClockSettings = { readonly ahead: number };

/**
 * Runs in the page before anything else, and must stand alone: it is sent as text. Timers of at least `LONG` milliseconds wait for
 * `jump`; shorter ones, which rendering needs, run as ever.
 */
export const installClock = (settings: ClockSettings): PageClock => {
  const LONG = 400;
  const FIRST_ID = 1_000_000_000;
  type Timer = { at: number; readonly every: number | undefined; readonly run: () => void };
  const RealDate = Date;
  const realNow = Date.now.bind(Date);
  const realTimeout = globalThis.setTimeout.bind(globalThis);
  const realInterval = globalThis.setInterval.bind(globalThis);
  const realClear = globalThis.clearTimeout.bind(globalThis);
  const timers = new Map<number, Timer>();
  let ahead = settings.ahead;
  let count = FIRST_ID;
  const now = (): number => realNow() + ahead;

  globalThis.Date = new Proxy(RealDate, {
    construct: (target, values: unknown[], self) =>
      Reflect.construct(target, values.length === 0 ? [now()] : values, self) as object,
    apply: () => new RealDate(now()).toString(),
    get: (target, name, self) => (name === 'now' ? now : (Reflect.get(target, name, self) as unknown)),
  });
  const wait = (milliseconds: number, every: number | undefined, run: () => void): number => {
    count += 1;
    timers.set(count, { at: now() + milliseconds, every, run });
    return count;
  };
  const timeout = (run: (...values: unknown[]) => void, milliseconds = 0, ...values: unknown[]): number =>
    milliseconds < LONG
      ? (realTimeout(run, milliseconds, ...values) as unknown as number)
      : wait(milliseconds, undefined, () => run(...values));
  const interval = (run: (...values: unknown[]) => void, milliseconds = 0, ...values: unknown[]): number =>
    milliseconds < LONG
      ? (realInterval(run, milliseconds, ...values) as unknown as number)
      : wait(milliseconds, milliseconds, () => run(...values));
  const clear = (id?: number): void => {
    if (id !== undefined && !timers.delete(id)) realClear(id);
  };
  const replaced = { setTimeout: timeout, setInterval: interval, clearTimeout: clear, clearInterval: clear };
  Object.assign(globalThis, replaced);
  AbortSignal.timeout = (milliseconds) => {
    const controller = new AbortController();
    timeout(() => controller.abort(new DOMException('signal timed out', 'TimeoutError')), milliseconds);
    return controller.signal;
  };

  const earliest = (): readonly [number, Timer] | undefined => {
    const [first, ...rest] = timers;
    return first && rest.reduce((best, one) => (one[1].at < best[1].at ? one : best), first);
  };
  const fire = ([id, timer]: readonly [number, Timer]): void => {
    timers.delete(id);
    ahead = Math.max(ahead, timer.at - realNow());
    if (timer.every !== undefined) timers.set(id, { ...timer, at: timer.at + timer.every });
    timer.run();
  };
  return {
    jump: (milliseconds) => {
      const end = now() + milliseconds;
      for (let due = earliest(); due && due[1].at <= end; due = earliest()) fire(due);
      ahead = Math.max(ahead, end - realNow());
    },
    next: () => {
      const due = earliest();
      return due && Math.max(0, due[1].at - now());
    },
  };
};

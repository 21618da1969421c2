/** A task of the main thread; `isOurs` when a script of Candor's ran in it. Milliseconds, as everything here. */
export type Task = { readonly startTime: number; readonly duration: number; readonly isOurs: boolean };
/** What the shopper did, and how long it took until the next frame was on the screen (Event Timing API). */
export type Interaction = { readonly startTime: number; readonly duration: number };
/** What a page has seen of itself. */
export type Seen = {
  readonly tasks: readonly Task[];
  readonly interactions: readonly Interaction[];
  readonly shift: number;
};
/** How a page that looks at itself is asked. */
export type Looking = { readonly candorLook: { readonly since: (time: number) => Seen } };

/** Runs in the page before anything else. `chunks` is the origin that only Candor's scripts come from. */
export const look = (chunks: string): void => {
  type Script = { readonly sourceURL: string; readonly startTime: number; readonly duration: number };
  type Entry = PerformanceEntry & {
    readonly scripts?: readonly Script[];
    readonly interactionId?: number;
    readonly value?: number;
    readonly hadRecentInput?: boolean;
  };
  const entries: Entry[] = [];
  const observe = (type: string, options: object = {}): void =>
    new PerformanceObserver((list) => entries.push(...(list.getEntries() as Entry[]))).observe({
      type,
      buffered: true,
      ...options,
    });
  for (const type of ['longtask', 'long-animation-frame', 'layout-shift']) observe(type);
  observe('event', { durationThreshold: 16 });
  const since = (time: number): Seen => {
    const ours = entries.flatMap(({ scripts = [] }) => scripts).filter(({ sourceURL }) => sourceURL.startsWith(chunks));
    const overlaps = ({ startTime, duration }: Entry): boolean =>
      ours.some((script) => script.startTime < startTime + duration && startTime < script.startTime + script.duration);
    const of = (wanted: string): Entry[] =>
      entries.filter(({ entryType, startTime }) => entryType === wanted && startTime >= time);
    return {
      tasks: of('longtask').map((task) => ({
        startTime: task.startTime,
        duration: task.duration,
        isOurs: overlaps(task),
      })),
      interactions: of('event').flatMap(({ interactionId = 0, startTime, duration }) =>
        interactionId > 0 ? [{ startTime, duration }] : [],
      ),
      shift: of('layout-shift').reduce((sum, { value = 0, hadRecentInput }) => sum + (hadRecentInput ? 0 : value), 0),
    };
  };
  Object.assign(globalThis, { candorLook: { since } });
};

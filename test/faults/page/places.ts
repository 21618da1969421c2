/** Told when the page has reached the place it was armed for. */
export type PlaceReached = { readonly type: 'place'; readonly name: string };

/** The places where the page waits for the browser. */
export type PagePlaces = {
  /** Counts from now on; at the n-th place the page tells, and stands still if it is to crash there. */
  readonly arm: (at: number, standsStill: boolean) => void;
};

/**
 * Runs in the page before the widget takes the browser's functions, and must stand alone: it is sent as text. Wraps every function
 * the widget may wait for, so that the harness can kill the tab between any two steps.
 */
export const installPlaces = (tell: (message: PlaceReached) => void): PagePlaces => {
  const LONGEST_STILL = 5_000;
  let left = 0;
  let still = false;
  const reach = (name: string): void => {
    if (left === 0) return;
    left -= 1;
    if (left > 0) return;
    tell({ type: 'place', name });
    if (!still) return;
    // The tab is killed meanwhile; nothing behind this place may run.
    const since = performance.now();
    while (performance.now() - since < LONGEST_STILL);
  };
  type Method = (this: unknown, ...values: unknown[]) => unknown;
  const around = (owner: object, name: string, wrap: (original: Method) => Method): void => {
    const original = Reflect.get(owner, name) as Method | undefined;
    if (original) Object.defineProperty(owner, name, { configurable: true, writable: true, value: wrap(original) });
  };
  const asking = (owner: object, names: readonly string[], done: readonly string[]): void => {
    for (const name of names) {
      around(
        owner,
        name,
        (original) =>
          function asked(this: unknown, ...values) {
            const result = original.apply(this, values);
            if (result instanceof EventTarget)
              for (const event of done) result.addEventListener(event, () => reach(`${name} ${event}`));
            reach(name);
            return result;
          },
      );
    }
  };
  const promising = (owner: object, names: readonly string[]): void => {
    for (const name of names) {
      around(
        owner,
        name,
        (original) =>
          async function promised(this: unknown, ...values) {
            reach(name);
            const result = await (original.apply(this, values) as Promise<unknown>);
            reach(`${name} done`);
            return result;
          },
      );
    }
  };
  const locking = (original: Method): Method =>
    async function locked(this: unknown, ...values) {
      reach('lock');
      const work = values.pop() as (lock: unknown) => unknown;
      const result = await (original.call(this, ...values, async (lock: unknown) => {
        reach('lock granted');
        const done = await work(lock);
        reach('lock over');
        return done;
      }) as Promise<unknown>);
      reach('lock given back');
      return result;
    };
  asking(IDBFactory.prototype, ['open'], ['upgradeneeded', 'success']);
  asking(IDBDatabase.prototype, ['transaction'], ['complete']);
  asking(IDBObjectStore.prototype, ['get', 'getAll', 'put', 'add', 'delete', 'openCursor', 'count'], ['success']);
  asking(IDBIndex.prototype, ['get', 'getAll', 'openCursor', 'count'], ['success']);
  asking(IDBCursor.prototype, ['update', 'delete'], ['success']);
  asking(BroadcastChannel.prototype, ['postMessage'], []);
  promising(IDBFactory.prototype, ['databases']);
  promising(SubtleCrypto.prototype, ['digest']);
  promising(globalThis, ['fetch']);
  promising(Response.prototype, ['json', 'text']);
  around(LockManager.prototype, 'request', locking);
  return {
    arm: (at, standsStill) => {
      left = at;
      still = standsStill;
    },
  };
};

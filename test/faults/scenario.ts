import type { DeviceKind, Elsewhere, WireKind } from './kinds.ts';
import { between, type Chance, oneOf, rolls, seeded, weighted } from './prng.ts';

/** A fault for one request, with what it needs to be the same again. */
export type WireFault = {
  readonly kind: WireKind;
  /** Status of a `5xx`. */
  readonly status: number;
  /** Seconds in Retry-After; undefined leaves the header out where it may be. */
  readonly retryAfter: number | undefined;
  /** Whether the stranger who answers sends CORS headers, so that the page can read the answer. */
  readonly cors: boolean;
  /** Milliseconds of a delay, or until the process that answers is killed. */
  readonly wait: number;
};

/** What a shopper does. `why-*` in the Why panel. */
export type Deed = 'accept-all' | 'refuse-all' | 'save' | 'withdraw' | 'undo' | 'why-object' | 'why-withdraw';

/** Ends the tab at the n-th place where it waits for the browser, counted from the click. */
export type Kill = { readonly how: 'crash' | 'close'; readonly at: number };

/** One act in one tab. */
export type Act = {
  readonly tab: number;
  readonly deed: Deed;
  /** Which of several switches or buttons. */
  readonly pick: number;
  readonly by: 'keyboard' | 'pointer';
  readonly kill: Kill | undefined;
};

/** What happens one after the other; the acts of one step happen at once. */
export type Step =
  | { readonly kind: 'acts'; readonly acts: readonly Act[] }
  | { readonly kind: 'reload'; readonly tab: number }
  | { readonly kind: 'offline'; readonly days: number; readonly act: Act }
  | { readonly kind: 'storage-fails' };

/** How this browser stores. `at` is the write or transaction at which it begins to fail. */
export type Storage =
  | { readonly kind: 'well' | 'blocked' | 'quota-browser' }
  | { readonly kind: 'quota-write' | 'dying-once' | 'dying-for-good'; readonly at: number };

/** Everything about one run that its seed decides. */
export type Scenario = {
  readonly seed: number;
  /** The browser or disk it is for, where that is one of its own. */
  readonly elsewhere?: Elsewhere;
  readonly storage: Storage;
  readonly locks: boolean;
  /** Years the device's clock is wrong. */
  readonly skew: number;
  readonly tabs: number;
  readonly steps: readonly Step[];
  /** Faults of the first requests, in order; those after them fare well. */
  readonly wire: readonly WireFault[];
  /** Whether the tabs are reloaded when the faults are over. */
  readonly reloads: boolean;
};

/** Most places an act passes on its way to the receipt, with some to spare. */
const LAST_PLACE = 75;

const aKill = (chance: Chance): Kill => ({
  how: rolls(chance, 0.6) ? 'crash' : 'close',
  at: between(chance, 1, LAST_PLACE),
});

const aDeed = (chance: Chance, isFirst: boolean): Deed =>
  isFirst
    ? weighted(chance, [
        ['accept-all', 6],
        ['save', 3],
        ['refuse-all', 2],
        ['why-object', 1],
      ])
    : weighted(chance, [
        ['withdraw', 6],
        ['save', 4],
        ['refuse-all', 2],
        ['accept-all', 2],
        ['undo', 2],
        ['why-object', 2],
        ['why-withdraw', 1],
      ]);

const anAct = (chance: Chance, tab: number, isFirst: boolean): Act => {
  const deed = aDeed(chance, isFirst);
  const widens = deed === 'accept-all' || deed === 'save' || deed === 'undo';
  return {
    tab,
    deed,
    pick: between(chance, 0, 99),
    // A pointer soon after the first paint is asked again when it grants; a key is not.
    by: !widens && rolls(chance, 0.4) ? 'pointer' : 'keyboard',
    kill: undefined,
  };
};

const aWireFault = (chance: Chance): WireFault => ({
  kind: weighted<WireKind>(chance, [
    ['lost-response', 7],
    ['drop', 1],
    ['delay', 1],
    ['truncate', 1],
    ['5xx', 1],
    ['429-seconds', 1],
    ['429-date', 1],
    ['408', 1],
    ['late-504', 1],
    ['cut-request', 1],
    ['hang', 1],
    ['portal-html', 1],
    ['portal-json', 1],
    ['firewall-403', 1],
    ['firewall-404', 1],
    ['redirect', 1],
    ['backend-killed', 0.8],
    ['database-restarted', 0.8],
  ]),
  status: oneOf(chance, [500, 502, 503, 504]),
  retryAfter: rolls(chance, 0.5) ? between(chance, 1, 600) : undefined,
  cors: rolls(chance, 0.7),
  wait: between(chance, 0, 40),
});

const aStorage = (chance: Chance): Storage => {
  const kind = weighted<Storage['kind']>(chance, [
    ['well', 72],
    ['blocked', 4],
    ['quota-browser', 6],
    ['quota-write', 6],
    ['dying-once', 6],
    ['dying-for-good', 6],
  ]);
  if (kind === 'well' || kind === 'blocked' || kind === 'quota-browser') return { kind };
  return { kind, at: between(chance, 1, kind === 'quota-write' ? 6 : 12) };
};

const actsAtOnce = (chance: Chance, tabs: number, isFirst: boolean): Step => ({
  kind: 'acts',
  acts: Array.from({ length: tabs }, (_, tab) => anAct(chance, tab, isFirst)),
});

const withKill = (chance: Chance, steps: readonly Step[]): readonly Step[] => {
  const at = between(chance, 0, steps.length - 1);
  const kill = aKill(chance);
  return steps.map((step, place) =>
    step.kind === 'acts' && place === at
      ? { ...step, acts: step.acts.map((act, tab) => (tab === 0 ? { ...act, kill } : act)) }
      : step,
  );
};

const someSteps = (chance: Chance, tabs: number): readonly Step[] => {
  const rounds = tabs > 2 ? 1 : between(chance, 1, 4);
  const steps = Array.from({ length: rounds }, (_, round): readonly Step[] => [
    actsAtOnce(chance, tabs, round === 0 && tabs === 1),
    ...(rolls(chance, 0.12) ? [{ kind: 'reload', tab: 0 } as const] : []),
  ]).flat();
  return rolls(chance, 0.25) ? withKill(chance, steps) : steps;
};

/** The run of a seed: the same seed, the same script of acts and faults. */
export const scenarioOf = (seed: number): Scenario => {
  const chance = seeded(seed);
  const storage = aStorage(chance);
  const tabs = weighted(chance, [
    [1, 84],
    [2, 12],
    [10, 4],
  ]);
  const skew = weighted(chance, [
    [0, 86],
    [10, 7],
    [-10, 7],
  ]);
  const steps = [...someSteps(chance, tabs)];
  if (rolls(chance, 0.06)) steps.push({ kind: 'offline', days: 30, act: anAct(chance, 0, false) });
  if (storage.kind === 'quota-browser') steps.splice(between(chance, 0, 1), 0, { kind: 'storage-fails' });
  return {
    seed,
    storage,
    locks: !rolls(chance, 0.08),
    skew,
    tabs,
    steps,
    wire: Array.from({ length: between(chance, 1, 4) }, () => aWireFault(chance)),
    reloads: rolls(chance, 0.4),
  };
};

/** The run of a seed in a browser of its own: one tab, the keyboard, and nothing killed or offline. */
export const scenarioElsewhere = (seed: number, elsewhere: Elsewhere): Scenario => {
  const chance = seeded(seed);
  const acts = Array.from({ length: between(chance, 2, 4) }, (_, at): Step => {
    const act = anAct(chance, 0, at === 0);
    return { kind: 'acts', acts: [{ ...act, by: 'keyboard' }] };
  });
  const isDisk = elsewhere === 'disk-full';
  // The disk fills up before the first act, or after some.
  const fills: readonly Step[] = isDisk ? [{ kind: 'storage-fails' }] : [];
  const at = between(chance, 0, acts.length - 1);
  return {
    seed,
    elsewhere,
    storage: { kind: isDisk ? 'quota-browser' : 'blocked' },
    locks: true,
    skew: 0,
    tabs: 1,
    steps: [...acts.slice(0, at), ...fills, ...acts.slice(at)],
    wire: Array.from({ length: between(chance, 1, 4) }, () => aWireFault(chance)),
    reloads: rolls(chance, 0.4),
  };
};

/** The kinds of device faults a script is bound to show; a kill counts when it has happened. */
export const deviceKindsOf = ({
  elsewhere,
  storage,
  locks,
  skew,
  tabs,
  steps,
}: Scenario): readonly (DeviceKind | Elsewhere)[] => [
  ...(elsewhere ? [elsewhere] : []),
  ...(storage.kind === 'blocked' && !elsewhere ? (['blocked'] as const) : []),
  ...(locks ? [] : (['no-locks'] as const)),
  ...(skew > 0 ? (['clock-ahead'] as const) : []),
  ...(skew < 0 ? (['clock-behind'] as const) : []),
  ...(tabs === 2 ? (['two-tabs'] as const) : []),
  ...(tabs === 10 ? (['ten-tabs'] as const) : []),
  ...(steps.some(({ kind }) => kind === 'offline') ? (['offline'] as const) : []),
];

import type { ActRecord } from './acts.ts';
import type { Device } from './browser.ts';
import { explanationOf } from './explanation.ts';
import type { Kind } from './kinds.ts';
import type { Lane } from './lane.ts';
import { pageScript } from './page-script.ts';
import type { StorageSettings } from './page/storage.ts';
import type { Act, Scenario } from './scenario.ts';
import { pageOf } from './shop.ts';
import { createVisit, type Visit } from './visit.ts';

/** A shopper's browser during one run: its tabs on the shop's page, and its clock. */
export type Browsing = {
  readonly acts: readonly ActRecord[];
  /** Loads of the page that are still open. */
  readonly open: () => readonly Visit[];
  /**
   * Loads the page in a tab, anew or for the first time. `isLastResort`: the old page had all the time it could want, so that what it
   * did not send is not excused.
   */
  readonly load: (tab: number, isLastResort?: boolean) => Promise<void>;
  /** The browser stores no more for this origin, in any tab. */
  readonly failStorage: () => Promise<void>;
  /** The faults are over: storage works in what is loaded from now on. */
  readonly calm: () => Promise<void>;
  /** Opens what an act needs: the tab where it was killed, and the panel. */
  readonly ready: (act: Act) => Promise<void>;
  /** Acts that are made at once, each in its tab. A tab that was killed is opened again first. */
  readonly act: (acts: readonly Act[], step: number) => Promise<void>;
  /** Lets time pass on the device, in every tab. */
  readonly jump: (milliseconds: number) => Promise<void>;
  /** Whether storage has failed in any load so far. */
  readonly hasStorageFailed: () => boolean;
  /** Milliseconds until something is due on the device; undefined when nothing waits. */
  readonly next: () => Promise<number | undefined>;
};

/** What a run's browsing is made with. */
export type BrowsingOptions = {
  readonly lane: Lane;
  readonly device: Device;
  readonly origin: string;
  readonly scenario: Scenario;
  readonly count: (kind: Kind) => void;
  readonly places: (place: string) => void;
  readonly trace: (line: string) => void;
};

const YEAR = 365.25 * 86_400_000;

/** A load's name is a region (ISO 3166-2), which the widget writes into every event it makes. */
const regionOf = (load: number): string => `DE-${load.toString(36).toUpperCase()}`;

const WELL: StorageSettings = { kind: 'well', at: 0 };

/** Opens the tabs' first loads. */
export const startBrowsing = async (options: BrowsingOptions): Promise<Browsing> => {
  const { lane, device, origin, scenario, count, places, trace } = options;
  const acts: ActRecord[] = [];
  const visits = new Map<number, Visit>();
  let loads = 0;
  let hasStorageFailed = scenario.storage.kind === 'blocked';
  let elapsed = 0;
  let failsAtOnce = scenario.storage.kind === 'blocked';
  let storage: StorageSettings = 'at' in scenario.storage ? scenario.storage : WELL;

  const nameOf = (region: string): string => `${scenario.seed}-${region}`;
  const html = (region: string): string => {
    const ahead = scenario.skew * YEAR + elapsed;
    const script = pageScript({ visit: nameOf(region), ahead, locks: scenario.locks, storage }, lane.backend.labels);
    const explanation = explanationOf(region, origin, Date.now() + ahead);
    return pageOf({ script, explanation, chunks: lane.chunks, endpoint: lane.proxy.url, region });
  };
  const load = async (tab: number, isLastResort = false): Promise<void> => {
    loads += 1;
    const region = regionOf(loads);
    if (!isLastResort) visits.get(tab)?.leave();
    const used = await device.tab(tab);
    const visit = createVisit({
      id: region,
      name: nameOf(region),
      tab: used,
      acts,
      purposes: lane.backend.purposes,
      failsAtOnce,
      trace,
      onKilled: (how, place) => {
        count(how);
        places(place);
        trace(`${region} ${how} at ${place}`);
        visit.leave();
      },
      onStorageFailed: () => {
        hasStorageFailed = true;
        if (scenario.storage.kind !== 'well') count(scenario.storage.kind);
      },
    });
    visits.set(tab, visit);
    const path = lane.shop.addPage(nameOf(region), html(region));
    await used.goto(origin + path);
  };
  const revive = async (tab: number): Promise<void> => {
    if (visits.get(tab)?.isAlive() !== true) await load(tab);
  };
  const open = (): readonly Visit[] => [...visits.values()].filter((visit) => visit.isAlive());
  return {
    acts,
    open,
    load,
    failStorage: async () => {
      await device.limit(origin, 1);
      failsAtOnce = true;
      hasStorageFailed = true;
      for (const visit of open()) visit.failStorage();
      count('quota-browser');
      trace('from now on the browser stores nothing for this origin');
    },
    calm: async () => {
      if (scenario.storage.kind === 'quota-browser') await device.limit(origin, undefined);
      if (scenario.storage.kind !== 'blocked') failsAtOnce = false;
      storage = WELL;
    },
    ready: async ({ tab, deed }) => {
      await revive(tab);
      await visits.get(tab)?.ask((wanted: Act['deed']) => window.faults.show(wanted), deed);
    },
    act: async (wanted, step) => {
      for (const { tab } of wanted) await revive(tab);
      const ready = await Promise.all(wanted.map(async (act) => visits.get(act.tab)?.prepare(act, step)));
      trace(`step ${step}: ${wanted.map(({ deed }, at) => (ready[at] ? deed : `(no ${deed})`)).join(', ')}`);
      await Promise.all(ready.map(async (click) => click?.()));
      for (const visit of visits.values()) if (!visit.tab.isAlive()) visit.leave();
    },
    hasStorageFailed: () => hasStorageFailed,
    jump: async (milliseconds) => {
      elapsed += milliseconds;
      await Promise.all(open().map((visit) => visit.ask((time: number) => window.faults.jump(time), milliseconds)));
    },
    next: async () => {
      const due = await Promise.all(open().map((visit) => visit.ask(() => window.faults.next(), undefined)));
      const times = due.filter((time) => time !== undefined);
      return times.length === 0 ? undefined : Math.min(...times);
    },
  };
};

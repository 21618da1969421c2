import { startOnSmallDisk, whyNoSmallDisk } from './disk-full.ts';
import { startFirefox, whyNoFirefox } from './firefox.ts';
import { playOn } from './harness.ts';
import { ALL_ELSEWHERE, type Elsewhere } from './kinds.ts';
import { type Lane, type LaneOptions, openLane } from './lane.ts';
import type { Broken } from './report.ts';
import type { Verdict } from './run-one.ts';
import { scenarioElsewhere } from './scenario.ts';

/** What to play, and whom to tell. */
export type ElsewhereOptions = LaneOptions & {
  readonly seed: number;
  /** How many runs of each kind. */
  readonly each: number;
  readonly onEnd: (end: Verdict | Broken) => void;
  /** Hears why a kind is not played. */
  readonly onSkip: (kind: Elsewhere, why: string) => void;
};

const whyNot = async (kind: Elsewhere): Promise<string | undefined> =>
  kind === 'disk-full' ? whyNoSmallDisk() : whyNoFirefox();

const openLaneFor = async (kind: Elsewhere, options: LaneOptions): Promise<Lane> => {
  const device = await (kind === 'disk-full' ? startOnSmallDisk() : startFirefox(kind));
  const lane = await openLane(options);
  const stop = async (): Promise<void> => {
    await device.stop();
    await lane.stop();
  };
  return { ...lane, device: async () => device, stop };
};

/** Plays in the browsers that fail in ways of their own. Answers the kinds this machine has not what it takes for. */
export const playElsewhere = async ({
  seed,
  each,
  onEnd,
  onSkip,
  ...options
}: ElsewhereOptions): Promise<readonly Elsewhere[]> => {
  const skipped: Elsewhere[] = [];
  for (const kind of each > 0 ? ALL_ELSEWHERE : []) {
    const why = await whyNot(kind);
    if (why === undefined) {
      const left = Array.from({ length: each }, (_, at) => scenarioElsewhere(seed + at, kind));
      await playOn(
        () => openLaneFor(kind, options),
        () => left.shift(),
        onEnd,
      );
    } else {
      skipped.push(kind);
      onSkip(kind, why);
    }
  }
  return skipped;
};

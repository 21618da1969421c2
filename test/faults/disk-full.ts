import { spawnSync } from 'node:child_process';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, removeFolder } from '../support/servers.ts';
import { type Device, startDevice } from './browser.ts';
import { type LaneOptions, openLane } from './lane.ts';
import { runOne, type Verdict } from './run-one.ts';
import type { Act, Scenario } from './scenario.ts';

/** What came of the run on a full disk; a sentence where this machine gives no small disk. */
export type DiskFull =
  | { readonly kind: 'played'; readonly verdict: Verdict }
  | { readonly kind: 'skipped'; readonly why: string };

/** Room for a browser's profile, and little more. */
const SIZE = '96m';

const command = (name: string, ...args: readonly string[]): string | undefined => {
  const { status, stderr, error } = spawnSync(name, args, { encoding: 'utf8' });
  return status === 0 ? undefined : (error?.message ?? stderr.trim());
};

const anAct = (deed: Act['deed']): Act => ({ tab: 0, deed, pick: 0, by: 'keyboard', kill: undefined });

/** Something is stored, the disk fills up, the shopper goes on, and the first answer is lost. */
const SCRIPT: Scenario = {
  seed: 0,
  storage: { kind: 'quota-browser' },
  locks: true,
  skew: 0,
  tabs: 1,
  steps: [
    { kind: 'acts', acts: [anAct('accept-all')] },
    { kind: 'storage-fails' },
    { kind: 'acts', acts: [anAct('withdraw')] },
    { kind: 'acts', acts: [anAct('why-object')] },
    { kind: 'acts', acts: [anAct('refuse-all')] },
  ],
  wire: [{ kind: 'lost-response', status: 500, retryAfter: undefined, cors: true, wait: 0 }],
  reloads: false,
};

/** A browser whose quota is the disk: to limit it fills the disk to the last byte, to take that back empties it. */
const onDisk = (device: Device, folder: string): Device => {
  const filling = join(folder, 'filling');
  return {
    ...device,
    limit: async (_origin, bytes) => {
      await rm(filling, { force: true });
      if (bytes === undefined) return;
      const { bavail, bsize } = await statfs(folder);
      await writeFile(filling, Buffer.alloc(bavail * bsize)).catch(() => undefined);
    },
  };
};

/** Plays one script in a browser whose profile lies on a small disk that fills up. Needs root, to mount the disk. */
export const playOnFullDisk = async (options: LaneOptions): Promise<DiskFull> => {
  const folder = await makeFolder();
  const refusal = command('mount', '-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder);
  if (refusal !== undefined) {
    await removeFolder(folder);
    return { kind: 'skipped', why: refusal };
  }
  const lane = await openLane(options);
  const device = await startDevice({ profile: join(folder, 'profile') });
  try {
    const full = onDisk(device, folder);
    return { kind: 'played', verdict: await runOne({ ...lane, device: async () => full }, SCRIPT) };
  } finally {
    await device.stop();
    await lane.stop();
    command('umount', folder);
    await removeFolder(folder);
  }
};

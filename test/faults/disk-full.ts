import { spawnSync } from 'node:child_process';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, removeFolder } from '../support/servers.ts';
import { type Device, startDevice } from './browser.ts';

/** Room for a browser's profile, and little more. */
const SIZE = '96m';

const command = (name: string, ...args: readonly string[]): string | undefined => {
  const { status, stderr, error } = spawnSync(name, args, { encoding: 'utf8' });
  return status === 0 ? undefined : (error?.message ?? stderr.trim());
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

const mount = (folder: string): string | undefined =>
  command('mount', '-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder);

/** Why no small disk can be mounted here; undefined where one can: that takes root. */
export const whyNoSmallDisk = async (): Promise<string | undefined> => {
  const folder = await makeFolder();
  const refusal = mount(folder);
  if (refusal === undefined) command('umount', folder);
  await removeFolder(folder);
  return refusal;
};

/** Starts a browser whose profile lies on a small disk of its own, which fills up when it is told to. */
export const startOnSmallDisk = async (): Promise<Device> => {
  const folder = await makeFolder();
  const refusal = mount(folder);
  if (refusal !== undefined) throw new Error(refusal);
  const device = await startDevice({ profile: join(folder, 'profile') });
  return {
    ...onDisk(device, folder),
    stop: async () => {
      await device.stop();
      command('umount', folder);
      await removeFolder(folder);
    },
  };
};

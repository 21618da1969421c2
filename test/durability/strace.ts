import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** What the search for strace may ask of this machine. */
export type Machine = {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  readonly isDebian: boolean;
  /** Whether `strace` can be started. */
  readonly works: () => boolean;
  /** Runs a command to its end; false when it fails. */
  readonly run: (command: string, args: readonly string[]) => boolean;
};

const thisMachine: Machine = {
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  isDebian: existsSync('/etc/debian_version'),
  works: () => spawnSync('strace', ['-V'], { stdio: 'ignore' }).status === 0,
  run: (command, args) =>
    spawnSync(command, [...args], { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0,
};

/** Whether strace is here, or could be installed: only as root on Debian. Other systems than Linux have none. */
export const ensureStrace = ({ platform, isRoot, isDebian, works, run }: Machine = thisMachine): boolean => {
  if (platform !== 'linux') return false;
  if (works()) return true;
  if (!isRoot || !isDebian) return false;
  return run('apt-get', ['update']) && run('apt-get', ['install', '-y', 'strace']) && works();
};

/** System calls that read from a socket, write anywhere, or wait for the disk. */
const CALLS =
  'trace=fsync,fdatasync,sync_file_range,pwrite64,pwritev,pwritev2,write,writev,sendto,sendmsg,recvfrom,read';

/** Processes that are looked at. */
export type Watch = {
  /** Stops looking, and tells what was seen. */
  readonly end: () => Promise<string>;
};

const whenAttached = (strace: ChildProcess, count: number): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = '';
    strace.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      if ((said.match(/Process \d+ attached/g) ?? []).length >= count) resolve();
    });
    strace.once('error', reject);
    strace.once('exit', () => reject(new Error(`strace cannot look at another process here: ${said}`)));
  });

/**
 * Looks at processes and all they start, as one: one tracer, so that the order of lines is the order of events over all of them. Rejects
 * where the system forbids it.
 */
export const watch = async (pids: readonly number[], file: string): Promise<Watch> => {
  const args = ['-f', '-y', '-xx', '-s', '200000', '-e', CALLS, '-o', file, ...pids.flatMap((pid) => ['-p', `${pid}`])];
  const strace = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  await whenAttached(strace, pids.length);
  return {
    end: async () => {
      const gone = once(strace, 'exit');
      strace.kill('SIGINT');
      await gone;
      return readFile(file, 'latin1');
    },
  };
};

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix, win32 } from 'node:path';
import { chromium } from 'playwright-core';

/** What the search for a browser may ask of this machine. */
export type Machine = {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  readonly isDebian: boolean;
  /** Whether this path is a browser that starts. */
  readonly works: (path: string) => boolean;
  /** Where Playwright keeps the browser it downloads, whether or not it has. */
  readonly playwrightPath: () => string;
  /** Runs a command to its end; false when it fails. */
  readonly run: (command: string, args: readonly string[]) => Promise<boolean>;
};

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const LINUX = ['/usr/bin/chromium', '/usr/lib/chromium/chromium', '/snap/bin/chromium', '/opt/google/chrome/chrome'];
const MAC = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const WINDOWS = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe'];

/** Every place a system browser may be, in the order asked: the PATH first. */
export const systemPlaces = ({
  platform,
  environment,
}: Pick<Machine, 'platform' | 'environment'>): readonly string[] => {
  const isWindows = platform === 'win32';
  const { join: joined, delimiter } = isWindows ? win32 : posix;
  const folders = (environment['PATH'] ?? environment['Path'] ?? '').split(delimiter).filter(Boolean);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => joined(folder, isWindows ? `${name}.exe` : name)));
  if (!isWindows) return [...onPath, ...(platform === 'darwin' ? MAC : LINUX)];
  const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => environment[name] ?? []);
  return [...onPath, ...roots.flatMap((root) => WINDOWS.map((path) => joined(root, path)))];
};

const findInstalled = (machine: Machine): string | undefined =>
  [...systemPlaces(machine), machine.playwrightPath()].find(machine.works);

/** Playwright's command line; `npx` would ask the registry where it is not linked. */
const playwrightCli = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');

const installWith = {
  aptGet: async ({ run }: Machine): Promise<boolean> =>
    (await run('apt-get', ['update'])) && run('apt-get', ['install', '-y', 'chromium']),
  playwright: ({ run }: Machine): Promise<boolean> => run(process.execPath, [playwrightCli(), 'install', 'chromium']),
};

/**
 * Path of a browser that works: the one `CANDOR_CHROMIUM` names, the system's, Playwright's own, else a new one from `apt-get` (as root
 * on Debian) or from Playwright. Throws one sentence saying what to do when there is none.
 */
export const ensureChromium = async (machine: Machine = thisMachine()): Promise<string> => {
  const named = machine.environment['CANDOR_CHROMIUM'];
  if (named) {
    if (machine.works(named)) return named;
    throw new Error(`CANDOR_CHROMIUM names ${named}, which is no browser that starts: correct the path or unset it.`);
  }
  const installed = findInstalled(machine);
  if (installed) return installed;
  const canUseApt = machine.isRoot && machine.isDebian;
  for (const way of canUseApt ? (['aptGet', 'playwright'] as const) : (['playwright'] as const)) {
    const found = (await installWith[way](machine)) ? findInstalled(machine) : undefined;
    if (found) return found;
  }
  throw new Error(
    'No Chromium was found or could be installed: install Chromium or Chrome, or set CANDOR_CHROMIUM to the path of one.',
  );
};

const run: Machine['run'] = (command, args) =>
  new Promise((resolve) => {
    console.warn(`No Chromium found; running: ${[command, ...args].join(' ')}`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
    child.once('error', () => resolve(false)).once('exit', (code) => resolve(code === 0));
  });

/** A file may be a script that only says how to install the browser, or lack its libraries; on Windows `--version` would open a window. */
const works = (path: string): boolean => {
  if (!existsSync(path) || !statSync(path).isFile()) return false;
  return (
    process.platform === 'win32' || spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
  );
};

const thisMachine = (): Machine => ({
  platform: process.platform,
  environment: process.env,
  isRoot: process.getuid?.() === 0,
  isDebian: existsSync('/etc/debian_version'),
  works,
  playwrightPath: () => chromium.executablePath(),
  run,
});

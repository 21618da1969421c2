import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { PROJECT } from './shared.ts';

/** A server that runs as a process of its own. */
export type Child = {
  readonly pid: number;
  /** The address it printed. */
  readonly url: string;
  /** Everything it has written so far, for the message of a failing test. */
  readonly output: () => string;
  /** Asks it to end (SIGTERM) and waits; the exit code. */
  readonly stop: () => Promise<number | null>;
  /** Ends it as a power cut would (SIGKILL), and waits. */
  readonly kill9: () => Promise<void>;
};

/** How a server is started. */
export type ChildOptions = {
  /** Arguments of `node`: the script first. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
};

const ADDRESS = /https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+/;

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
  if (!hasEnded(child)) {
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
  return child.exitCode;
};

/** Starts a server and waits until it has printed its address. Rejects with all it wrote when it ends before that. */
export const startChild = async ({ args, env = {}, cwd = PROJECT }: ChildOptions): Promise<Child> => {
  const child = spawn(process.execPath, [...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      written += chunk.toString('utf8');
      const address = ADDRESS.exec(written.slice(0, written.lastIndexOf('\n') + 1))?.[0];
      if (address) resolve(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('close', (code) =>
      reject(new Error(`${args.join(' ')} ended with ${code} before it printed an address:\n${written}`)),
    );
  });
  return {
    pid: child.pid ?? 0,
    url,
    output: () => written,
    stop: () => end(child, 'SIGTERM'),
    kill9: async () => void (await end(child, 'SIGKILL')),
  };
};

/** A loopback port that nothing listens on now: for a server whose address others must know before it starts. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
};

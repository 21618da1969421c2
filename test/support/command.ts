import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Notice } from '../../src/contract/notice.ts';
import type { Person, RawEvent } from './builders.ts';
import { type Child, startChild } from './child.ts';
import { PROJECT } from './shared.ts';

const CLI = 'dist/backend/cli.js';

/** What a command wrote, and how it ended. */
export type Ended = { readonly code: number; readonly out: string; readonly err: string };

/** A folder to run the built `candor` in. */
export type Workplace = {
  readonly folder: string;
  /** Path of the data folder of its servers. */
  readonly data: string;
  /** Writes a file: a text as it is, anything else as JSON. */
  readonly write: (name: string, value: unknown) => Promise<string>;
  /** Starts `candor serve` on a free port. */
  readonly serve: (config: string) => Promise<Child>;
  /** Ends what was started and removes the folder. */
  readonly leave: () => Promise<void>;
};

/** Makes a folder of its own. */
export const aWorkplace = async (): Promise<Workplace> => {
  const folder = await mkdtemp(join(tmpdir(), 'candor-command-'));
  const data = join(folder, 'data');
  const running: Child[] = [];
  return {
    folder,
    data,
    write: async (name, value) => {
      const file = join(folder, name);
      await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value));
      return file;
    },
    serve: async (config) => {
      const child = await startChild({ args: [CLI, 'serve', '--config', config, '--data', data, '--port', '0'] });
      running.push(child);
      return child;
    },
    leave: async () => {
      await Promise.all(running.map((child) => child.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Runs the built `candor` to its end. */
export const candor = async (...args: readonly string[]): Promise<Ended> => {
  const child = spawn(process.execPath, [CLI, ...args], { cwd: PROJECT, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
  const [code] = (await once(child, 'close')) as [number];
  return { code, out, err };
};

/** The notice a backend shows. */
export const noticeOf = async (url: string): Promise<Notice> =>
  ((await (await fetch(`${url}/v1/config`)).json()) as { notice: Notice }).notice;

/** Headers of a post of an event. */
export const headersFor = ({ secret }: Person, event: RawEvent): Record<string, string> => ({
  'content-type': 'application/json',
  authorization: `Bearer ${secret}`,
  'idempotency-key': event.event_id,
});

/** Posts an event over the network. */
export const post = async (
  url: string,
  person: Person,
  event: RawEvent,
): Promise<{ readonly status: number; readonly receipt: string; readonly order: number }> => {
  const response = await fetch(`${url}/v1/consents`, {
    method: 'POST',
    body: JSON.stringify(event),
    headers: headersFor(person, event),
  });
  const { receipt, order } = (await response.json()) as { receipt: string; order: number };
  return { status: response.status, receipt, order };
};

/** All receipts of a subject, over the network. */
export const receiptsOf = async (url: string, { secret }: Person): Promise<readonly string[]> => {
  const response = await fetch(`${url}/v1/receipts`, { headers: { authorization: `Bearer ${secret}` } });
  return ((await response.json()) as { receipts: { receipt: string }[] }).receipts.map(({ receipt }) => receipt);
};

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT } from '../support/shared.ts';

/** Bugs that the harness must find: a change to one file of the outbox. */
export const BUGS = {
  'delete-before-send': {
    file: 'src/outbox/outbox.ts',
    honest: 'createOutbox',
    /** The entry leaves the outbox as delivered, and is sent afterwards: who loses the answer, or the network, loses the act. */
    buggy: `export const createOutbox = (options) => honest({
      ...options,
      client: async (route, call) => {
        const receipt = { jws: '', jti: call.idempotencyKey, order: 1, received_at: new Date().toISOString(), forked: false };
        await options.ledger.settle(call.idempotencyKey, { delivery: 'confirmed', receipt });
        return options.client(route, call);
      },
    });`,
  },
  '5xx-is-sent': {
    file: 'src/outbox/entry.ts',
    honest: 'afterAttempt',
    /** An answer is an answer: whatever says "busy" counts as delivered. */
    buggy: `export const afterAttempt = (waiting, outcome, world) => {
      if (outcome.kind !== 'busy') return honest(waiting, outcome, world);
      const receipt = { jws: '', jti: waiting.entry.id, order: 1, received_at: new Date().toISOString(), forked: false };
      return { kind: 'settle', settlement: { delivery: 'confirmed', receipt } };
    };`,
  },
} as const;

/** A bug's name. */
export type Bug = keyof typeof BUGS;

/** The names of the bugs. */
export const BUG_NAMES = Object.keys(BUGS) as readonly Bug[];

/** Puts a bug in front of the honest function. Throws where the function is not there any more: then the bug must be written anew. */
export const withBug = (bug: Bug, code: string): string => {
  const { honest, buggy, file } = BUGS[bug];
  const head = `export const ${honest} = `;
  const [before, after, ...more] = code.split(head);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`the bug "${bug}" does not fit any more: ${file} should hold "${head}" once`);
  return `${before}const honest = ${after}\n${buggy}\n`;
};

/** Builds the widget with a bug and gives its folder; in a process of its own, which has no test's `NODE_ENV`. Throws when the bug could not be put in. */
export const buildWithBug = (bug: Bug): string => {
  const folder = join(PROJECT, 'dist', 'faults', bug);
  const script = join(PROJECT, 'test', 'faults', 'build-bug.mjs');
  const env = { ...process.env, NODE_ENV: 'production', VITEST: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, bug, folder], {
    cwd: PROJECT,
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the widget with the bug "${bug}" cannot be built:\n${stdout}\n${stderr}`);
  return folder;
};

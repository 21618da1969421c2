import { execFileSync } from 'node:child_process';

type Row = { readonly pid: number; readonly parent: number };

/** Every process that runs; one that has ended and was not yet asked for its exit code (`Z`) does not. */
const runningProcesses = (): readonly Row[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state = '']) => !state.startsWith('Z'))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));

/** Process ids of what a process has started, and what those have started. */
export const descendantsOf = (root: number, rows: readonly Row[] = runningProcesses()): readonly number[] =>
  rows.filter(({ parent }) => parent === root).flatMap(({ pid }) => [pid, ...descendantsOf(pid, rows)]);

/** Which of these processes run. */
export const runningOf = (pids: readonly number[]): readonly number[] =>
  runningProcesses().flatMap(({ pid }) => (pids.includes(pid) ? [pid] : []));

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch (error) {
    // It ended by itself meanwhile.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
};

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Ends a process with all it has started, as a power cut would: SIGKILL, and no time for one to notice another's end. The root is held
 * first, so that it starts nothing in between. Resolves when none of them runs.
 */
export const killTree = async (root: number): Promise<void> => {
  signal(root, 'SIGSTOP');
  const all = [...descendantsOf(root), root];
  for (const pid of all) signal(pid, 'SIGKILL');
  while (runningOf(all).length > 0) await pause(2);
};

import type { Reporter } from 'vitest/node';

/** What is asked of a test file after a run. */
export type Finished = {
  readonly children: { readonly allTests: (state: State) => Iterable<unknown> };
  readonly errors: () => readonly unknown[];
};
type State = 'passed' | 'failed' | 'skipped';

/** How many tests of a run ended in each way. */
export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** The last line of a run, alone on its line: `12 passed, 0 failed, 1 skipped`. */
export const countsLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

const inState = (modules: readonly Finished[], state: State): number =>
  modules.reduce((sum, module) => sum + [...module.children.allTests(state)].length, 0);

/** Files that broke before a test of theirs could fail: each is one failure. */
const brokenFiles = (modules: readonly Finished[]): number =>
  modules.filter((module) => module.errors().length > 0 && inState([module], 'failed') === 0).length;

/** Counts a run; an error outside every test is a failure too. */
export const countTests = (modules: readonly Finished[], strayErrors: number): Counts => ({
  passed: inState(modules, 'passed'),
  failed: inState(modules, 'failed') + brokenFiles(modules) + strayErrors,
  skipped: inState(modules, 'skipped'),
});

/** Ends a run with one line of counts that a machine can read as well. */
export const countsReporter = (print: (line: string) => void): Reporter => ({
  onTestRunEnd: (modules, errors) => print(countsLine(countTests(modules, errors.length))),
});

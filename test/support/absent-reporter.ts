import type { Reporter, TestModule } from 'vitest/node';

/** How the reason of every skip for want of shared data begins; counted by it. */
export const ABSENT = 'shared data absent: ';

/** How many tests each absent file has cost, as one line; undefined when nothing was absent. */
export const absentLine = (notes: readonly (string | undefined)[]): string | undefined => {
  const paths = notes.flatMap((note) => (note?.startsWith(ABSENT) ? [note.slice(ABSENT.length)] : []));
  if (paths.length === 0) return undefined;
  const counted = [...new Set(paths)]
    .sort()
    .map((path) => `${path} (${paths.filter((other) => other === path).length})`);
  return `${paths.length} ${paths.length === 1 ? 'test' : 'tests'} skipped, shared data absent: ${counted.join(', ')}. Set CANDOR_SHARED to run them.`;
};

const notesOf = (module: TestModule): (string | undefined)[] =>
  [...module.children.allTests('skipped')].map((test) => {
    const result = test.result();
    return result.state === 'skipped' ? result.note : undefined;
  });

/** Says at the end of a run how many tests were skipped for want of shared data, and which. */
export const absentReporter = (print: (line: string) => void): Reporter => ({
  onTestRunEnd: (modules) => {
    const line = absentLine(modules.flatMap(notesOf));
    if (line) print(line);
  },
});

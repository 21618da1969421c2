import type { Reporter, TestModule } from 'vitest/node';

/** How the reason of every skip for want of shared data begins; counted by it. */
export const ABSENT = 'shared data absent: ';

/** How the reason of every skip for want of a program of this machine begins. */
export const ABSENT_TOOL = 'tool absent: ';

const countedLine = (notes: readonly (string | undefined)[], reason: string): string | undefined => {
  const names = notes.flatMap((note) => (note?.startsWith(reason) ? [note.slice(reason.length)] : []));
  if (names.length === 0) return undefined;
  const counted = [...new Set(names)]
    .sort()
    .map((name) => `${name} (${names.filter((other) => other === name).length})`);
  return `${names.length} ${names.length === 1 ? 'test' : 'tests'} skipped, ${reason}${counted.join(', ')}.`;
};

/** How many tests each absent file or program has cost, a line for each kind; undefined when nothing was absent. */
export const absentLine = (notes: readonly (string | undefined)[]): string | undefined => {
  const [data, tools] = [countedLine(notes, ABSENT), countedLine(notes, ABSENT_TOOL)];
  const lines = [data && `${data} Set CANDOR_SHARED to run them.`, tools && `${tools} Install it to run them.`];
  const said = lines.filter((line) => line !== undefined);
  return said.length === 0 ? undefined : said.join('\n');
};

const notesOf = (module: TestModule): (string | undefined)[] =>
  [...module.children.allTests('skipped')].map((test) => {
    const result = test.result();
    return result.state === 'skipped' ? result.note : undefined;
  });

/** Says at the end of a run how many tests were skipped for want of shared data or a program, and which. */
export const absentReporter = (print: (line: string) => void): Reporter => ({
  onTestRunEnd: (modules) => {
    const line = absentLine(modules.flatMap(notesOf));
    if (line) print(line);
  },
});

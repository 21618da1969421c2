import { it, type TestContext } from 'vitest';
import { ABSENT_TOOL } from './absent-reporter.ts';

const expectTool = ({ skip }: Pick<TestContext, 'skip'>, tool: string, isThere: boolean): void => {
  if (isThere) return;
  if (process.env['CANDOR_EVIDENCE'] === '1') throw new Error(`${ABSENT_TOOL}${tool}: install it to run this proof`);
  skip(`${ABSENT_TOOL}${tool}`);
};

/**
 * A test that needs a program of this machine. Where it is absent and cannot be installed, the test is skipped with the reason and counted
 * at the end of the run, or fails under `CANDOR_EVIDENCE=1`.
 */
export const itWithTool = (tool: string, ensure: () => boolean, name: string, test: () => Promise<void>): void => {
  it(name, async (context) => {
    expectTool(context, tool, ensure());
    await test();
  });
};

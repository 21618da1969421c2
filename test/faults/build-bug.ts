import { join } from 'node:path';
import { createBuilder, type Plugin } from 'vite';
import { PROJECT } from '../support/shared.ts';
import { type Bug, BUGS, withBug } from './bugs.ts';

const bugPlugin = (bug: Bug, onFound: () => void): Plugin => ({
  name: `candor-bug-${bug}`,
  enforce: 'pre',
  transform: {
    filter: { id: new RegExp(`${BUGS[bug].file}$`) },
    handler(code) {
      onFound();
      return withBug(bug, code);
    },
  },
});

/** Builds the widget with a bug into a folder. Throws when the bug could not be put in. */
export const build = async (bug: Bug, outDir: string): Promise<void> => {
  let isFound = false;
  const builder = await createBuilder({
    root: PROJECT,
    configFile: join(PROJECT, 'vite.config.ts'),
    logLevel: 'silent',
    plugins: [bugPlugin(bug, () => (isFound = true))],
    environments: { widget: { build: { outDir } }, loader: { build: { outDir } } },
  });
  for (const name of ['widget', 'loader']) {
    const environment = builder.environments[name];
    if (environment) await builder.build(environment);
  }
  if (!isFound) throw new Error(`the bug "${bug}" was not built in: nothing imports ${BUGS[bug].file} any more`);
};

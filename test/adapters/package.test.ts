// @vitest-environment node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import viteConfig from '../../vite.config.ts';
import { PROJECT } from '../support/shared.ts';
import { ENGINES } from './answers.ts';

const readme = readFileSync(join(PROJECT, 'README.md'), 'utf8');
const section = readme.split('## If your engine already explains itself')[1]?.split('\n## ')[0] ?? '';
const load = import.meta.glob('../../src/adapters/*.ts');

const namesIn = async (entry: string): Promise<readonly string[]> =>
  Object.keys((await load[`../../src/adapters/${entry}.ts`]?.()) as object);

describe('the adapters', () => {
  const rows = [...section.matchAll(/^\| `([\w-]+)` \| `(\w+)` \|/gm)].map(
    ([, entry = '', name = '']) => [entry, name] as const,
  );

  it('are those of the table in the README', () => {
    expect(rows.map(([entry]) => entry).toSorted()).toEqual(ENGINES.map(([name]) => name).toSorted());
  });

  it.each(rows)('%s has one name to import: %s', async (entry, name) => {
    expect(await namesIn(entry)).toEqual([name]);
  });

  it('are imported in the README by names that are there', async () => {
    const imports = [...section.matchAll(/import \{ (\w+) \} from 'candor-widget\/adapters\/([\w-]+)'/g)];
    expect(imports.length).toBeGreaterThan(2);
    for (const [, name, entry = ''] of imports) expect(await namesIn(entry)).toEqual([name]);
  });

  it('are built, each as an entry of its own', () => {
    const lib = viteConfig.environments?.['adapters']?.build?.lib;
    const entries = lib ? Object.keys(lib.entry as object) : [];
    expect(entries.toSorted()).toEqual(ENGINES.map(([name]) => name).toSorted());
  });
});

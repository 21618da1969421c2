// @vitest-environment node
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

type Row = { readonly number: number; readonly proof: string };
type Link = { readonly name: string; readonly path: string };

const rowsOf = (markdown: string): readonly Row[] =>
  [...markdown.matchAll(/^\| (\d+) \| .+ \| (.+) \|$/gm)].map(([, number, proof = '']) => ({
    number: Number(number),
    proof,
  }));

const linksOf = ({ proof }: Row): readonly Link[] =>
  [...proof.matchAll(/\[(.+?)\]\((\S+)\)/g)].map(([, name = '', path = '']) => ({ name, path }));

/** A test's name is the first text of its call, in any quotes; a table of cases may stand before it. */
const isNamed = (source: string, name: string): boolean =>
  ["'", '"', '`'].some(
    (quote) => source.includes(`(${quote}${name}${quote}`) || source.includes(`\n    ${quote}${name}${quote},\n`),
  );

const read = (path: string): string => {
  const file = join(import.meta.dirname, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

const faultsOf = (rows: readonly Row[]): readonly string[] =>
  rows.flatMap((row) => {
    const links = linksOf(row);
    if (links.length === 0) return row.proof === 'not proven yet' ? [] : [`${row.number}: ${row.proof}`];
    return links.flatMap(({ name, path }) => (isNamed(read(path), name) ? [] : [`${row.number}: ${name} (${path})`]));
  });

describe('the table of invariants', () => {
  const rows = rowsOf(read('README.md'));

  it('has every invariant of the contract', () => {
    expect([...new Set(rows.map(({ number }) => number))]).toEqual(Array.from({ length: 20 }, (_none, at) => at + 1));
  });

  it('names tests that are there, or says that there are none', () => {
    expect(faultsOf(rows)).toEqual([]);
  });

  it.each([
    '| 1 | any | [the table of invariants](gone.test.ts) |',
    '| 1 | any | [no test has this name](arrival.test.ts) |',
    '| 1 | any | by looking at it |',
  ])('would not hold with %s', (line) => {
    expect(faultsOf(rowsOf(line))).toHaveLength(1);
  });
});

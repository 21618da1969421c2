// @vitest-environment node
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { generateSigningKey, parseMerchantConfig, signExplanation } from '../../src/backend/index.ts';
import * as backend from '../../src/backend/index.ts';
import { readExplanation } from '../../src/contract/read-explanation.ts';
import type { ExplanationInput } from '../../src/contract/explanation.ts';
import { PROJECT } from '../support/shared.ts';
import { memberRows, partNames, tableIn, tablesFrom, tagRows, tokenRows } from './readme-tables.ts';
import { filesBelow, type SourceFile, sourcesOfSrc } from './sources.ts';

const files = filesBelow();
const readme = files.find(({ path }) => path === 'README.md')?.text ?? '';
const aFile = (text: string): SourceFile => ({ path: 'any.ts', text });

const exampleOf = (name: string): unknown => {
  const block = readme
    .split(`<!-- example:${name} -->`)[1]
    ?.split('```')[1]
    ?.replace(/^json\n/, '');
  return JSON.parse(block ?? '');
};

describe('the README', () => {
  it.each(Object.entries(tablesFrom(files)))('tells of %s what the code says', (name, table) => {
    expect(tableIn(readme, name)).toBe(table);
  });

  it('names every part, and none that is not there', () => {
    const told = [...tableIn(readme, 'parts').matchAll(/`([\w-]+)`/g)].map(([, part]) => part);
    const named = partNames(sourcesOfSrc()).flatMap((part) =>
      part === 'meter-*' ? ['meter-for', 'meter-against', 'meter-rest'] : part,
    );
    expect(told.toSorted()).toEqual(named.toSorted());
  });

  it('shows a config that the backend takes', () => {
    expect(parseMerchantConfig(exampleOf('config'))).toMatchObject({ ok: true });
  });

  it('shows an explanation that can be signed, and that adds up', async () => {
    const example = exampleOf('explanation') as ExplanationInput;
    expect(await signExplanation(example, await generateSigningKey('explanation'))).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    const { value, base = 0, residual = 0 } = example.score ?? { value: Number.NaN };
    const sum = example.factors.reduce((total, { weight }) => total + (weight ?? 0), base + residual);
    expect(sum).toBeCloseTo(value, 9);
    expect(readExplanation(example)).toMatchObject({ marks: [] });
  });

  it('imports what the package exports', () => {
    const imports = [...readme.matchAll(/import \{ ([^}]+) \} from 'candor-widget\/backend'/g)];
    const names = imports.flatMap(([, all = '']) => all.split(', '));
    expect(names.length).toBeGreaterThan(3);
    expect(Object.keys(backend)).toEqual(expect.arrayContaining(names));
  });

  it('names only scripts that are there, and every one of them', () => {
    const told = [
      ...readme.matchAll(/`?npm (?:run )?(start|test|dev|build|check|evidence|bench|durability|faults|screenshots)\b/g),
    ];
    const parts = [...readme.matchAll(/`(test:\w+)`/g)];
    expect([...new Set([...told, ...parts].map(([, name]) => name))].toSorted()).toEqual(
      Object.keys(packageJson.scripts).toSorted(),
    );
  });

  it('links only to files that are there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
  });

  it('names only folders that are there', () => {
    const folders = [...readme.matchAll(/`((?:src|test|demo|styles)(?:\/[\w-]+)*)`/g)].map(([, path = '']) => path);
    expect(folders.filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
  });
});

describe('a stylesheet', () => {
  it('uses only tokens of the theme', () => {
    const known = tokenRows(files.find(({ path }) => path === 'styles/tokens.css') ?? aFile('')).map(([name]) => name);
    const used = [...filesBelow('styles'), ...sourcesOfSrc()].flatMap(({ text }) =>
      [...text.matchAll(/var\((--candor-[\w-]+)/g)].map(([, name]) => `\`${name}\``),
    );
    expect(used.length).toBeGreaterThan(20);
    expect([...new Set(used)].filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('the tables', () => {
  it('find attributes and events in a doc comment', () => {
    const element = aFile('/**\n * @attr {boolean} open - Is open.\n * @fires a-b - Happened.\n */');
    expect(tagRows(element, 'attr')).toEqual([['`open`', 'boolean', 'Is open.']]);
    expect(tagRows(element, 'fires')).toEqual([['`a-b`', 'Happened.']]);
  });

  it('find public members, and no others', () => {
    const members =
      '/** Opens. */ open(at?: string): void {} #secret(): void {} protected load(): void {} connectedCallback(): void {}';
    expect(memberRows(aFile(`export class A { ${members} }`))).toEqual([['`open(at?)`', 'Opens.']]);
  });

  it('find parts however they are given', () => {
    const texts = ['<p part="a b" />', '<p part={`c c-${kind}`} />', "node.part.add('d');"];
    expect(partNames(texts.map(aFile))).toEqual(['a', 'b', 'c', 'c-*', 'd']);
  });

  it('miss a token without a comment', () => {
    expect(tokenRows(aFile(' --candor-a: 1px; /* one */\n --candor-b: 2px;'))).toEqual([
      ['`--candor-a`', '`1px`', 'one'],
    ]);
  });
});

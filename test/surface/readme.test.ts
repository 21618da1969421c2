// @vitest-environment node
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { generateSigningKey, parseMerchantConfig, signExplanation } from '../../src/backend/index.ts';
import { checkExplanations } from '../../src/backend/explanation-check/check.ts';
import * as backend from '../../src/backend/index.ts';
import { readExplanation } from '../../src/contract/read-explanation.ts';
import type { ExplanationInput } from '../../src/contract/explanation.ts';
import { PROJECT } from '../support/shared.ts';
import { commandRows, memberRows, partNames, tableIn, tablesFrom, tagRows, tokenRows } from './readme-tables.ts';
import { filesBelow, type SourceFile, sourcesOfSrc } from './sources.ts';

const files = filesBelow();
const readme = files.find(({ path }) => path === 'README.md')?.text ?? '';
const aFile = (text: string): SourceFile => ({ path: 'any.ts', text });

const blockOf = (name: string): string =>
  readme
    .split(`<!-- example:${name} -->`)[1]
    ?.split('```')[1]
    ?.replace(/^\w+\n/, '') ?? '';

const exampleOf = (name: string): unknown => JSON.parse(blockOf(name));

/** Runs the recommender of the README in a folder of its own, on a free port; ends with what was asked of it. */
const withRecommender = async <T>(ask: (url: string, folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'candor-readme-'));
  const code = blockOf('recommender').replaceAll("'recommender", `'${folder}/recommender`);
  await mkdir(join(folder, 'recommender'));
  await writeFile(join(folder, 'recommender/explanation.json'), blockOf('explanation'));
  await writeFile(join(folder, 'recommender.mjs'), code.replace('process.env.PORT ?? 3000', '0'));
  const { server }: { server: Server } = await import(/* @vite-ignore */ join(folder, 'recommender.mjs'));
  try {
    if (!server.listening) await once(server, 'listening');
    return await ask(`http://localhost:${(server.address() as AddressInfo).port}/explanations`, folder);
  } finally {
    server.close();
    await rm(folder, { recursive: true });
  }
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

  it('shows a recommender that answers signed explanations, which candor explain check is content with', async () => {
    const text = await withRecommender(async (url, folder) => {
      const keys = JSON.parse(await readFile(join(folder, 'recommender/explanation-keys.public.json'), 'utf8')).keys;
      expect(await (await fetch(`${url}?ids=nobody&ids=,`)).json()).toEqual({ explanations: [] });
      expect((await fetch(url.replace('/explanations', '//'))).status).toBe(200);
      const response = await fetch(`${url}?ids=exp_1001,exp_1001`);
      expect(response.headers.get('cache-control')).toBe('no-store');
      return checkExplanations(await response.text(), { keys, iss: 'https://shop.example' });
    });
    const [only, ...others] = text.explanations;
    expect([only?.id, others, text.findings]).toEqual(['exp_1001', [], []]);
    expect(only?.findings.map(({ code, severity }) => [code, severity])).toEqual([['much-untold', 'warning']]);
  });

  it('imports what the package exports', () => {
    const imports = [...readme.matchAll(/import \{ ([^}]+) \} from 'candor-widget\/backend'/g)];
    const names = imports.flatMap(([, all = '']) => all.split(', '));
    expect(names.length).toBeGreaterThan(3);
    expect(Object.keys(backend)).toEqual(expect.arrayContaining(names));
  });

  it('tells of every command that candor --help tells of', () => {
    const usage = files.find(({ path }) => path === 'src/backend/cli.ts')?.text ?? '';
    const told = [...usage.matchAll(/^  candor ([a-z][a-z-]*)(?: (export|check))?/gm)].map(([, name, act]) =>
      ['candor', name, act].filter(Boolean).join(' '),
    );
    const rows = [...tableIn(readme, 'commands').matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);
    expect(rows).toEqual([...new Set(told)].toSorted());
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

  it('find a command by its doc comment, and none without', () => {
    const path = 'src/backend/commands/a.ts';
    const text = '/** `candor a`: does it. */\nexport const a: Command = {};\nexport const b: Command = {};';
    expect(commandRows([{ path, text }, aFile(text)])).toEqual([['`candor a`', 'does it.']]);
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

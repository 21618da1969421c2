import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'vite';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '../support/shared.ts';
import { importsOf } from './imports.ts';
import { readOutput } from './output.ts';

const WIDGET = join(PROJECT, 'dist/widget');
const widget = readOutput(WIDGET);
const shop = readOutput(join(PROJECT, 'dist/shop'));
const adapters = readOutput(join(PROJECT, 'dist/adapters'));
const browser = [...widget, ...shop, ...adapters];

/** What stands in a bundle only when the backend, or a package of its, was drawn into it. */
const OF_THE_BACKEND =
  /\bnode:\w+|kysely|libsql|better-sqlite|nodemailer|\bhono(?!u)|JOSE_|JOSEError|pg_advisory|sqlite|postgres/gi;

/** `eval`, `new Function` and their like in a script: forbidden by the policies that the widget promises to work under. */
const compiledTexts = (path: string, code: string): readonly string[] => {
  const found: string[] = [];
  const called = (name: string): void => void (['eval', 'Function'].includes(name) && found.push(`${path}: ${name}`));
  new Visitor({
    CallExpression: ({ callee }) => callee.type === 'Identifier' && called(callee.name),
    NewExpression: ({ callee }) => callee.type === 'Identifier' && called(callee.name),
  }).visit(parseSync(path, code).program);
  return found;
};

const backendWords = (code: string): readonly string[] => code.match(OF_THE_BACKEND) ?? [];

describe('a script for the browser', () => {
  it.each(browser.map(([path]) => path))('%s holds nothing of the backend', (path) => {
    expect(backendWords(new Map(browser).get(path) ?? '')).toEqual([]);
  });

  it('of the widget makes no code out of text', () => {
    expect([...widget].flatMap(([path, code]) => compiledTexts(path, code))).toEqual([]);
  });

  it('of an adapter makes no code out of text, and imports nothing but chunks of the adapters', () => {
    const specifiers = [...adapters].flatMap(([path, code]) =>
      importsOf(path, code).flatMap(({ specifier }) => specifier ?? []),
    );
    expect(adapters.size).toBeGreaterThan(11);
    expect(specifiers.filter((specifier) => !specifier.startsWith('./') && !specifier.startsWith('../'))).toEqual([]);
    expect([...adapters].flatMap(([path, code]) => compiledTexts(path, code))).toEqual([]);
  });

  it('of the widget imports nothing but chunks of the widget', () => {
    const specifiers = [...widget].flatMap(([path, code]) =>
      importsOf(path, code).flatMap(({ specifier }) => specifier ?? []),
    );
    expect(specifiers.length).toBeGreaterThan(20);
    expect(specifiers.filter((specifier) => !specifier.startsWith('./') && !specifier.startsWith('../'))).toEqual([]);
  });

  it('is caught where it does any of that', () => {
    expect(compiledTexts('a.js', 'const f = new Function("a", "return a");')).toEqual(['a.js: Function']);
    expect(compiledTexts('a.js', 'eval("1")')).toEqual(['a.js: eval']);
    expect(backendWords('import fs from "node:fs"')).toEqual(['node:fs']);
    expect(backendWords('new Kysely(); throw new JOSEError(); new HonoRequest()')).toEqual([
      'Kysely',
      'JOSEError',
      'Hono',
    ]);
    expect(backendWords('type="application/jose+json" title="Your choice is honoured"')).toEqual([]);
  });
});

describe('the loader', () => {
  const loader = widget.get('candor.js') ?? '';

  it('is a classic script: it imports and exports nothing while it loads', () => {
    const { module, program } = parseSync('candor.js', loader, { sourceType: 'script' });
    expect(program.body.length).toBeGreaterThan(0);
    expect([module.staticImports, module.staticExports]).toEqual([[], []]);
    expect(importsOf('candor.js', loader)).toEqual([{ specifier: undefined, how: 'lazy' }]);
  });

  it('names a start chunk that is there', () => {
    const [start] = /assets\/start-[\w-]{8}\.js/.exec(loader) ?? [];
    expect(widget.has(start ?? '')).toBe(true);
  });

  it('declares nothing in the page', () => {
    const { program } = parseSync('candor.js', loader, { sourceType: 'script' });
    expect(program.body.map(({ type }) => type)).toEqual(['ExpressionStatement']);
  });
});

describe('integrity.json', () => {
  type Integrity = {
    readonly 'candor.js': string;
    readonly importmap: { readonly integrity: Readonly<Record<string, string>> };
  };
  const written = JSON.parse(readFileSync(join(WIDGET, 'integrity.json'), 'utf8')) as Integrity;
  const digest = (path: string): string =>
    `sha384-${createHash('sha384')
      .update(readFileSync(join(WIDGET, path)))
      .digest('base64')}`;

  it("has the loader's digest for the script tag", () => {
    expect(written['candor.js']).toBe(digest('candor.js'));
  });

  it('has the digest of every chunk, as an import map takes them', () => {
    const chunks = [...widget.keys()].filter((path) => path !== 'candor.js');
    expect(written.importmap.integrity).toEqual(Object.fromEntries(chunks.map((path) => [`./${path}`, digest(path)])));
  });
});

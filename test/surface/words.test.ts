// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { filesBelow, lineOf, type SourceFile } from './sources.ts';

type Rule = { readonly what: string; readonly pattern: RegExp };

const EVERYWHERE: readonly Rule[] = [
  { what: 'path of a machine', pattern: /(?<![\w.~:/-])\/(?:work|tmp|root|home|Users)\//g },
  { what: 'registry host', pattern: /\bregistry\.[a-z.]+\.(?:org|com)|\bregistry\.[a-z]+\.(?:org|com)/g },
  { what: 'unfinished work', pattern: /\b(?:TODO|FIXME|HACK|XXX)\b/g },
  { what: 'suppressed check', pattern: /@ts-(?:ignore|expect-error|nocheck)|(?:ox|es)lint-disable/g },
];

/** What style.md's table of words replaces, as far as it can mean nothing else; and ways from text to markup. */
const IN_SRC: readonly Rule[] = [
  { what: 'other word', pattern: /\b(?:tenants?|tickets?|visitors?|thumbs|banners?|cookie (?:type|category))\b/gi },
  { what: 'markup from text', pattern: /\b(?:inner|outer|dangerouslySetInner)HTML\b|\binsertAdjacentHTML\b/g },
  { what: 'code from text', pattern: /\bdocument\.write(?:ln)?\b|\beval\(|\bnew Function\b/g },
];

const found = (rules: readonly Rule[], { path, text }: SourceFile): readonly string[] =>
  rules.flatMap(({ what, pattern }) =>
    [...text.matchAll(pattern)].map(({ index, 0: word }) => `${path}:${lineOf(text, index)} ${what}: ${word}`),
  );

describe('the project', () => {
  it('speaks of no machine, no registry and no unfinished or suppressed work', () => {
    const files = filesBelow().filter(({ path }) => path !== 'test/surface/words.test.ts');
    expect(files.flatMap((file) => found(EVERYWHERE, file))).toEqual([]);
  });

  it('uses its own words in the sources, and makes no markup or code from text', () => {
    expect([...filesBelow('src'), ...filesBelow('styles')].flatMap((file) => found(IN_SRC, file))).toEqual([]);
  });
});

describe('the search for words', () => {
  it.each(['see /work/main', '"/tmp/x"', 'https://registry.example.org/preact', '// TODO: later', '// @ts-ignore'])(
    'finds %j anywhere',
    (text) => {
      expect(found(EVERYWHERE, { path: 'any.ts', text })).not.toEqual([]);
    },
  );

  it.each(['el.innerHTML = text', 'document.write(text)', 'eval(text)', 'a ticket'])('finds %j in a source', (text) => {
    expect(found(IN_SRC, { path: 'any.ts', text })).toHaveLength(1);
  });

  it.each(['/v1/config', '../shared', 'https://shop.example/home/', 'a todo list', 'evaluated'])(
    'is content with %j',
    (text) => {
      expect(found([...EVERYWHERE, ...IN_SRC], { path: 'any.ts', text })).toEqual([]);
    },
  );
});

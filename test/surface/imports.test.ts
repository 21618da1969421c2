// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { importsOf } from './imports.ts';

describe('the imports of a file', () => {
  it.each([
    [`import { a } from './a.ts';`, './a.ts', 'static'],
    [`import a from './a.css?inline';`, './a.css?inline', 'static'],
    [`import './a.ts';`, './a.ts', 'static'],
    [`import { type A, b } from './a.ts';`, './a.ts', 'static'],
    [`import type { A } from './a.ts';`, './a.ts', 'types'],
    [`import { type A, type B } from './a.ts';`, './a.ts', 'types'],
    [`export { a } from './a.ts';`, './a.ts', 'static'],
    [`export * from './a.ts';`, './a.ts', 'static'],
    [`export type { A } from './a.ts';`, './a.ts', 'types'],
    [`export { type A } from './a.ts';`, './a.ts', 'types'],
    [`const load = () => import('./a.ts');`, './a.ts', 'lazy'],
    [`export type A = typeof import('./a.ts');`, './a.ts', 'lazy'],
    [`const view = <p>{() => import('./a.ts')}</p>;`, './a.ts', 'lazy'],
    ['const load = (base: string) => import(base);', undefined, 'lazy'],
  ])('%s', (code, specifier, how) => {
    expect(importsOf('any.tsx', code)).toEqual([{ specifier, how }]);
  });

  it.each(['// import "./a.ts"', `const text = "import './a.ts'";`, 'export const a = 1;'])('are none: %s', (code) => {
    expect(importsOf('any.ts', code)).toEqual([]);
  });

  it('cannot be told of a file that does not parse', () => {
    expect(() => importsOf('any.ts', 'import {')).toThrow('any.ts');
  });
});

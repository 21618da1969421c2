// @vitest-environment node
import { type ESTree, Visitor } from 'vite';
import { describe, expect, it } from 'vitest';
import { lineOf, parsed, type SourceFile, sourcesOfSrc } from './sources.ts';

/** Methods that change the array, map, set or signal they are called on. */
const CHANGING = /^(push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|set|add|delete|clear)$/;
const HOLDERS = /^(Map|Set|WeakMap|WeakSet|AbortController|BroadcastChannel|Array)$/;
const SIGNALS = /^(signal|computed|effect)$/;

/** The name a chain of members hangs on: `a` of `a.b[c].d`. */
const rootOf = (node: ESTree.Node): string | undefined => {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' ? rootOf(node.object) : undefined;
};

const declarationsOf = (program: ESTree.Program): readonly ESTree.VariableDeclaration[] =>
  program.body.flatMap((node) => {
    const declared = node.type === 'ExportNamedDeclaration' ? node.declaration : node;
    return declared?.type === 'VariableDeclaration' ? [declared] : [];
  });

const isReadonlyTyped = (text: string, { id, init }: ESTree.VariableDeclarator): boolean =>
  /: Readonly(Map|Set|Array)</.test(text.slice(id.start, init?.start));

/** What a module-level declaration holds that can change, as the reason for refusing it. */
const stateIn = (text: string, { kind, declarations }: ESTree.VariableDeclaration): readonly string[] => {
  if (kind === 'let' || kind === 'var') return [`a module-level ${kind}`];
  return declarations.flatMap((one) => {
    const { init } = one;
    if (init?.type === 'NewExpression' && init.callee.type === 'Identifier' && HOLDERS.test(init.callee.name))
      return isReadonlyTyped(text, one) ? [] : [`a module-level ${init.callee.name}`];
    if (init?.type === 'CallExpression' && init.callee.type === 'Identifier' && SIGNALS.test(init.callee.name))
      return [`a module-level ${init.callee.name}`];
    if (init?.type === 'ArrayExpression' && init.elements.length === 0) return ['an empty module-level array'];
    if (init?.type === 'ObjectExpression' && init.properties.length === 0) return ['an empty module-level object'];
    return [];
  });
};

const namesOf = (declarations: readonly ESTree.VariableDeclaration[]): ReadonlySet<string | undefined> =>
  new Set(
    declarations.flatMap(({ declarations: all }) => all.flatMap(({ id }) => (id.type === 'Identifier' ? id.name : []))),
  );

/** Everything in a file that outlives the widget it serves: declarations that can change, and changes to a module-level constant. */
const moduleState = (file: SourceFile): readonly string[] => {
  const { program } = parsed(file);
  const declarations = declarationsOf(program);
  const names = namesOf(declarations);
  const found: { start: number; reason: string }[] = declarations.flatMap((one) =>
    stateIn(file.text, one).map((reason) => ({ start: one.start, reason })),
  );
  const changed = (target: ESTree.Node): void => {
    const name = target.type === 'MemberExpression' ? rootOf(target) : undefined;
    if (names.has(name) && name) found.push({ start: target.start, reason: `a change to module-level ${name}` });
  };
  new Visitor({
    AssignmentExpression: ({ left }) => changed(left),
    UpdateExpression: ({ argument }) => changed(argument),
    UnaryExpression: ({ operator, argument }) => (operator === 'delete' ? changed(argument) : undefined),
    CallExpression: ({ callee }) => {
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
      if (CHANGING.test(callee.property.name)) changed(callee);
    },
  }).visit(program);
  return found.map(({ start, reason }) => `${file.path}:${lineOf(file.text, start)} ${reason}`);
};

const aFile = (text: string): SourceFile => ({ path: 'any.ts', text });

describe('a module', () => {
  it('keeps no state: everything hangs on a widget or a backend and ends with it', () => {
    expect(sourcesOfSrc().flatMap(moduleState)).toEqual([]);
  });
});

describe('the search for state in a module', () => {
  it.each([
    'let turn = 0;',
    'export let turn = 0;',
    'var turn = 0;',
    'const seen = new Map();',
    'export const seen = new Set<string>();',
    'const seen: Map<string, string> = new Map();',
    'const all: string[] = [];',
    'const cache: Record<string, string> = {};',
    'const open = signal(false);',
    'const names = ["a"];\nexport const add = () => names.push("b");',
    'const names = ["a"];\nexport const sorted = () => names.sort();',
    'const table = { a: 1 };\nexport const set = () => { table.a = 2; };',
    'const table = { a: { b: 1 } };\nexport const more = () => table.a.b++;',
    'const table = { a: 1 };\nexport const less = () => delete table.a;',
  ])('finds %j', (text) => {
    expect(moduleState(aFile(text))).toHaveLength(1);
  });

  it.each([
    'const names = ["a", "b"];',
    'const table = { a: 1 } as const;',
    'const known: ReadonlySet<string> = new Set(["a"]);',
    'const names = ["a"];\nexport const sorted = () => [...names].sort();',
    'export const count = () => { let n = 0; n++; return n; };',
    'export const make = () => { const all = []; all.push(1); return all; };',
    'const when = new Intl.DateTimeFormat("en");',
  ])('is content with %j', (text) => {
    expect(moduleState(aFile(text))).toEqual([]);
  });
});

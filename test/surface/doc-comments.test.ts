// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { lineOf, parsed, type SourceFile, sourcesOfSrc } from './sources.ts';

const TYPE_OF_SCHEMA = /^export type \w+ = v\.Infer(?:Output|Input)<typeof (\w+)>;$/;

/** The exported names of a file that no doc comment stands directly above of, with their lines. */
const undocumented = (file: SourceFile): readonly string[] => {
  const { program, comments } = parsed(file);
  const isDocumented = (start: number): boolean =>
    comments.some(
      ({ type, value, end }) =>
        type === 'Block' &&
        value.startsWith('*') &&
        value.replaceAll('*', '').trim() !== '' &&
        end <= start &&
        file.text.slice(end, start).trim() === '',
    );
  const codeOf = ({ start, end }: { start: number; end: number }): string => file.text.slice(start, end);
  const headOf = (code: string): string => code.split(/[=:{(;\n]/)[0]?.trim() ?? '';
  const documented = new Set(
    program.body.filter(({ start }) => isDocumented(start)).map((node) => headOf(codeOf(node)).split(' ').at(-1)),
  );
  // The type of a schema needs no words beside the schema's.
  const isTypeOfSchema = (code: string): boolean => documented.has(TYPE_OF_SCHEMA.exec(code)?.[1]);
  return program.body.flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration' && node.type !== 'ExportDefaultDeclaration') return [];
    if (!node.declaration || isDocumented(node.start) || isTypeOfSchema(codeOf(node))) return [];
    return [`${file.path}:${lineOf(file.text, node.start)} ${headOf(codeOf(node))}`];
  });
};

const aFile = (text: string): SourceFile => ({ path: 'any.ts', text });

describe('every exported name', () => {
  it('has a doc comment', () => {
    expect(sourcesOfSrc().flatMap(undocumented)).toEqual([]);
  });
});

describe('the search for exported names without a doc comment', () => {
  it.each([
    'export const a = 1;',
    '// a remark\nexport const a = 1;',
    '/* a remark */\nexport const a = 1;',
    '/** */\nexport const a = 1;',
    '/** Of b. */\nconst b = 1;\nexport const a = b;',
    'export type A = string;',
    'export class A {}',
    'export function a() {}',
    'const s = v.string();\nexport type A = v.InferOutput<typeof s>;',
  ])('finds %j', (text) => {
    expect(undocumented(aFile(text))).toHaveLength(1);
  });

  it.each([
    '/** One. */\nexport const a = 1;',
    '/** A text. */\nexport const s = v.string();\nexport type A = v.InferOutput<typeof s>;',
    'const a = 1;',
    "export { a } from './a.ts';",
    "export * from './a.ts';",
  ])('is content with %j', (text) => {
    expect(undocumented(aFile(text))).toEqual([]);
  });
});

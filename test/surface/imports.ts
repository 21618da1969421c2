import { type ESTree, parseSync, Visitor } from 'vite';

/** How a module is imported: when the importer loads, for its types only, or through `import()`. */
export type How = 'static' | 'types' | 'lazy';

/** One import of a source file. An `import()` of something that is only known at run time has no specifier. */
export type Import = { readonly specifier: string | undefined; readonly how: How };

type Declaration = ESTree.ImportDeclaration | ESTree.ExportNamedDeclaration | ESTree.ExportAllDeclaration;

const isTypes = (node: Declaration): boolean => {
  if ('importKind' in node && node.importKind === 'type') return true;
  if ('exportKind' in node && node.exportKind === 'type') return true;
  if (!('specifiers' in node) || node.specifiers.length === 0) return false;
  return node.specifiers.every(
    (one) => ('importKind' in one && one.importKind === 'type') || ('exportKind' in one && one.exportKind === 'type'),
  );
};

const textOf = (source: ESTree.Expression): string | undefined =>
  source.type === 'Literal' && typeof source.value === 'string' ? source.value : undefined;

/** Every import, re-export, `import()` and `import('…').Type` of a TypeScript file. Throws where the file cannot be parsed. */
export const importsOf = (path: string, code: string): readonly Import[] => {
  const { program, errors } = parseSync(path, code);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const found: Import[] = [];
  const declared = (node: Declaration): void => {
    if (node.source) found.push({ specifier: node.source.value, how: isTypes(node) ? 'types' : 'static' });
  };
  new Visitor({
    ImportDeclaration: declared,
    ExportNamedDeclaration: declared,
    ExportAllDeclaration: declared,
    ImportExpression: ({ source }) => void found.push({ specifier: textOf(source), how: 'lazy' }),
    TSImportType: ({ source }) => void found.push({ specifier: source.value, how: 'lazy' }),
  }).visit(program);
  return found;
};

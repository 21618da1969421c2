import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type ESTree, parseSync } from 'vite';
import { PROJECT } from '../support/shared.ts';

/** A file of the project, its path below the root with forward slashes. */
export type SourceFile = { readonly path: string; readonly text: string };

const NOT_OURS = new Set(['node_modules', 'dist', '.git', '.candor', '.screens']);
const TEXT = /(^|\.)(ts|tsx|mjs|js|json|jsonc|css|html|md|yml|gitignore|run|LICENSE)$/;

const pathsBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : pathsBelow(path);
    return entry.isFile() && TEXT.test(path) ? [path] : [];
  });

/** Every text file of the project below a folder; what is installed, built or stored at run time is not part of it. */
export const filesBelow = (folder = '.'): readonly SourceFile[] =>
  pathsBelow(join(PROJECT, folder)).map((path) => ({
    path: relative(PROJECT, path).split(sep).join('/'),
    text: readFileSync(path, 'utf8'),
  }));

/** Every TypeScript file of `src`. */
export const sourcesOfSrc = (): readonly SourceFile[] => filesBelow('src').filter(({ path }) => /\.tsx?$/.test(path));

type Comment = ReturnType<typeof parseSync>['comments'][number];

/** A parsed file with its comments. Throws where it cannot be parsed. */
export const parsed = ({ path, text }: SourceFile): { program: ESTree.Program; comments: readonly Comment[] } => {
  const { program, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  return { program, comments };
};

/** Line of an offset, from 1. */
export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

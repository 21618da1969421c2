import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { importsOf } from './imports.ts';

/** Bytes of something as it lies on the server, and as it travels. */
export type Size = { readonly raw: number; readonly gzip: number; readonly brotli: number };

/** The built files of the widget: path → code. */
export type Output = ReadonlyMap<string, string>;

const NOTHING: Size = { raw: 0, gzip: 0, brotli: 0 };

/** Every script of a built folder; paths are relative to it, with `/`. */
export const readOutput = (folder: string): Output =>
  new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path.endsWith('.js'))
      .sort()
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );

/** The file of a lazy entry by the name the build gave it: `explain` → `assets/explain-<hash>.js`. Throws where there is not exactly one. */
export const fileOf = (output: Output, name: string): string => {
  const files = [...output.keys()].filter((path) => path.replace(/-[\w-]{8}\.js$/, '') === `assets/${name}`);
  const [file] = files;
  if (file === undefined || files.length > 1) throw new Error(`the build has ${files.length} chunks named ${name}`);
  return file;
};

/** A file and all it imports while it loads, in no order; nothing that comes through `import()`. */
export const closureOf = (output: Output, file: string, known: Set<string> = new Set()): ReadonlySet<string> => {
  if (known.has(file)) return known;
  const code = output.get(file);
  if (code === undefined) throw new Error(`${file} is imported, and not in the build`);
  known.add(file);
  for (const { specifier, how } of importsOf(file, code)) {
    if (how === 'static' && specifier) closureOf(output, posix.join(posix.dirname(file), specifier), known);
  }
  return known;
};

/** Size of one text, at the strongest setting of each compression. */
export const sizeOf = (text: string): Size => {
  const bytes = Buffer.from(text);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params }).length,
  };
};

/** Size of every file; each is compressed alone, as it travels. */
export const sizesOf = (output: Output): ReadonlyMap<string, Size> =>
  new Map([...output].map(([path, code]) => [path, sizeOf(code)]));

/** Size of several files together. */
export const sizeOfFiles = (sizes: ReadonlyMap<string, Size>, files: Iterable<string>): Size =>
  [...files]
    .map((file) => sizes.get(file) ?? NOTHING)
    .reduce(
      (sum, { raw, gzip, brotli }) => ({ raw: sum.raw + raw, gzip: sum.gzip + gzip, brotli: sum.brotli + brotli }),
      NOTHING,
    );

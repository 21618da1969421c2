import { unzipSync, zipSync } from 'fflate';

/** Files of a bundle: path → text. All of them are text in UTF-8. */
export type BundleFiles = ReadonlyMap<string, string>;

/** Path of the signed manifest: the one file that it does not name. */
export const MANIFEST = 'manifest.jws';

/** Fields of the archive's clock, the same in every time zone; the manifest holds the real time. */
const WRITTEN = [1980, 0, 1, 12] as const;

/** Largest archive that is read, in bytes: it is held in memory. */
const MAX_BYTES = 1_000_000_000;

/** Packs files as a ZIP that is the same for the same files: sorted, not compressed, without a real time. */
export const packBundle = (files: BundleFiles): Uint8Array => {
  const encoder = new TextEncoder();
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return zipSync(Object.fromEntries(sorted.map(([path, text]) => [path, encoder.encode(text)])), {
    level: 0,
    mtime: new Date(...WRITTEN),
  });
};

/** What was read of an archive; `isWhole` when every byte of it is as `packBundle` writes it. */
export type Unpacked = { readonly files: BundleFiles; readonly isWhole: boolean };

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

/** Reads a bundle; undefined when it is none. Nothing compressed is unpacked: an archive cannot grow here. */
export const unpackBundle = (bytes: Uint8Array): Unpacked | undefined => {
  if (bytes.length > MAX_BYTES) return undefined;
  try {
    const entries = unzipSync(bytes, {
      filter: ({ compression, originalSize }) => compression === 0 && originalSize <= bytes.length,
    });
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const files = new Map(Object.entries(entries).map(([path, entry]) => [path, decoder.decode(entry)]));
    return files.size === 0 ? undefined : { files, isWhole: isSame(packBundle(files), bytes) };
  } catch {
    return undefined;
  }
};

/** Texts as one file, a line each; none of them holds a line end. */
export const linesOf = (texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('');

/** The lines of such a file; undefined when it does not end with one. */
export const linesIn = (text: string): readonly string[] | undefined => {
  if (text === '') return [];
  return text.endsWith('\n') ? text.slice(0, -1).split('\n') : undefined;
};

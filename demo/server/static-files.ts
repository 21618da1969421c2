import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json',
  '.json': 'application/json',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};

/** Names that carry a hash of their content never change. */
const HASHED = /-[\w-]{8,}\.(?:js|css|svg)$/;

/** Answers with a file of a folder, or undefined where there is none. Nothing outside the folder can be named. */
export type StaticFiles = (path: string) => Promise<Response | undefined>;

/** Files of one folder; `headers` stand on each. */
export const staticFiles = (folder: string, headers: Readonly<Record<string, string>> = {}): StaticFiles => {
  const root = normalize(`${folder}${sep}`);
  return async (path) => {
    const file = normalize(join(root, path));
    const type = TYPES[extname(file)];
    if (!file.startsWith(root) || type === undefined || path.includes('\0')) return undefined;
    try {
      const caching = HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache';
      return new Response(new Uint8Array(await readFile(file)), {
        headers: { 'content-type': type, 'cache-control': caching, 'x-content-type-options': 'nosniff', ...headers },
      });
    } catch {
      return undefined;
    }
  };
};

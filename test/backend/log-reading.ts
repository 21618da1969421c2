import type { ReadTile } from '../../src/crypto/tiles.ts';
import type { TestBackend } from './harness.ts';

/** Bytes at a path of a backend; undefined unless it answers 200. */
export const bytesAt = async ({ backend }: TestBackend, path: string): Promise<Uint8Array | undefined> => {
  const response = await backend.fetch(new Request(`https://candor.shop.example${path}`));
  return response.status === 200 ? new Uint8Array(await response.arrayBuffer()) : undefined;
};

/** The tiles of a backend's log. */
export const tilesOf =
  (shop: TestBackend): ReadTile =>
  (path) =>
    bytesAt(shop, `/v1/log/${path}`);

/** All entries of a log of this size, from its bundles; each must say its length. */
export const entriesOf = async (shop: TestBackend, size: number): Promise<readonly Uint8Array[]> => {
  const entries: Uint8Array[] = [];
  for (let first = 0; first < size; first += 256) {
    const width = Math.min(256, size - first);
    const place = String(first / 256).padStart(3, '0');
    const bundle = await bytesAt(shop, `/v1/log/tile/entries/${place}${width < 256 ? `.p/${width}` : ''}`);
    if (bundle?.length !== width * 34) throw new Error(`the bundle at ${first} holds ${bundle?.length} bytes`);
    for (let at = 0; at < bundle.length; at += 34) {
      if (bundle[at] !== 0 || bundle[at + 1] !== 32) throw new Error('an entry is not 32 bytes long');
      entries.push(bundle.slice(at + 2, at + 34));
    }
  }
  return entries;
};

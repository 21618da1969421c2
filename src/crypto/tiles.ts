import { type Hash, rootOf } from './merkle.ts';
import type { TreeNode } from './merkle-nodes.ts';

/** Hashes in a full tile: a subtree of height 8. */
export const TILE_WIDTH = 256;

/** A tile of C2SP tlog-tiles; `level` is the tile's, eight of the tree's. Less than 256 wide, it is partial. */
export type Tile = { readonly level: number | 'entries'; readonly index: number; readonly width: number };

/** Path of a tile below the log's prefix: `tile/0/x001/x234/067.p/8`. */
export const tilePath = ({ level, index, width }: Tile): string => {
  const digits = String(index);
  const place = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').replace(/\d{3}(?=\d)/g, 'x$&/');
  return `tile/${level}/${place}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
};

/** Gets the bytes of a tile by its path; undefined when it cannot be had. */
export type ReadTile = (path: string) => Promise<Uint8Array | undefined>;

/** The hash of a complete subtree, from the tile of a log of this size that holds it; undefined without that tile. */
export const nodeFromTiles = async (
  { level, index }: TreeNode,
  size: number,
  read: ReadTile,
  subtle: SubtleCrypto,
): Promise<Hash | undefined> => {
  const height = Math.floor(level / 8);
  const span = 2 ** (level - 8 * height);
  const first = (index * span) % TILE_WIDTH;
  const tile = Math.floor((index * span) / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, Math.floor(size / TILE_WIDTH ** height) - tile * TILE_WIDTH);
  const bytes = await read(tilePath({ level: height, index: tile, width }));
  if (bytes?.length !== width * 32) return undefined;
  const hashes = Array.from({ length: span }, (_none, at) => bytes.slice((first + at) * 32, (first + at + 1) * 32));
  return rootOf(hashes, subtle);
};

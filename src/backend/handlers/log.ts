import { receiptId } from '../../contract/ids.ts';
import type { getCheckpoint, getLogEntries, getLogProof, getLogTile } from '../../contract/log-routes.ts';
import { parse } from '../../contract/parse.ts';
import { joinBytes } from '../../crypto/bytes.ts';
import { type Tile, TILE_WIDTH, tilePath } from '../../crypto/tiles.ts';
import { refuse } from '../answer.ts';
import type { Desk, Handler } from '../call.ts';
import { checkpointOf, proofOf } from '../receipt-log.ts';

const PLAIN = { 'content-type': 'text/plain; charset=utf-8' };

/** A full tile never changes; a partial one is soon of no use. */
const headersOf = ({ width }: Tile): Readonly<Record<string, string>> => ({
  'content-type': 'application/octet-stream',
  'cache-control': `public, max-age=${width === TILE_WIDTH ? 31_536_000 : 86_400}, immutable`,
});

const PLACE = /^((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/;

/** The tile a path names; undefined unless the path is its one spelling. */
const tileAt = (level: string, place = ''): Tile | undefined => {
  const [, digits, width = TILE_WIDTH] = PLACE.exec(place) ?? [];
  if (digits === undefined || !/^(?:entries|\d{1,2})$/.test(level)) return undefined;
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: Number(digits.replace(/\D/g, '')),
    width: Number(width),
  };
  return tile.width > 0 && tilePath(tile) === `tile/${level}/${place}` ? tile : undefined;
};

/** Whether a log of this size has the tile; partial ones stay, as long as their first hashes are there. */
const isThere = ({ level, index, width }: Tile, size: number): boolean =>
  index * TILE_WIDTH + width <= Math.floor(size / TILE_WIDTH ** (level === 'entries' ? 0 : level));

/** The log's head, signed. */
export const checkpointHandler =
  ({ store, signer }: Desk): Handler<typeof getCheckpoint> =>
  async () => ({ status: 200, text: await checkpointOf(store.read.log, signer), headers: PLAIN });

/** That a receipt is logged. */
export const proofHandler =
  ({ store, pepper, signer }: Desk): Handler<typeof getLogProof> =>
  async ({ params }) => {
    const jti = parse(receiptId, params['jti']);
    const outcome = jti && (await proofOf(store.read.log, jti, { pepper, signer }));
    if (outcome?.kind === 'erased') return refuse('receipt-erased');
    return outcome?.kind === 'proof' ? { status: 200, text: outcome.text, headers: PLAIN } : refuse('not-found');
  };

/** Hashes of the tree. */
export const tileHandler =
  ({ store }: Desk): Handler<typeof getLogTile> =>
  async ({ params }) => {
    const tile = tileAt(params['level'] ?? '', params['place']);
    if (!tile || tile.level === 'entries') return refuse('not-found');
    const { log } = store.read;
    if (!isThere(tile, await log.size())) return refuse('not-found');
    const hashes = await log.row(tile.level * 8, tile.index * TILE_WIDTH, tile.width);
    return { status: 200, bytes: joinBytes(...hashes), headers: headersOf(tile) };
  };

/** Entries, each after its length in two bytes. */
export const entriesHandler =
  ({ store }: Desk): Handler<typeof getLogEntries> =>
  async ({ params }) => {
    const tile = tileAt('entries', params['place']);
    const { log } = store.read;
    if (!tile || !isThere(tile, await log.size())) return refuse('not-found');
    const entries = await log.entries(tile.index * TILE_WIDTH, tile.width);
    const bytes = joinBytes(...entries.flatMap((entry) => [Uint8Array.of(0, entry.length), entry]));
    return { status: 200, bytes, headers: headersOf(tile) };
  };

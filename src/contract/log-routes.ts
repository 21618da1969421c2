import type { Route } from './route.ts';

/** The log's head: a signed note (C2SP tlog-checkpoint). */
export const getCheckpoint = {
  method: 'GET',
  path: '/v1/log/checkpoint',
  summary: 'Size and root of the log of receipts, signed; text/plain',
  auth: 'none',
  replies: { 200: null },
  problems: ['store-unavailable'],
} as const satisfies Route;

/** That a receipt is logged. Its number is all it takes to ask: nothing personal is in the answer. */
export const getLogProof = {
  method: 'GET',
  path: '/v1/log/proofs/{jti}',
  summary: 'Proof that a receipt is logged (C2SP tlog-proof); text/plain',
  auth: 'none',
  replies: { 200: null },
  problems: ['not-found', 'receipt-erased', 'store-unavailable'],
} as const satisfies Route;

/** Entries of the log: salted hashes, 256 in a bundle. */
export const getLogEntries = {
  method: 'GET',
  path: '/v1/log/tile/entries/{place}',
  deep: true,
  summary: 'A bundle of log entries, as in x001/234 or 000.p/7 (C2SP tlog-tiles); application/octet-stream',
  auth: 'none',
  replies: { 200: null },
  problems: ['not-found', 'store-unavailable'],
} as const satisfies Route;

/** Hashes of the log's tree, 256 in a tile. */
export const getLogTile = {
  method: 'GET',
  path: '/v1/log/tile/{level}/{place}',
  deep: true,
  summary: 'A tile of the tree, as in x001/234 or 000.p/7 (C2SP tlog-tiles); application/octet-stream',
  auth: 'none',
  replies: { 200: null },
  problems: ['not-found', 'store-unavailable'],
} as const satisfies Route;

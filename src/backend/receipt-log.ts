import type { ReceiptId } from '../contract/ids.ts';
import type { Chance } from '../crypto/random.ts';
import { logEntry } from '../crypto/log-entry.ts';
import { emptyRoot, type Hash, leafHash, nodeHash, type TreeHead } from '../crypto/merkle.ts';
import { inclusionRanges, joinSubtrees, type LeafRange, subtreesOf, type TreeNode } from '../crypto/merkle-nodes.ts';
import { writeProof } from '../crypto/tlog-proof.ts';
import { type LogSigner, signCheckpoint } from './checkpoint.ts';
import type { LogReader, LogWriter, StoredLeaf, StoredNode } from './log-store.ts';
import type { Pepper } from './pepper.ts';
import type { IssuedReceipt } from './receipts.ts';
import type { Store } from './store.ts';

/** What a leaf is made with. */
export type LeafMaker = { readonly pepper: Pepper; readonly chance: Chance };

const { subtle } = globalThis.crypto;

/** The subtrees that a leaf completes, itself first; each needs its left half from the log. */
const completedBy = async (log: LogReader, index: number, entry: Hash): Promise<readonly StoredNode[]> => {
  const halves: TreeNode[] = [];
  for (let at = index; at % 2 === 1; at = (at - 1) / 2) halves.push({ level: halves.length, index: at - 1 });
  let hash = await leafHash(entry, subtle);
  const nodes: StoredNode[] = [{ level: 0, index, hash }];
  for (const [level, left] of (await log.nodes(halves)).entries()) {
    hash = await nodeHash(left, hash, subtle);
    nodes.push({ level: level + 1, index: Math.floor(index / 2 ** (level + 1)), hash });
  }
  return nodes;
};

/** Adds a receipt to the log; belongs into the write that stores the receipt, so that no receipt is without its leaf. */
export const logReceipt = async (
  log: LogWriter,
  { receipt_id, receipt, received_at }: IssuedReceipt,
  { pepper, chance }: LeafMaker,
): Promise<void> => {
  const salt = chance(new Uint8Array(32));
  const entry = await logEntry(salt, receipt, subtle);
  const index = await log.nextIndex();
  const leaf: StoredLeaf = {
    index,
    entry,
    salt,
    day: received_at.slice(0, 10),
    handle: await pepper.handleOf(receipt_id),
  };
  await log.add(leaf, await completedBy(log, index, entry));
};

/** Receipts that one write gives leaves to. */
const PORTION = 200;

/** Gives every receipt from before there was a log its leaf, in the order of the receipts. */
export const logOlderReceipts = async (store: Store, maker: LeafMaker): Promise<void> => {
  const portion = (): Promise<number> =>
    store.write(async ({ log }) => {
      const receipts = await log.takeUnlogged(PORTION);
      for (const receipt of receipts) await logReceipt(log, receipt, maker);
      return receipts.length;
    });
  while ((await portion()) > 0);
};

/** Hashes of ranges, in one question to the log. */
export const hashesOf = async (
  log: Pick<LogReader, 'nodes'>,
  ranges: readonly LeafRange[],
): Promise<readonly Hash[]> => {
  const nodes = ranges.map(subtreesOf);
  const hashes = await log.nodes(nodes.flat());
  let at = 0;
  const joined = nodes.map(({ length }) => joinSubtrees(hashes.slice(at, (at += length)), subtle));
  return (await Promise.all(joined)).filter((hash) => hash !== undefined);
};

/** The log's head now. Nothing that it is made of ever changes, so no transaction is needed. */
export const headOf = async (log: LogReader): Promise<TreeHead> => {
  const size = await log.size();
  const [root = await emptyRoot(subtle)] = await hashesOf(log, [[0, size]]);
  return { size, root };
};

/** The log's head, signed. */
export const checkpointOf = async (log: LogReader, signer: LogSigner): Promise<string> =>
  signCheckpoint(signer, await headOf(log));

/** What came of asking for a proof. */
export type ProofOutcome =
  | { readonly kind: 'proof'; readonly text: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'erased' };

/** That a receipt is in the log, against the head of now; the salt is the proof's extra line. */
export const proofOf = async (
  log: LogReader,
  jti: ReceiptId,
  { pepper, signer }: { readonly pepper: Pepper; readonly signer: LogSigner },
): Promise<ProofOutcome> => {
  const [leaf] = await log.leaves([await pepper.handleOf(jti)]);
  if (!leaf) return { kind: 'unknown' };
  const { index, salt: extra } = leaf;
  if (!extra) return { kind: 'erased' };
  const size = await log.size();
  const [root, ...hashes] = await hashesOf(log, [[0, size], ...inclusionRanges(index, size)]);
  if (!root) throw new TypeError('the log is empty');
  const checkpoint = await signCheckpoint(signer, { size, root });
  return { kind: 'proof', text: writeProof({ extra, index, hashes, checkpoint }) };
};

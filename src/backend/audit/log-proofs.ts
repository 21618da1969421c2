import type { ReceiptId } from '../../contract/ids.ts';
import type { Hash } from '../../crypto/merkle.ts';
import { inclusionRanges, subtreesOf, type TreeNode } from '../../crypto/merkle-nodes.ts';
import { writeProof } from '../../crypto/tlog-proof.ts';
import { type LogSigner, signCheckpoint } from '../checkpoint.ts';
import type { LogReader } from '../log-store.ts';
import type { Pepper } from '../pepper.ts';
import { hashesOf, headOf } from '../receipt-log.ts';

/** That receipts are in the log, all against one head. */
export type LogProofs = {
  /** The head, signed. */
  readonly checkpoint: string;
  /** A receipt whose salt was destroyed has none. A proof ends where its checkpoint would follow. */
  readonly proofs: readonly { readonly jti: ReceiptId; readonly proof: string }[];
};

/** Hashes of a level that are as near as this are read together with what lies between them. */
const NEAR = 256;

type Run = readonly [first: number, last: number];

const runsOf = (indexes: Iterable<number>): readonly Run[] => {
  const runs: Run[] = [];
  for (const index of [...indexes].sort((a, b) => a - b)) {
    const [first, last] = runs.at(-1) ?? [index, -Infinity];
    if (index - last <= NEAR) runs[runs.length - 1] = [first, index];
    else runs.push([index, index]);
  }
  return runs;
};

const nameOf = ({ level, index }: TreeNode): string => `${level}/${index}`;

/** The part of the log's tree that proofs need, in few questions: those of neighbours share most of their hashes. */
const readTree = async (log: LogReader, nodes: readonly TreeNode[]): Promise<Pick<LogReader, 'nodes'>> => {
  const levels = new Map<number, Set<number>>();
  for (const { level, index } of nodes) levels.set(level, (levels.get(level) ?? new Set()).add(index));
  const found = new Map<string, Hash>();
  for (const [level, indexes] of levels) {
    for (const [first, last] of runsOf(indexes)) {
      const hashes = await log.row(level, first, last - first + 1);
      for (const [at, hash] of hashes.entries()) found.set(nameOf({ level, index: first + at }), hash);
    }
  }
  const hashOf = (node: TreeNode): Hash => {
    const hash = found.get(nameOf(node));
    if (!hash) throw new TypeError('the log lacks a hash that it should hold');
    return hash;
  };
  return { nodes: async (wanted) => wanted.map(hashOf) };
};

/** Proves that receipts are in the log, as of now. */
export const proveLogged = async (
  log: LogReader,
  receipts: readonly ReceiptId[],
  { pepper, signer }: { readonly pepper: Pepper; readonly signer: LogSigner },
): Promise<LogProofs> => {
  const leaves = await log.leaves(await Promise.all(receipts.map((jti) => pepper.handleOf(jti))));
  const head = await headOf(log);
  const waysOf = (index: number) => inclusionRanges(index, head.size);
  const tree = await readTree(
    log,
    leaves.flatMap((leaf) => (leaf ? waysOf(leaf.index).flatMap(subtreesOf) : [])),
  );
  const proofs = receipts.map(async (jti, at) => {
    const { index, salt: extra } = leaves[at] ?? {};
    if (index === undefined || !extra) return [];
    const hashes = await hashesOf(tree, waysOf(index));
    return [{ jti, proof: writeProof({ extra, index, hashes, checkpoint: '' }) }];
  });
  return { checkpoint: await signCheckpoint(signer, head), proofs: (await Promise.all(proofs)).flat() };
};

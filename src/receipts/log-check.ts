import type { PublicJwk } from '../contract/jwks.ts';
import { sameBytes } from '../crypto/bytes.ts';
import { logEntry, logOrigin } from '../crypto/log-entry.ts';
import { isConsistent, leafHash, rootFromInclusion, type TreeHead } from '../crypto/merkle.ts';
import { consistencyRanges, joinSubtrees, type LeafRange, subtreesOf } from '../crypto/merkle-nodes.ts';
import { readCheckpoint, verifyCheckpoint } from '../crypto/signed-note.ts';
import { nodeFromTiles, type ReadTile } from '../crypto/tiles.ts';
import { type LogProof, readProof } from '../crypto/tlog-proof.ts';

/** What asking for a receipt's proof brought: its text, that there is none (404), that its salt was destroyed (410), or nothing. */
export type ProofReply =
  | { readonly kind: 'proof'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'erased' }
  | { readonly kind: 'unreachable' };

/** What checking a receipt against the shop's log found; each has its own sentence. */
export type LogCheck =
  /** In the log, and the log goes on from what this device saw before. `checkpoint` is the newest text to keep. */
  | { readonly kind: 'logged'; readonly index: number; readonly size: number; readonly checkpoint: string }
  /** No proof, no proof that can be read, no checkpoint the shop signed, or a proof of something else. */
  | { readonly kind: 'not-logged'; readonly reason: 'absent' | 'malformed' | 'checkpoint' | 'inclusion' }
  /** Two checkpoints of one log of which neither continues the other: together they are the evidence. */
  | { readonly kind: 'inconsistent'; readonly seen: string; readonly now: string }
  /** The log is shorter than this device saw it, and no longer shows what lay between: entries were lost, or an old answer came late. */
  | { readonly kind: 'shrunk'; readonly seen: string; readonly now: string }
  | { readonly kind: 'erased' }
  /** The shop, or a tile that comparing needs, could not be reached. */
  | { readonly kind: 'unreachable' }
  /** This engine cannot verify the signature. */
  | { readonly kind: 'unsupported' };

/** What a receipt's proof is checked against. */
export type LogAgainst = {
  readonly keys: readonly PublicJwk[];
  /** `iss` of the receipt, already verified: it names the log. */
  readonly issuer: string;
  /** The last checkpoint that this device kept of this log. */
  readonly seen: string | undefined;
  /** Gets a tile by its path below the log's prefix. */
  readonly tile: ReadTile;
  readonly subtle: SubtleCrypto;
};

const isIncluded = async (jws: string, proof: LogProof, head: TreeHead, subtle: SubtleCrypto): Promise<boolean> => {
  const leaf = await leafHash(await logEntry(proof.extra, jws, subtle), subtle);
  const root = await rootFromInclusion({ index: proof.index, size: head.size, leaf, proof: proof.hashes }, subtle);
  return proof.extra.length === 32 && root !== undefined && sameBytes(root, head.root);
};

/** Whether one of two heads continues the other; undefined when a tile is missing. Tiles need no trust: the proof made of them is checked. */
const goesOn = async (
  one: TreeHead,
  other: TreeHead,
  { tile, subtle }: Pick<LogAgainst, 'tile' | 'subtle'>,
): Promise<boolean | undefined> => {
  const [earlier, later] = one.size < other.size ? [one, other] : [other, one];
  const asked = new Map<string, ReturnType<ReadTile>>();
  const read: ReadTile = (path) => {
    const bytes = asked.get(path) ?? tile(path);
    asked.set(path, bytes);
    return bytes;
  };
  const hashOf = async (range: LeafRange) => {
    const hashes = await Promise.all(subtreesOf(range).map((node) => nodeFromTiles(node, later.size, read, subtle)));
    const whole = hashes.filter((hash) => hash !== undefined);
    return whole.length === hashes.length ? joinSubtrees(whole, subtle) : undefined;
  };
  const proof = await Promise.all(consistencyRanges(earlier.size, later.size).map(hashOf));
  const whole = proof.filter((hash) => hash !== undefined);
  return whole.length === proof.length ? isConsistent(earlier, later, whole, subtle) : undefined;
};

const checkProof = async (jws: string, text: string, against: LogAgainst): Promise<LogCheck> => {
  const { keys, issuer, seen = '', subtle } = against;
  const proof = readProof(text);
  if (!proof) return { kind: 'not-logged', reason: 'malformed' };
  const origin = logOrigin(issuer);
  const now = await verifyCheckpoint(proof.checkpoint, { keys, origin }, subtle);
  if (!now.ok)
    return now.code === 'unsupported' ? { kind: 'unsupported' } : { kind: 'not-logged', reason: 'checkpoint' };
  if (!(await isIncluded(jws, proof, now.head, subtle))) return { kind: 'not-logged', reason: 'inclusion' };
  // Verified when it was kept, perhaps under a key that is no longer published.
  const before = readCheckpoint(seen);
  const { index, checkpoint } = proof;
  const { size } = now.head;
  if (before?.origin !== origin) return { kind: 'logged', index, size, checkpoint };
  const continues = await goesOn(before, now.head, against);
  if (continues === undefined && size >= before.size) return { kind: 'unreachable' };
  if (!continues) return { kind: continues === false ? 'inconsistent' : 'shrunk', seen, now: checkpoint };
  return { kind: 'logged', index, size, checkpoint: size < before.size ? seen : checkpoint };
};

/**
 * Checks that a receipt stands in the shop's log: a checkpoint the shop signed, the way from the receipt to its root, and
 * that the log goes on from the one this device saw before. Never throws unless `tile` does.
 */
export const checkLogged = async (jws: string, proof: ProofReply, against: LogAgainst): Promise<LogCheck> => {
  switch (proof.kind) {
    case 'proof':
      return checkProof(jws, proof.text, against);
    case 'absent':
      return { kind: 'not-logged', reason: 'absent' };
    default:
      return proof;
  }
};

import type { ReceiptId, Timestamp } from '../contract/ids.ts';
import type { Hash } from '../crypto/merkle.ts';
import type { TreeNode } from '../crypto/merkle-nodes.ts';

/** A leaf of the log as it is kept: nothing in it tells whose receipt it stands for. */
export type StoredLeaf = {
  readonly index: number;
  /** Salted digest of the receipt. */
  readonly entry: Hash;
  /** Day of the receipt, `2026-11-23`. */
  readonly day: string;
  /** Keyed name of the receipt: see Pepper. */
  readonly handle: string;
  readonly salt: Hash;
};

/** A hash of the tree with its place. */
export type StoredNode = TreeNode & { readonly hash: Hash };

/** A receipt that was issued before there was a log. */
export type UnloggedReceipt = {
  readonly receipt_id: ReceiptId;
  readonly receipt: string;
  readonly received_at: Timestamp;
};

/** Where a receipt stands in the log; `salt` is undefined once it was destroyed. */
export type FoundLeaf = { readonly index: number; readonly salt: Hash | undefined };

/** What can be asked of the log. */
export type LogReader = {
  /** Number of leaves. */
  readonly size: () => Promise<number>;
  /** The leaves under these handles, in the order asked; undefined where there is none. */
  readonly leaves: (handles: readonly string[]) => Promise<readonly (FoundLeaf | undefined)[]>;
  /** Hashes of complete subtrees, in the order asked. Rejects when one is not there. */
  readonly nodes: (wanted: readonly TreeNode[]) => Promise<readonly Hash[]>;
  /** `count` neighbours of one level of the tree, from the `first` on. */
  readonly row: (level: number, first: number, count: number) => Promise<readonly Hash[]>;
  /** `count` entries from the `first` on. */
  readonly entries: (first: number, count: number) => Promise<readonly Hash[]>;
};

/** The log while nobody else can write. */
export type LogWriter = LogReader & {
  /** The next index; given back when the write fails. */
  readonly nextIndex: () => Promise<number>;
  /** Adds a leaf with the subtrees it completes. */
  readonly add: (leaf: StoredLeaf, nodes: readonly StoredNode[]) => Promise<void>;
  /** Destroys the salts under these handles: their leaves stay, and stand for nothing any more. */
  readonly destroySalts: (handles: readonly string[]) => Promise<void>;
  /** The next receipts from before there was a log, oldest first; never the same twice. */
  readonly takeUnlogged: (limit: number) => Promise<readonly UnloggedReceipt[]>;
  /** Keeps a value under a name, if there is none yet; resolves with the one that is kept. */
  readonly mark: (name: string, value: string) => Promise<string>;
};

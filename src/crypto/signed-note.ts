import type { PublicJwk } from '../contract/jwks.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { fromBase64Url } from './base64url.ts';
import { joinBytes, sameBytes } from './bytes.ts';
import { verifySignature } from './jws.ts';
import type { Hash, TreeHead } from './merkle.ts';

/** Signature type of Ed25519 (C2SP signed-note). */
const ED25519 = 1;
/** UTF-16 units; sixteen signatures of any kind we know fit. */
const MAX_LENGTH = 10_000;

/** The four bytes that name a key in a signed note: SHA-256(name, newline, type, public key), shortened. */
export const noteKeyId = async (name: string, key: PublicJwk, subtle: SubtleCrypto): Promise<Uint8Array> => {
  const named = new TextEncoder().encode(`${name}\n`);
  const bytes = joinBytes(named, Uint8Array.of(ED25519), fromBase64Url(key.x) ?? new Uint8Array());
  return new Uint8Array(await subtle.digest('SHA-256', bytes)).slice(0, 4);
};

/** The text a checkpoint signs: origin, size, root (C2SP tlog-checkpoint). */
export const checkpointBody = (origin: string, { size, root }: TreeHead): string =>
  `${origin}\n${size}\n${toBase64(root)}\n`;

type NoteSignature = { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> };

/** A checkpoint as it is written; nothing of it is checked but its form. */
export type Checkpoint = TreeHead & {
  readonly origin: string;
  /** The text under the signatures. */
  readonly body: string;
  readonly signatures: readonly NoteSignature[];
};

/** One signature: em dash, name, base64 of four bytes of key id and the signature. */
const LINE = /^— ([^\s+]+) (\S+)$/u;
const BODY = /^([^\n]+)\n(0|[1-9]\d{0,14})\n(\S{44})\n(?:[^\n]+\n)*$/u;

const hasControls = (text: string): boolean => Array.from(text).some((letter) => letter < ' ' && letter !== '\n');

const signaturesIn = (text: string): readonly NoteSignature[] | undefined => {
  const found = text.split('\n').map((line): NoteSignature | undefined => {
    const [, name = '', base64 = ''] = LINE.exec(line) ?? [];
    const bytes = fromBase64(base64);
    return bytes && bytes.length > 4 ? { name, bytes } : undefined;
  });
  const whole = found.filter((one) => one !== undefined);
  return whole.length === found.length ? whole : undefined;
};

/** Reads a checkpoint; undefined when it is none. */
export const readCheckpoint = (text: string): Checkpoint | undefined => {
  const at = text.lastIndexOf('\n\n');
  if (text.length > MAX_LENGTH || at < 0 || !text.endsWith('\n') || hasControls(text)) return undefined;
  const body = text.slice(0, at + 1);
  const [, origin = '', size, base64 = ''] = BODY.exec(body) ?? [];
  const root: Hash | undefined = fromBase64(base64);
  const signatures = signaturesIn(text.slice(at + 2, -1));
  return root?.length === 32 && signatures ? { origin, size: Number(size), root, body, signatures } : undefined;
};

/** Why a checkpoint is not accepted; `unsupported` is about this engine. */
export type CheckpointRefusal = 'malformed' | 'origin-wrong' | 'key-unknown' | 'signature-wrong' | 'unsupported';

/** A log's head, or why it is not believed. */
export type CheckpointResult =
  | { readonly ok: true; readonly head: TreeHead }
  | { readonly ok: false; readonly code: CheckpointRefusal };

const refuse = (code: CheckpointRefusal): CheckpointResult => ({ ok: false, code });

/** Signatures by published keys of role `checkpoint`, with the key each names by name and id. */
const knownSignatures = async (
  { signatures, origin }: Checkpoint,
  keys: readonly PublicJwk[],
  subtle: SubtleCrypto,
): Promise<readonly (readonly [PublicJwk, Uint8Array<ArrayBuffer>])[]> => {
  const named = await Promise.all(
    keys
      .filter(({ candor_role, crv }) => candor_role === 'checkpoint' && crv === 'Ed25519')
      .map(async (key) => ({ key, id: await noteKeyId(origin, key, subtle) })),
  );
  return signatures.flatMap(({ name, bytes }) =>
    named
      .filter(({ id }) => name === origin && sameBytes(bytes.slice(0, 4), id))
      .map(({ key }) => [key, bytes.slice(4)] as const),
  );
};

/**
 * Verifies a checkpoint offline: its form, whose log it is, and a signature by one of the log's published keys. A wrong
 * signature under a known key refuses the whole note; signatures of unknown keys (witnesses) are passed over.
 */
export const verifyCheckpoint = async (
  text: string,
  { keys, origin }: { readonly keys: readonly PublicJwk[]; readonly origin: string },
  subtle: SubtleCrypto,
): Promise<CheckpointResult> => {
  const checkpoint = readCheckpoint(text);
  if (!checkpoint) return refuse('malformed');
  if (checkpoint.origin !== origin) return refuse('origin-wrong');
  const signatures = await knownSignatures(checkpoint, keys, subtle);
  if (signatures.length === 0) return refuse('key-unknown');
  const signed = new TextEncoder().encode(checkpoint.body);
  for (const [key, signature] of signatures) {
    const verified = await verifySignature(key, { signature, signed }, subtle);
    if (!verified) return refuse(verified === undefined ? 'unsupported' : 'signature-wrong');
  }
  return { ok: true, head: { size: checkpoint.size, root: checkpoint.root } };
};

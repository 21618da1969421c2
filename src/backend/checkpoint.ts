import { toBase64 } from '../crypto/base64.ts';
import { joinBytes } from '../crypto/bytes.ts';
import type { TreeHead } from '../crypto/merkle.ts';
import { checkpointBody, noteKeyId } from '../crypto/signed-note.ts';
import type { SigningKey } from './signing-key.ts';
import { StartError } from './start-error.ts';

/** Who signs the log's head, and under which name. */
export type LogSigner = { readonly origin: string; readonly key: SigningKey };

const { subtle } = globalThis.crypto;

/** Refuses a key that cannot sign a checkpoint. Throws StartError: C2SP signed notes take Ed25519 only. */
export const logSignerOf = (origin: string, signing: () => SigningKey): LogSigner => {
  const { crv, kid } = signing().publicJwk;
  if (crv !== 'Ed25519')
    throw new StartError(`the checkpoint key "${kid}" is no Ed25519 key: signed notes take no other`);
  return {
    origin,
    get key() {
      return signing();
    },
  };
};

/** The log's head as a signed note (C2SP tlog-checkpoint). */
export const signCheckpoint = async ({ origin, key }: LogSigner, head: TreeHead): Promise<string> => {
  const body = checkpointBody(origin, head);
  const signature = await subtle.sign({ name: 'Ed25519' }, key.privateKey, new TextEncoder().encode(body));
  const named = joinBytes(await noteKeyId(origin, key.publicJwk, subtle), new Uint8Array(signature));
  return `${body}\n— ${origin} ${toBase64(named)}\n`;
};

import type { PublicJwk } from '../contract/jwks.ts';
import { checkLogged, type LogCheck, type ProofReply } from '../receipts/log-check.ts';
import { readCheckpoint } from '../crypto/signed-note.ts';
import type { ReadTile } from '../crypto/tiles.ts';
import { issuerIn } from './claims.ts';
import type { Verdict } from './verify-receipt.ts';

/** A verdict on the log, and the checkpoint to keep for the next time. */
export type LogVerdict = Verdict & { readonly checkpoint?: string };

/** What a place answers: a file its text, an address its status too. */
export type PlaceReply = { readonly status: number; readonly bytes: Uint8Array };

/** Reads a file or an address; undefined when nothing answers. */
export type AskPlace = (place: string) => Promise<PlaceReply | undefined>;

/** Where the parts of a check are. */
export type LogPlaces = {
  /** File, or address as in https://candor.shop.example/v1/log/proofs/rcp_…, of the proof. */
  readonly proof: string;
  readonly keys: readonly PublicJwk[];
  /** The checkpoint that was seen last; undefined the first time. */
  readonly seen: string | undefined;
  readonly ask: AskPlace;
};

const proofReply = ({ status, bytes }: PlaceReply): ProofReply => {
  if (status === 200) return { kind: 'proof', text: new TextDecoder().decode(bytes) };
  if (status === 410) return { kind: 'erased' };
  return { kind: status === 404 ? 'absent' : 'unreachable' };
};

/** Tiles stand beside the proofs; a proof from a file has none. */
const tilesBeside =
  (proof: string, ask: AskPlace): ReadTile =>
  async (path) => {
    const [prefix, rest] = proof.split(/proofs\/(?=[^/]+$)/);
    const reply = rest !== undefined && /^https?:/.test(proof) ? await ask(`${prefix}${path}`) : undefined;
    return reply?.status === 200 ? reply.bytes : undefined;
  };

/** Why a receipt is not logged, in sentences. */
export const NOT_LOGGED: Readonly<Record<Extract<LogCheck, { kind: 'not-logged' }>['reason'], string>> = {
  absent: 'The shop has no proof of it.',
  malformed: 'What was given is no proof (c2sp.org/tlog-proof@v1).',
  checkpoint: 'The checkpoint of the proof is not signed by a published checkpoint key of this shop.',
  inclusion: 'The proof does not lead from this receipt to the signed root.',
};

const sizeOf = (checkpoint: string): number => readCheckpoint(checkpoint)?.size ?? 0;

const tell = (found: LogCheck, seen: string | undefined): LogVerdict => {
  switch (found.kind) {
    case 'logged': {
      const { index, size, checkpoint } = found;
      const before =
        seen === undefined
          ? 'No checkpoint from before was given to compare with.'
          : `The log goes on from the one seen before, of ${sizeOf(seen)} leaves.`;
      return { ok: true, lines: [`LOGGED by this shop, as leaf ${index} of ${size}.`, before], checkpoint };
    }
    case 'not-logged':
      return { ok: false, lines: [`NOT LOGGED. ${NOT_LOGGED[found.reason]}`] };
    case 'inconsistent':
    case 'shrunk':
      return {
        ok: false,
        lines: [
          found.kind === 'shrunk'
            ? 'THE LOG IS SHORTER than it was, and no longer shows what it held then.'
            : 'THE LOG WAS REWRITTEN: it does not go on from the one seen before. Both checkpoints are signed; keep them.',
          ...['Before:', found.seen, 'Now:', found.now].map((line) => line.trimEnd()),
        ],
      };
    case 'erased':
      return { ok: false, lines: ['ERASED. The shop destroyed what linked this receipt to the log.'] };
    case 'unreachable':
      return {
        ok: false,
        lines: [
          'NOT CHECKED. The proof, or a part of the log that comparing needs, could not be had: name its address.',
        ],
      };
    case 'unsupported':
      return { ok: false, lines: ['NOT CHECKED. This machine cannot check the signature.'] };
  }
};

/** Checks that a receipt, which was verified before, stands in its issuer's log, and that the log goes on from the one seen before. */
export const verifyLogged = async (receipt: string, { proof, keys, seen, ask }: LogPlaces): Promise<LogVerdict> => {
  const jws = receipt.trim();
  const reply = await ask(proof);
  const against = {
    keys,
    issuer: issuerIn(jws),
    seen,
    tile: tilesBeside(proof, ask),
    subtle: globalThis.crypto.subtle,
  };
  return tell(await checkLogged(jws, reply ? proofReply(reply) : { kind: 'unreachable' }, against), seen);
};

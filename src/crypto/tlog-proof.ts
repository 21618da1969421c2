import { fromBase64, toBase64 } from './base64.ts';
import type { Hash } from './merkle.ts';

/** That an entry is logged, as C2SP tlog-proof has it. `checkpoint` is the signed note, verbatim. */
export type LogProof = {
  /** Not authenticated: whoever reads it must bind it to something that is. */
  readonly extra: Uint8Array<ArrayBuffer>;
  readonly index: number;
  readonly hashes: readonly Hash[];
  readonly checkpoint: string;
};

/** A proof as text, `c2sp.org/tlog-proof@v1`. */
export const writeProof = ({ extra, index, hashes, checkpoint }: LogProof): string =>
  [
    'c2sp.org/tlog-proof@v1',
    ...(extra.length > 0 ? [`extra ${toBase64(extra)}`] : []),
    `index ${index}`,
    ...hashes.map(toBase64),
    '',
    checkpoint,
  ].join('\n');

const PROOF = /^c2sp\.org\/tlog-proof@v1\n(?:extra (\S+)\n)?index (0|[1-9]\d{0,14})\n((?:\S{44}\n){0,63})\n([^]+)$/;

/** Reads a proof; undefined when it is none. Its checkpoint is not looked at. */
export const readProof = (text: string): LogProof | undefined => {
  const [, extraText = '', index, lines = '', checkpoint] = PROOF.exec(text.slice(0, 20_000)) ?? [];
  const extra = fromBase64(extraText);
  const hashes = lines.split('\n').slice(0, -1).map(fromBase64);
  const whole = hashes.filter((hash) => hash?.length === 32) as readonly Hash[];
  if (!extra || whole.length < hashes.length || checkpoint === undefined) return undefined;
  return { extra, index: Number(index), hashes: whole, checkpoint };
};

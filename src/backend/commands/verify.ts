import type { PublicJwk } from '../../contract/jwks.ts';
import { verifyBundle } from '../audit/verify-bundle.ts';
import { type Verdict, verifyReceipt } from '../verify-receipt.ts';
import { checkLog } from './check-log.ts';
import { type Command, need, say, textOf, UsageError, type Values } from './command.ts';
import { readBytes, readKeySet, textIn } from './read-place.ts';

/** The first bytes of every ZIP archive. */
const isArchive = ([first, second]: Uint8Array): boolean => first === 0x50 && second === 0x4b;

const checkReceiptAndLog = async (
  receipt: string,
  keys: readonly PublicJwk[],
  { iss, proof, checkpoint }: { readonly iss?: string; readonly proof?: string; readonly checkpoint?: string },
): Promise<Verdict> => {
  const found = await verifyReceipt(receipt, keys, iss);
  if (!found.ok || proof === undefined) return found;
  const logged = await checkLog(receipt, keys, { proof, checkpointFile: checkpoint });
  return { ok: logged.ok, lines: [...found.lines, ...logged.lines] };
};

const check = async (file: string, values: Values): Promise<Verdict> => {
  const [iss, proof, checkpoint] = ['iss', 'proof', 'checkpoint'].map((name) => textOf(values, name));
  if (checkpoint !== undefined && proof === undefined)
    throw new UsageError('--checkpoint needs --proof: write --proof FILE-OR-URL');
  const place = textOf(values, 'jwks');
  // A receipt says nothing of its keys: without any there is no use in reading it.
  if (place === undefined && !/\.zip$/i.test(file)) need(values, 'jwks', 'FILE-OR-URL');
  const keys = place === undefined ? undefined : await readKeySet(place);
  const bytes = await readBytes(file);
  if (!isArchive(bytes) && keys !== undefined)
    return checkReceiptAndLog(textIn(bytes), keys, { iss, proof, checkpoint });
  if (proof !== undefined) throw new UsageError('--proof is for one receipt: a bundle holds its own proofs');
  return verifyBundle(bytes, { keys, iss });
};

/** `candor verify`: checks what a shop has signed, a receipt or a bundle, and ends with 0 when it holds, 1 when it does not. */
export const verify: Command = {
  takes: ['jwks', 'iss', 'proof', 'checkpoint'],
  words: 1,
  run: async (values, [file]) => {
    if (file === undefined)
      throw new UsageError('the receipt is missing: write candor verify RECEIPT --jwks FILE-OR-URL');
    const { ok, lines } = await check(file, values);
    say(lines.join('\n'));
    process.exitCode = ok ? 0 : 1;
  },
};

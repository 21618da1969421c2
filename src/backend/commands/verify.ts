import { verifyReceipt } from '../verify-receipt.ts';
import { checkLog } from './check-log.ts';
import { type Command, need, say, textOf, UsageError } from './command.ts';
import { readKeySet, readPlace } from './read-place.ts';

/** `candor verify`: checks what a shop has signed, and ends with 0 when it holds, 1 when it does not. */
export const verify: Command = {
  takes: ['jwks', 'iss', 'proof', 'checkpoint'],
  words: 1,
  run: async (values, [file]) => {
    if (file === undefined)
      throw new UsageError('the receipt is missing: write candor verify RECEIPT --jwks FILE-OR-URL');
    const keys = await readKeySet(need(values, 'jwks', 'FILE-OR-URL'));
    const receipt = await readPlace(file);
    const [proof, checkpointFile] = [textOf(values, 'proof'), textOf(values, 'checkpoint')];
    if (checkpointFile !== undefined && proof === undefined)
      throw new UsageError('--checkpoint needs --proof: write --proof FILE-OR-URL');
    const found = await verifyReceipt(receipt, keys, textOf(values, 'iss'));
    const logged =
      found.ok && proof !== undefined ? await checkLog(receipt, keys, { proof, checkpointFile }) : undefined;
    say([...found.lines, ...(logged?.lines ?? [])].join('\n'));
    process.exitCode = found.ok && logged?.ok !== false ? 0 : 1;
  },
};

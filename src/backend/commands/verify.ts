import { verifyReceipt } from '../verify-receipt.ts';
import { type Command, need, say, textOf, UsageError } from './command.ts';
import { readKeySet, readPlace } from './read-place.ts';

/** `candor verify`: checks what a shop has signed, and ends with 0 when it holds, 1 when it does not. */
export const verify: Command = {
  takes: ['jwks', 'iss'],
  words: 1,
  run: async (values, [file]) => {
    if (file === undefined)
      throw new UsageError('the receipt is missing: write candor verify RECEIPT --jwks FILE-OR-URL');
    const keys = await readKeySet(need(values, 'jwks', 'FILE-OR-URL'));
    const { ok, lines } = await verifyReceipt(await readPlace(file), keys, textOf(values, 'iss'));
    say(lines.join('\n'));
    process.exitCode = ok ? 0 : 1;
  },
};

import { verifyBundle } from '../audit/verify-bundle.ts';
import { verifyReceipt } from '../verify-receipt.ts';
import { type Command, need, say, textOf, UsageError, type Values } from './command.ts';
import { readBytes, readKeySet, textIn } from './read-place.ts';

/** The first bytes of every ZIP archive. */
const isArchive = ([first, second]: Uint8Array): boolean => first === 0x50 && second === 0x4b;

const check = async (file: string, values: Values) => {
  const place = textOf(values, 'jwks');
  // A receipt says nothing of its keys: without any there is no use in reading it.
  if (place === undefined && !/\.zip$/i.test(file)) need(values, 'jwks', 'FILE-OR-URL');
  const keys = place === undefined ? undefined : await readKeySet(place);
  const bytes = await readBytes(file);
  const iss = textOf(values, 'iss');
  return isArchive(bytes) || keys === undefined
    ? verifyBundle(bytes, { keys, iss })
    : verifyReceipt(textIn(bytes), keys, iss);
};

/** `candor verify`: checks what a shop has signed, a receipt or a bundle, and ends with 0 when it holds, 1 when it does not. */
export const verify: Command = {
  takes: ['jwks', 'iss'],
  words: 1,
  run: async (values, [file]) => {
    if (file === undefined)
      throw new UsageError('the receipt is missing: write candor verify RECEIPT --jwks FILE-OR-URL');
    const { ok, lines } = await check(file, values);
    say(lines.join('\n'));
    process.exitCode = ok ? 0 : 1;
  },
};

import type { ReadableExplanation } from '../contract/read-explanation.ts';
import { digestText } from '../crypto/digest.ts';

/** Whether `previous` names another one than `before`, which came before it in the same list. It holds within that list, and only there: the first has none. */
export const isListBroken = async (
  { previous }: Pick<ReadableExplanation, 'previous'>,
  before: string | null | undefined,
  subtle: SubtleCrypto,
): Promise<boolean> =>
  before !== undefined &&
  previous !== undefined &&
  (before === null || (await digestText(before, subtle)) !== previous);

import type { Explained, GivenExplanation } from '../contract/given-explanation.ts';
import { idOf } from './explanation-id.ts';

/** UTF-16 units of an answer's text. */
const LONGEST_SAID = 20_000;
/** Explanations a page may have given; the oldest goes. */
const MOST_GIVEN = 1_000;

/** What the page gave itself. */
export const createGiven = () => {
  const given = new Map<string, GivenExplanation>();
  const said = new Map<string, string>();
  let latest: string | undefined;
  return {
    given,
    latest: () => latest,
    said: (id: string) => said.get(id),
    keep: (explanations: readonly GivenExplanation[], text: unknown): Explained => {
      const words = typeof text === 'string' ? text.slice(0, LONGEST_SAID) : '';
      const ids = explanations.flatMap((one) => {
        const id = idOf(one);
        if (id === undefined) return [];
        given.set(id, one);
        if (words) said.set(id, words);
        return id;
      });
      latest = ids.at(-1) ?? latest;
      for (const id of [...given.keys()].slice(0, -MOST_GIVEN)) {
        given.delete(id);
        said.delete(id);
      }
      return ids.length > 0 ? { kind: 'kept', ids } : { kind: 'unreadable' };
    },
  };
};

import { choiceKey, type ChoiceKey } from '../contract/ids.ts';
import { parse } from '../contract/parse.ts';
import { isChoosable, type Purpose } from '../contract/purpose.ts';
import type { ConsentPast } from './consent-check.ts';

/** `assistant.personalise.purchases` → `assistant.personalise`: purposes that are one thing to the shopper. */
const familyOf = (key: string): string => key.split('.', 2).join('.');

/**
 * What "Use nothing about me" refuses: the cited purposes, and every AI purpose of their families that the shopper has allowed, whether
 * or not this explanation happened to rest on it.
 */
export const personalPurposes = (
  cited: readonly ChoiceKey[],
  purposes: readonly Purpose[],
  { statusNow }: Pick<ConsentPast, 'statusNow'>,
): readonly ChoiceKey[] => {
  const families = new Set(cited.map(familyOf));
  const others = purposes
    .filter((purpose) => purpose.ai && isChoosable(purpose) && families.has(familyOf(purpose.id)))
    .flatMap(({ id }) => parse(choiceKey, id) ?? [])
    .filter((key) => statusNow(key) === 'given');
  return [...new Set([...cited, ...others])];
};

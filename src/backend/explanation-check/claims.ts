import type { Explanation } from '../../contract/explanation.ts';
import { origin } from '../../contract/ids.ts';
import { parse } from '../../contract/parse.ts';
import { LAST_SECOND, LONGEST_VALID } from '../../explain/limits.ts';
import { safeLink } from '../../explain/links.ts';
import { type Finding, found } from './finding.ts';
import type { Rule } from './rule.ts';

const origins: Rule = (explanation) =>
  (['iss', 'aud'] as const).flatMap((name) =>
    parse(origin, explanation[name]) === undefined
      ? [found('origin-wrong', [name], 'is no origin: no shop and no page is called so')]
      : [],
  );

const times: Rule = ({ iat, exp }) => {
  if (iat > LAST_SECOND) return [found('not-seconds', '/iat', `is ${iat}, a time far beyond the year 9999`)];
  if (exp <= iat) return [found('exp-before-iat', '/exp', 'is not after iat')];
  return exp - iat > LONGEST_VALID
    ? [found('exp-too-far', '/exp', `is ${exp - iat} seconds after iat, more than the ${LONGEST_VALID} of a day`)]
    : [];
};

type Address = {
  readonly url: string | undefined;
  readonly steps: readonly (string | number)[];
  readonly isShop: boolean;
};

const addressesOf = ({ item, alternatives, engine, contact, ai }: Explanation): readonly Address[] => [
  { url: item.url, steps: ['item', 'url'], isShop: true },
  ...alternatives.map(({ url }, at) => ({ url, steps: ['alternatives', at, 'url'], isShop: true })),
  { url: engine.card, steps: ['engine', 'card'], isShop: false },
  ...(ai?.citations ?? []).map(({ url }, at) => ({ url, steps: ['ai', 'citations', at, 'url'], isShop: false })),
  ...(['human', 'privacy', 'complaint'] as const).map((name) => ({
    url: contact[name],
    steps: ['contact', name],
    isShop: false,
  })),
];

const addressFinding = ({ url, steps, isShop }: Address, aud: string): readonly Finding[] => {
  if (url === undefined) return [];
  const link = safeLink(url, [aud]);
  if (!link) return [found('url-unsafe', steps, 'is not https (http on this machine only), or holds a user name')];
  return isShop && link.isOutside
    ? [found('url-elsewhere', steps, `leads to ${link.host}, not to the page's origin`)]
    : [];
};

const addresses: Rule = (explanation) =>
  addressesOf(explanation).flatMap((address) => addressFinding(address, explanation.aud));

/** Who made it, for which page, for how long, and where it leads. */
export const CLAIM_RULES: readonly Rule[] = [origins, times, addresses];

import type { ReadableExplanation } from '../contract/read-explanation.ts';

/** A link that may be shown. `host` is told where it leads away from the shop; foreign scripts stand as punycode. */
export type SafeLink = { readonly href: string; readonly host: string; readonly isOutside: boolean };

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

const isSecure = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));

/** A link from an explanation: https, or http on loopback, without credentials that make one host look like another. */
export const safeLink = (url: string | undefined, shopOrigins: readonly string[]): SafeLink | undefined => {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  if (!isSecure(parsed) || parsed.username !== '' || parsed.password !== '') return undefined;
  return { href: parsed.href, host: parsed.host, isOutside: !shopOrigins.includes(parsed.origin) };
};

/** A link to an item: only to an origin the shop has named as its own. */
export const shopLink = (url: string | undefined, shopOrigins: readonly string[]): SafeLink | undefined => {
  const link = safeLink(url, shopOrigins);
  return link?.isOutside ? undefined : link;
};

/** Links to items: they stay in the shop. */
const itemLinks = ({ item, alternatives }: Linking): readonly (string | undefined)[] => [
  item.url,
  ...alternatives.map(({ url }) => url),
];

/** Links that may lead anywhere. */
const otherLinks = ({ engine, contact, ai }: Linking): readonly (string | undefined)[] => [
  engine?.card,
  contact?.human,
  contact?.privacy,
  contact?.complaint,
  ...(ai?.citations ?? []).map(({ url }) => url),
];

type Linking = Pick<ReadableExplanation, 'item' | 'alternatives' | 'engine' | 'contact' | 'ai'>;

/** Whether a link of an explanation is left out by these rules. None is judged while the shop's own origins are not known. */
export const hasRefusedLink = (explanation: Linking, shopOrigins: readonly string[] | undefined): boolean =>
  shopOrigins !== undefined &&
  (itemLinks(explanation).some((url) => url !== undefined && !shopLink(url, shopOrigins)) ||
    otherLinks(explanation).some((url) => url !== undefined && !safeLink(url, shopOrigins)));

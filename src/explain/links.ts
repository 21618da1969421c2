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

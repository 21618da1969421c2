import type { Origin } from '../contract/ids.ts';
import { PANELS, isPanelName, type PanelName } from '../contract/targets.ts';
import type { Settings } from '../runtime/runtime.ts';

/** Corners of the page; logical, so that they mirror in right-to-left pages. */
export type Corner = 'end' | 'start';

/** What the element's attributes say, parsed; anything unreadable falls back to its default. */
export type ElementSettings = Settings & {
  readonly panels: readonly PanelName[];
  readonly inline: boolean;
  readonly corner: Corner;
};

/** Region as ISO 3166-1 or 3166-2, `DE`, `US-NY`. */
const REGION = /^[A-Z]{2}(?:-[A-Z\d]{1,3})?$/;
const LANGUAGE = /^[A-Za-z]{2,3}(?:-[A-Za-z\d]{2,8}){0,4}$/;

const panelsOf = (words: string | null): readonly PanelName[] => {
  const named = (words ?? '').split(/\s+/).filter(isPanelName);
  return named.length > 0 ? PANELS.filter((panel) => named.includes(panel)) : PANELS;
};

const languageOf = (host: Element): string => {
  const tag = host.getAttribute('lang') ?? host.closest('[lang]')?.getAttribute('lang') ?? navigator.language;
  return LANGUAGE.test(tag) ? tag : 'en';
};

/** Address of the backend without a slash at its end; the page's own origin where none is named. */
const endpointOf = (words: string | null, { href, origin }: Location): string => {
  const address = words?.trim();
  return (address && URL.canParse(address, href) ? new URL(address, href).href : origin).replace(/\/+$/, '');
};

/** Reads the element's attributes. Without `endpoint` the page's own origin is the backend. */
export const readSettings = (host: HTMLElement): ElementSettings => {
  const { location } = host.ownerDocument;
  const region = host.getAttribute('region') ?? '';
  return {
    endpoint: endpointOf(host.getAttribute('endpoint'), location),
    site: location.origin as Origin,
    lang: languageOf(host),
    region: REGION.test(region) ? region : undefined,
    gpc: 'globalPrivacyControl' in navigator && navigator.globalPrivacyControl === true,
    nonce: host.nonce || undefined,
    panels: panelsOf(host.getAttribute('panels')),
    inline: host.hasAttribute('inline'),
    corner: host.getAttribute('position') === 'start' ? 'start' : 'end',
  };
};

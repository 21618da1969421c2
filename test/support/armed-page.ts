import type { Page } from 'playwright-core';
import { openWhyStage } from './why-stage.ts';
import type { Visits } from './visit.ts';

/** What a page did that no text may make it do, as it happens. */
export type Watch = { readonly seen: string[] };

/** Paths of the shop that a panel may ask for. */
const ASKED = /^\/(?:stage$|candor\/|v1\/|\.well-known\/|shop\/explanations|favicon)/;

/** Watches a page from before anything of it is loaded: scripts that call `hit`, dialogs, navigation, requests. */
export const watching = async (page: Page, shop: string): Promise<Watch> => {
  const seen: string[] = [];
  await page.exposeFunction('hit', (which: unknown) => void seen.push(`hit(${String(which)})`));
  page.on('dialog', async (dialog) => {
    seen.push(`a dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('popup', (popup) => void seen.push(`a window: ${popup.url()}`));
  page.on('request', (request) => {
    const { origin, pathname, protocol } = new URL(request.url());
    if (protocol === 'blob:' || protocol === 'data:') return;
    if (origin !== new URL(shop).origin || !ASKED.test(pathname)) seen.push(`a request: ${request.url()}`);
  });
  page.on('framenavigated', (frame) => {
    if (!['/stage', 'blank'].includes(new URL(frame.url()).pathname)) seen.push(`navigated to ${frame.url()}`);
  });
  return { seen };
};

/** A page under watch in which nothing is held back. */
export const anArmedPage = async (visits: Visits): Promise<{ readonly page: Page; readonly watch: Watch }> => {
  let watch: Watch = { seen: [] };
  const { page } = await openWhyStage(visits, {
    bypassCSP: true,
    before: async (fresh) => {
      watch = await watching(fresh, visits.shop());
    },
  });
  return { page, watch };
};

/** Elements a panel is made of, links that lead where they may not, attributes that hold a stranger's text, and a layout that broke. */
export const strangeIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const own = new Set(
      (
        'dialog div h2 h3 h4 h5 button nav svg path article ul ol li p span section details summary table caption thead tbody tfoot ' +
        'tr th td meter a footer'
      ).split(' '),
    );
    const surface = document.querySelector('candor-widget')?.shadowRoot?.querySelector('.surface');
    const body = surface?.querySelector('.surface-body');
    if (!surface || !body) return ['no surface'];
    const all = Array.from(surface.querySelectorAll('*'));
    const box = surface.getBoundingClientRect();
    const isHidden = (one: Element): boolean => one.closest('.visually-hidden, caption') !== null;
    const wide = all.filter((one) => !isHidden(one) && one.getBoundingClientRect().right > box.right + 1);
    return [
      ...new Set(
        all.filter(({ localName }) => !own.has(localName)).map(({ localName }) => `a foreign element: ${localName}`),
      ),
      ...all
        .flatMap(({ attributes }) => Array.from(attributes))
        .filter(({ name, value }) => /^(?:on|style$|src)/.test(name) || (name === 'href' && !/^https?:/.test(value)))
        .map(({ name, value }) => `an attribute: ${name}=${value}`),
      ...all
        .flatMap(({ attributes }) => Array.from(attributes))
        .filter(({ name, value }) => name !== 'href' && /Mark\d+x|Said/.test(value))
        .map(({ name, value }) => `a stranger’s text in ${name}: ${value}`),
      ...(body.scrollWidth > body.clientWidth ? [`scrolls sideways: ${body.scrollWidth} in ${body.clientWidth}`] : []),
      ...wide.slice(0, 3).map((one) => `wider than the panel: ${one.localName} ${one.textContent?.slice(0, 40)}`),
      ...(box.bottom > innerHeight + 1 || box.top < -1 ? [`higher than the window: ${box.top} to ${box.bottom}`] : []),
      ...(document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : []),
    ];
  });

/**
 * Texts of the shop, known by their marks, that could be taken for the panel's own words: not between quotation marks that only the
 * panel sets, or from right to left without being set apart.
 */
export const ownWordsOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const surface = document.querySelector('candor-widget')?.shadowRoot?.querySelector('.surface');
    const walker = document.createTreeWalker(surface ?? document, NodeFilter.SHOW_TEXT);
    const faults: string[] = [];
    while (walker.nextNode()) {
      const text = walker.currentNode.nodeValue ?? '';
      for (const { 0: mark, index } of text.matchAll(/(?:Mark\d+x|Said)/g)) {
        const before =
          text
            .slice(0, index)
            .match(/[“”„«»]/g)
            ?.at(-1) ?? '';
        const after = /[“”»]/.exec(text.slice(index))?.[0] ?? '';
        if (!['“”', '„“', '«»'].includes(before + after))
          faults.push(`${mark} stands without quotation marks: ${text}`);
      }
      let bare = text;
      while (/\u2068[^\u2068\u2069]*\u2069/.test(bare)) bare = bare.replace(/\u2068[^\u2068\u2069]*\u2069/g, '');
      const isStranger = document.documentElement.lang === 'ar' ? /Mark\d/.test(bare) : /[\u0590-\u08ff]/.test(bare);
      if (isStranger) faults.push(`not set apart: ${text}`);
      if (/\p{M}{7}|[\u202a-\u202e\u2066\u2067\u200b\ufeff\p{Cc}]/u.test(text))
        faults.push(`hidden characters: ${text}`);
    }
    return [...new Set(faults)].slice(0, 5);
  });

import type { PanelTarget } from '../../src/contract/targets.ts';
import { followPage } from '../../src/widget/ways-in.ts';
import { answerTriggers } from '../../src/widget/why-requests.ts';
import { add } from './page.ts';

/** A widget in the page until `signal` ends it: what it was asked to open, from where, and how often to prepare. */
export const aWidgetUntil = (signal: AbortSignal, id = '') => {
  const opened: (readonly [PanelTarget, HTMLElement | undefined])[] = [];
  const seen = { prepared: 0 };
  const host = add('div', id ? { id } : {});
  const ways = {
    host,
    open: async (target: PanelTarget, from?: HTMLElement) => void opened.push([target, from]),
    load: async () => {
      seen.prepared += 1;
      return { prefetch: async () => undefined };
    },
    signal,
  };
  answerTriggers(ways);
  followPage(ways);
  return { opened, seen };
};

/** The Why panel, at an explanation. */
export const why = (explanationId?: string): PanelTarget => ({ panel: 'why', explanationId });

/** A trigger in the shop's own markup. */
export const aTrigger = (name: string, id = 'a'): HTMLElement => add(name, { 'data-candor-why': id });

/** What an event of the shopper's has in common with every other. */
export const BUBBLING = { bubbles: true, cancelable: true, composed: true };

/** Sends an event as the browser would; true when the page's own answer to it is not wanted any more. */
export const send = (target: Element, event: Event): boolean => !target.dispatchEvent(event);

/** Presses a key; true as with `send`. */
export const press = (target: Element, key: string, init: KeyboardEventInit = {}): boolean =>
  send(target, new KeyboardEvent('keydown', { ...BUBBLING, key, ...init }));

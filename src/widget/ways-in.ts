import type { Mounted } from './mount.tsx';
import { idOfTrigger, MARKED, targetOf, targetOfHash, TRIGGERS } from './triggers.ts';
import { type Answering, isFor } from './why-requests.ts';

/** What the ways in lead to. */
export type WaysIn = Answering & {
  readonly load: () => Promise<Pick<Mounted, 'prefetch'>>;
};

/** What acts on a click by itself. */
const CONTROLS = 'a[href],button,input,select,textarea,label,summary,candor-why,[role=button],[role=link]';
/** What the keyboard cannot reach unless the page sees to it. */
const UNREACHABLE = '[data-candor-why]:not(a[href],button,input,select,textarea,summary,[tabindex])';
/** What has no meaning of its own that the role of a button would take away. */
const PLAIN = 'span,div,p,b,i,em,strong,small,img';

/** The trigger an event comes from, shadow trees included; undefined where it comes from a control inside one. */
const triggerOf = (event: Event, kind: string): HTMLElement | undefined => {
  const inside: Element[] = [];
  for (const one of event.composedPath()) {
    if (!(one instanceof HTMLElement)) continue;
    if (one.matches(kind))
      return inside.some((inner) => inner.matches(CONTROLS) && one.contains(inner)) ? undefined : one;
    inside.push(one);
  }
  return undefined;
};

/** The trigger the pointer or the focus is on. Asked for everything they pass: one selector, and no walk but where there is a shadow tree. */
const triggerUnder = (event: Event): Element | undefined => {
  const { target } = event;
  if (!(target instanceof Element)) return undefined;
  return target.closest(TRIGGERS) ?? (target.shadowRoot ? triggerOf(event, TRIGGERS) : undefined);
};

/** Lets the keyboard reach triggers that are no controls. An element of the shop's own kind sees to that itself. */
const makeReachable = (document: Document): void => {
  for (const one of document.querySelectorAll<HTMLElement>(UNREACHABLE)) {
    if (one.localName.includes('-')) continue;
    one.tabIndex = 0;
    if (one.matches(PLAIN) && !one.hasAttribute('role') && !one.querySelector(CONTROLS))
      one.setAttribute('role', 'button');
  }
};

/** Enter and Space, where the browser does not make a click of them. */
const followKey = (event: KeyboardEvent): void => {
  const { key } = event;
  const trigger = triggerOf(event, '[data-candor-why]');
  if (!trigger || event.composedPath()[0] !== trigger || event.repeat || event.defaultPrevented) return;
  const isNative = trigger.matches(
    key === 'Enter' ? 'a[href],button,input,select,textarea,summary' : 'button,input,select,textarea,summary',
  );
  if (isNative || (key !== 'Enter' && key !== ' ')) return;
  // Space would scroll the page.
  event.preventDefault();
  trigger.click();
};

/**
 * Opens panels for triggers in the shop's own markup, and for `#candor-choices` in its address. One listener of a kind on the document, however
 * many triggers there are; one that is not answered stays what it was.
 */
export const followPage = ({ host, open, load, signal }: WaysIn): void => {
  const { ownerDocument: document } = host;
  const followClick = (event: MouseEvent): void => {
    // Taken by the page or another widget, or meant for a new tab.
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const trigger = triggerOf(event, MARKED);
    const target = trigger && targetOf(trigger);
    if (!target || !isFor(trigger.getAttribute('data-candor-for'), host)) return;
    event.preventDefault();
    open(target, trigger).catch(() => undefined);
  };
  const followHash = (): void => {
    const target = targetOfHash(location.hash);
    if (target) open(target).catch(() => undefined);
  };
  const reach = (): void => makeReachable(document);
  const asked = new WeakMap<Element, string>();
  const near = (event: Event): void => {
    const trigger = triggerUnder(event);
    if (!trigger) return;
    const id = idOfTrigger(trigger) ?? '';
    // A page may give an element another explanation.
    if (asked.get(trigger) === id) return;
    asked.set(trigger, id);
    load()
      .then(({ prefetch }) => prefetch())
      .catch(() => undefined);
  };
  document.addEventListener('click', followClick, { signal });
  document.addEventListener('keydown', (event) => (event.key === 'Tab' ? reach() : followKey(event)), { signal });
  document.addEventListener('pointerover', near, { signal, passive: true });
  document.addEventListener('focusin', near, { signal });
  globalThis.addEventListener('hashchange', followHash, { signal });
  followHash();
  reach();
};

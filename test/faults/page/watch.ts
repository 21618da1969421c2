/** Words of the product by which the page recognises what it sees. */
export type Words = {
  readonly undo: string;
  readonly allowAll: string;
  readonly refuseAll: string;
  readonly acceptNotice: string;
  readonly refuseNotice: string;
  /** What every line about a browser that stores nothing contains. */
  readonly forgetful: string;
  /** What the Why panel's line begins with once an act is saved, remembered or not. */
  readonly saved: readonly string[];
};

/** A real click, as it was at that moment. */
export type Clicked = {
  readonly type: 'clicked';
  readonly what: 'accept-all' | 'refuse-all' | 'switch' | 'undo' | 'object';
  readonly purpose?: string;
  readonly on?: boolean;
  readonly ref?: string;
};

/** What the page tells of what the widget says. `given` are the keys that are allowed now. */
export type Seen =
  | Clicked
  | { readonly type: 'changed'; readonly subject: string; readonly given: readonly string[] }
  | { readonly type: 'saved' }
  /** Whether the widget says now that this browser does not remember. */
  | { readonly type: 'forgetful'; readonly on: boolean }
  | { readonly type: 'thrown'; readonly message: string };

/**
 * Runs in the page before the widget, and must stand alone: it is sent as text. Watches the element as the shopper and the shop's page
 * do: clicks, events, status lines.
 */
export const installWatch = (words: Words, tell: (message: Seen) => void): void => {
  const textOf = (element: Element | null): string => element?.textContent?.trim() ?? '';
  const readClick = (button: HTMLElement): Clicked | undefined => {
    const text = textOf(button);
    if (text === words.allowAll || text === words.acceptNotice) return { type: 'clicked', what: 'accept-all' };
    if (text === words.refuseAll || text === words.refuseNotice) return { type: 'clicked', what: 'refuse-all' };
    if (text === words.undo) return { type: 'clicked', what: 'undo' };
    const part = button.getAttribute('part');
    if (part === 'object')
      return { type: 'clicked', what: 'object', ref: /row-[\w-]+/.exec(textOf(button.closest('tbody')))?.[0] };
    if (part !== 'switch') return undefined;
    const purpose = /^title-(.+)$/.exec(button.getAttribute('aria-labelledby') ?? '')?.[1];
    return { type: 'clicked', what: 'switch', purpose, on: button.getAttribute('aria-checked') !== 'true' };
  };
  addEventListener(
    'click',
    (event) => {
      const button = event.composedPath().find((one) => one instanceof HTMLButtonElement);
      const clicked = event.isTrusted && button ? readClick(button) : undefined;
      if (clicked) tell(clicked);
    },
    true,
  );
  document.addEventListener('candor-consent-changed', ({ effective, subject }) => {
    const given = Object.entries(effective).flatMap(([key, { state }]) => (state === 'given' ? [key] : []));
    tell({ type: 'changed', subject, given });
  });
  addEventListener('error', ({ message }) => tell({ type: 'thrown', message }));
  addEventListener('unhandledrejection', ({ reason }) => tell({ type: 'thrown', message: String(reason) }));

  const watchTexts = (root: ShadowRoot): void => {
    const before = { saved: false, forgetful: false };
    const look = (): void => {
      const lines = Array.from(root.querySelectorAll('.why-outcome [role=status]'), textOf);
      const saved = lines.some((line) => words.saved.some((word) => line.startsWith(word)));
      const forgetful = textOf(root.querySelector('.surface')).includes(words.forgetful);
      if (forgetful !== before.forgetful) tell({ type: 'forgetful', on: forgetful });
      if (saved && !before.saved) tell({ type: 'saved' });
      Object.assign(before, { saved, forgetful });
    };
    new MutationObserver(look).observe(root, { subtree: true, childList: true, characterData: true });
  };
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function attachShadow(this: Element, init) {
    const root = attach.call(this, init);
    if (this.localName === 'candor-widget') watchTexts(root);
    return root;
  };
};

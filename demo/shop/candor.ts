import type { CandorWidgetElement } from 'candor-widget';

/** What the page tells its recommender: both undefined before the first act, and when the widget is not there. */
export type Consent = { readonly subject: string | undefined; readonly state: object | undefined };

/** The page's side of Candor: everything an ordinary shop writes to work with the widget. */
export type Candor = {
  /** Consent as it is now; waits until the widget knows, or until it is clear that there is none. */
  readonly consent: () => Promise<Consent>;
  /** Calls back when a choice was saved, or the shop has confirmed one. */
  readonly onChange: (reload: () => void) => void;
  /** Answers the widget's wish for the list anew; `reload` gives the new explanations. */
  readonly onInfluence: (reload: (explanationId: string) => Promise<readonly string[]>) => void;
};

/** A widget that has not come by then does not hold up the shop. */
const LOADER_PATIENCE = 1_500;
/** The record usually confirms a choice in well under a second; a list asked for earlier would still be the old one. */
const RECEIPT_PATIENCE = 2_500;
const JUST_NOW = 1_000;

const after = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The next receipt the widget tells of, or a while without one. */
const nextReceipt = (page: HTMLElement): Promise<void> =>
  Promise.race([
    new Promise<void>((resolve) => page.addEventListener('candor-receipt-kept', () => resolve(), { once: true })),
    after(RECEIPT_PATIENCE),
  ]);

/** Follows the widget of this page. */
export const followCandor = (): Candor => {
  const loaded = Promise.race([customElements.whenDefined('candor-widget'), after(LOADER_PATIENCE)]);
  const page = document.documentElement;
  let lastReceipt = Number.NEGATIVE_INFINITY;
  page.addEventListener('candor-receipt-kept', () => (lastReceipt = performance.now()));
  const settled = async (): Promise<void> => {
    if (performance.now() - lastReceipt > JUST_NOW) await nextReceipt(page);
  };
  return {
    consent: async () => {
      await loaded;
      const widget: CandorWidgetElement | null = document.querySelector('candor-widget');
      await widget?.ready;
      return { subject: widget?.subject, state: widget?.consent?.effective() };
    },
    onChange: (reload) => {
      // A widget that comes late knows more than the lists that did not wait for it.
      const waited = after(LOADER_PATIENCE).then(() => customElements.get('candor-widget') === undefined);
      void waited.then(async (late) => late && customElements.whenDefined('candor-widget').then(reload));
      page.addEventListener('candor-consent-changed', reload);
      page.addEventListener('candor-receipt-kept', reload);
    },
    onInfluence: (reload) => {
      page.addEventListener('candor-influence-request', (event) => {
        event.respondWith(settled().then(async () => ({ explanations: await reload(event.explanationId) })));
      });
    },
  };
};

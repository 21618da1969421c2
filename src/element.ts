import type { Explained, ExplainOptions, GivenExplanation } from './contract/given-explanation.ts';
import type { Effective } from './contract/receipt.ts';
import type { PanelTarget } from './contract/targets.ts';

/** The lazy part of the widget; the loader and the npm entry reach it by different addresses. */
export type WidgetModule = typeof import('./widget/start.ts');
/** Loads the lazy part. */
export type LoadWidget = () => Promise<WidgetModule>;
type Platform = Parameters<WidgetModule['startWidget']>[1];
type Session = ReturnType<WidgetModule['startWidget']>;

const REBUILDING = ['endpoint', 'lang', 'region', 'panels', 'inline', 'position'];

/** The browser's functions, taken before a script of the page can patch them. */
export const capturePlatform = (): Platform => ({
  fetch: globalThis.fetch.bind(globalThis),
  subtle: crypto.subtle,
  chance: crypto.getRandomValues.bind(crypto),
  indexedDB: globalThis.indexedDB,
  locks: navigator.locks,
  openChannel: globalThis.BroadcastChannel && ((name) => new BroadcastChannel(name)),
  persist: navigator.storage?.persist?.bind(navigator.storage),
  now: Date.now,
  after: (milliseconds, callback, signal) => {
    // A widget that is gone waits for nothing more.
    if (signal.aborted) return;
    const drop = (): void => clearTimeout(timer);
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', drop);
      callback();
    }, milliseconds);
    signal.addEventListener('abort', drop);
  },
});

// Importable on a server: there is no HTMLElement to extend, and nothing to define either.
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * Candor beside a shop's chatbot: launcher, notice, and the panels Why, Choices and Receipts.
 *
 * @element candor-widget
 * @attr {string} endpoint - Address of the backend; the page's origin unless set.
 * @attr {string} panels - Panels to offer, separated by spaces: `why choices receipts`; all unless set.
 * @attr {string} lang - BCP 47 language; else the nearest `lang` of the page, else the browser's.
 * @attr {string} region - ISO 3166 region the merchant declares, `DE` or `US-NY`; written into every receipt.
 * @attr {string} explanations-src - Path of the page's origin that answers `?ids=a,b` with `{explanations: [jws]}`.
 * @attr {boolean} inline - Shows the surface in the page instead of a launcher.
 * @attr {string} position - Corner of the launcher: `end` (default) or `start`.
 * @fires candor-consent-changed - A choice was saved on this device; `effective` is what the page must obey.
 * @fires candor-receipt-kept - The shop's signed receipt has arrived; `receipt` is its number.
 * @fires candor-panel-opened - A panel was opened; `panel` is its name.
 * @fires candor-influence-request - The shopper changed what may be used; answer with `respondWith(promise)`.
 */
export class CandorWidgetElement extends Base {
  static readonly observedAttributes = REBUILDING;
  #session: Promise<Session> | undefined;
  #live: Session | undefined;

  /** Given by `defineElements` to the class it registers. */
  protected load(): Promise<WidgetModule> {
    return Promise.reject(new Error('candor-widget is not defined'));
  }

  /** The platform this class was defined with. */
  protected platform(): Platform {
    return capturePlatform();
  }

  connectedCallback(): void {
    if (this.#session) return;
    const session = this.load().then(({ startWidget }) => startWidget(this, this.platform()));
    this.#session = session;
    // A widget that cannot be loaded leaves the page as it was; nothing is thrown into it.
    session.then((live) => this.#session === session && (this.#live = live)).catch(() => undefined);
  }

  disconnectedCallback(): void {
    // Moved within the page, an element is disconnected and connected in one go: only one that stays out is over.
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (!this.#session || before === after) return;
    this.#end();
    queueMicrotask(() => {
      if (this.isConnected) this.connectedCallback();
    });
  }

  #end(): void {
    this.#session?.then((session) => session.dispose()).catch(() => undefined);
    this.#session = undefined;
    this.#live = undefined;
  }

  /** Resolves when it is known whether this browser has a subject; also when the widget could not be loaded. */
  get ready(): Promise<void> {
    return Promise.resolve(this.#session?.then(({ ready }) => ready)).catch(() => undefined);
  }

  /** This browser's subject at the shop; undefined before the first act. */
  get subject(): string | undefined {
    return this.#live?.subject();
  }

  /** Consent as this device knows it: `effective()` is what the page must obey, undefined before the first act. */
  get consent(): { effective(): Effective | undefined } {
    return { effective: () => this.#live?.effective() };
  }

  /** Opens the surface, at a panel or a place in it. */
  async open(target?: PanelTarget): Promise<void> {
    await (await this.#session)?.open(target);
  }

  /** Closes the surface. */
  close(): void {
    this.#live?.close();
  }

  /**
   * Gives the widget an explanation: a compact JWS, an object, which is shown as unsigned, or an address of the page's origin that
   * answers one of them or `{explanations}`. `options.said` is the text of the answer it explains. Tells what became of it; never rejects.
   */
  async explain(explanation: GivenExplanation, options?: ExplainOptions): Promise<Explained> {
    const session = await this.#session?.catch(() => undefined);
    return session ? session.explain(explanation, options) : { kind: 'not-loaded' };
  }
}

/** Registers `candor-widget`, once. */
export const defineWidget = (load: LoadWidget, platform: Platform): void => {
  if (customElements.get('candor-widget')) return;
  customElements.define(
    'candor-widget',
    class extends CandorWidgetElement {
      protected override load(): Promise<WidgetModule> {
        return load();
      }
      protected override platform(): Platform {
        return platform;
      }
    },
  );
};

declare global {
  interface HTMLElementTagNameMap {
    'candor-widget': CandorWidgetElement;
  }
}

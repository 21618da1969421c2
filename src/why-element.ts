import { CandorWhyRequestEvent } from './events.ts';

const STYLE =
  ':host{display:inline-block}:host([hidden]){display:none}button{font:inherit;color:inherit;background:none;border:0;padding:0;min-block-size:24px;min-inline-size:24px;text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:3px;cursor:pointer}button:hover{text-decoration-thickness:2px}';

const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * The inline trigger under a recommendation or a chat answer. Its content is its label; font and colour are the page's.
 *
 * @element candor-why
 * @attr {string} explanation-id - Id of the explanation to open.
 * @attr {string} for - Id of the widget to ask; the first connected one unless set.
 * @fires candor-why-request - Asks for the explanation; cancel it to answer in the page's own way.
 */
export class CandorWhyElement extends Base {
  /** One for all triggers, given by `defineTrigger` to the class it registers. */
  protected readonly sheets: CSSStyleSheet[] = [];

  connectedCallback(): void {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    root.adoptedStyleSheets = this.sheets;
    const button = document.createElement('button');
    button.type = 'button';
    button.part.add('trigger');
    const label = document.createElement('slot');
    label.textContent = 'Why this?';
    button.append(label);
    button.addEventListener('click', () => void this.#ask());
    root.append(button);
  }

  #isAnswered(): boolean {
    const request = new CandorWhyRequestEvent(this.getAttribute('explanation-id') ?? '', this);
    return !this.dispatchEvent(request) || request.taken;
  }

  async #ask(): Promise<void> {
    if (this.#isAnswered()) return;
    // The widget may still be on its way.
    await document.querySelector('candor-widget')?.ready;
    // Nobody answers: a link that does nothing is worse than none.
    this.hidden = !this.#isAnswered();
  }
}

/** Registers `candor-why`, once. */
export const defineTrigger = (): void => {
  if (customElements.get('candor-why')) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  customElements.define(
    'candor-why',
    class extends CandorWhyElement {
      protected override readonly sheets = [sheet];
    },
  );
};

declare global {
  interface HTMLElementTagNameMap {
    'candor-why': CandorWhyElement;
  }
}

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
  connectedCallback(): void {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const button = document.createElement('button');
    button.type = 'button';
    button.part.add('trigger');
    const label = document.createElement('slot');
    label.textContent = 'Why this?';
    button.append(label);
    button.addEventListener('click', () => this.#ask());
    root.append(button);
  }

  #ask(): void {
    const request = new CandorWhyRequestEvent(this.getAttribute('explanation-id') ?? '', this);
    const wanted = this.dispatchEvent(request);
    // Nobody answers: a link that does nothing is worse than none.
    if (wanted && !request.taken) this.hidden = true;
  }
}

/** Registers `candor-why`, once. */
export const defineTrigger = (): void => {
  if (!customElements.get('candor-why')) customElements.define('candor-why', CandorWhyElement);
};

declare global {
  interface HTMLElementTagNameMap {
    'candor-why': CandorWhyElement;
  }
}

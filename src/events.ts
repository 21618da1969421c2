import type { Effective } from './contract/receipt.ts';
import type { ReceiptId } from './contract/ids.ts';
import type { PanelName } from './contract/targets.ts';

const COMPOSED = { bubbles: true, composed: true } as const;

/** A choice was saved on this device. `effective` is the consent status the page must obey from now on. */
export class CandorConsentChangedEvent extends Event {
  static readonly type = 'candor-consent-changed';
  readonly effective: Effective;
  readonly subject: string;
  constructor(effective: Effective, subject: string) {
    super(CandorConsentChangedEvent.type, COMPOSED);
    this.effective = effective;
    this.subject = subject;
  }
}

/** The shop's signed receipt for a choice or an objection has arrived and is kept on this device. */
export class CandorReceiptKeptEvent extends Event {
  static readonly type = 'candor-receipt-kept';
  readonly receipt: ReceiptId;
  constructor(receipt: ReceiptId) {
    super(CandorReceiptKeptEvent.type, COMPOSED);
    this.receipt = receipt;
  }
}

/** A panel was opened, by whatever way. */
export class CandorPanelOpenedEvent extends Event {
  static readonly type = 'candor-panel-opened';
  readonly panel: PanelName;
  constructor(panel: PanelName) {
    super(CandorPanelOpenedEvent.type, COMPOSED);
    this.panel = panel;
  }
}

/** A trigger asks the connected widget for an explanation. Cancel it to answer in the page's own way. */
export class CandorWhyRequestEvent extends Event {
  static readonly type = 'candor-why-request';
  readonly explanationId: string;
  /** The trigger; focus returns there. */
  readonly trigger: HTMLElement;
  #widget: HTMLElement | undefined;
  constructor(explanationId: string, trigger: HTMLElement) {
    super(CandorWhyRequestEvent.type, { ...COMPOSED, cancelable: true });
    this.explanationId = explanationId;
    this.trigger = trigger;
  }
  /** A widget takes the request; true for the first that does. */
  take(widget: HTMLElement): boolean {
    this.#widget ??= widget;
    return this.#widget === widget;
  }
  /** Whether a widget has taken it. */
  get taken(): boolean {
    return this.#widget !== undefined;
  }
}

/** What the page answers to an influence request: its list, explained anew. */
export type InfluenceAnswer = { readonly explanations: readonly string[] };

/** The shopper changed what may be used. The page answers with `respondWith`, like a FetchEvent, within 5 seconds. */
export class CandorInfluenceRequestEvent extends Event {
  static readonly type = 'candor-influence-request';
  /** Id of the explanation the shopper acted on. */
  readonly explanationId: string;
  readonly effective: Effective;
  #answer: Promise<InfluenceAnswer> | undefined;
  constructor(explanationId: string, effective: Effective) {
    super(CandorInfluenceRequestEvent.type, COMPOSED);
    this.explanationId = explanationId;
    this.effective = effective;
  }
  /** Takes the page's new explanations; the first call counts. */
  respondWith(answer: Promise<InfluenceAnswer>): void {
    this.#answer ??= answer;
  }
  /** What the page promised; undefined if it did not answer. */
  get answer(): Promise<InfluenceAnswer> | undefined {
    return this.#answer;
  }
}

declare global {
  interface DocumentEventMap {
    'candor-consent-changed': CandorConsentChangedEvent;
    'candor-receipt-kept': CandorReceiptKeptEvent;
    'candor-panel-opened': CandorPanelOpenedEvent;
    'candor-why-request': CandorWhyRequestEvent;
    'candor-influence-request': CandorInfluenceRequestEvent;
  }
  interface HTMLElementEventMap {
    'candor-consent-changed': CandorConsentChangedEvent;
    'candor-receipt-kept': CandorReceiptKeptEvent;
    'candor-panel-opened': CandorPanelOpenedEvent;
    'candor-why-request': CandorWhyRequestEvent;
    'candor-influence-request': CandorInfluenceRequestEvent;
  }
}

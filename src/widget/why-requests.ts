import type { PanelTarget } from '../contract/targets.ts';
import type { CandorWhyRequestEvent } from '../events.ts';

/** The widget that answers triggers, and how it opens a panel for one. */
export type Answering = {
  readonly host: HTMLElement;
  /** Rejects when the widget cannot be loaded. */
  readonly open: (target: PanelTarget, from?: HTMLElement) => Promise<void>;
  readonly signal: AbortSignal;
};

/** Whether a trigger names this widget, or none. */
export const isFor = (name: string | null, host: HTMLElement): boolean => name === null || name === host.id;

/** Answers `<candor-why>`: the first widget that is asked, or the one the trigger names. */
export const answerTriggers = ({ host, open, signal }: Answering): void => {
  const answer = (event: CandorWhyRequestEvent): void => {
    const { trigger, explanationId } = event;
    if (event.defaultPrevented || !isFor(trigger.getAttribute('for'), host) || !event.take(host)) return;
    open({ panel: 'why', explanationId: explanationId || undefined }, trigger).catch(() => undefined);
  };
  host.ownerDocument.addEventListener('candor-why-request', answer, { signal });
};

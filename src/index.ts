import { capturePlatform, defineWidget } from './element.ts';
import { defineTrigger } from './why-element.ts';

export { CandorWidgetElement } from './element.ts';
export { CandorWhyElement } from './why-element.ts';
export {
  CandorConsentChangedEvent,
  CandorInfluenceRequestEvent,
  CandorPanelOpenedEvent,
  CandorReceiptKeptEvent,
  CandorWhyRequestEvent,
  type InfluenceAnswer,
} from './events.ts';
export type { Explained, ExplainOptions, GivenExplanation } from './contract/given-explanation.ts';

/** Registers `candor-widget` and `candor-why`. Call it once, as early as you can: it takes the browser's functions as they are then. */
export const defineElements = (): void => {
  defineTrigger();
  defineWidget(() => import('./widget/start.ts'), capturePlatform());
};

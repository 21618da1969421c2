import type { Explained, ExplainOptions, GivenExplanation } from '../contract/given-explanation.ts';
import type { PanelTarget } from '../contract/targets.ts';
import type { Effective } from '../contract/receipt.ts';

/** What a connected element can do with its widget. */
export type Session = {
  /** Resolves when it is known whether this browser has a subject. */
  readonly ready: Promise<void>;
  /** The subject; undefined before the first act. */
  readonly subject: () => string | undefined;
  /** Consent status as this device knows it; undefined before the first act. */
  readonly effective: () => Effective | undefined;
  readonly open: (target?: PanelTarget) => Promise<void>;
  readonly close: () => void;
  /** Takes an explanation from the page; tells what became of it. */
  readonly explain: (explanation: GivenExplanation, options?: ExplainOptions) => Promise<Explained>;
  readonly dispose: () => void;
};

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
  /** Takes an explanation from the page; one that claims no id is not kept. */
  readonly explain: (explanation: string | object) => void;
  readonly dispose: () => void;
};

import { consentText } from '../../src/consent/consent-text.ts';
import { explainText } from '../../src/explain/explain-text.ts';
import { installClock, type PageClock } from './page/clock.ts';
import { installHand, type PageHand } from './page/hand.ts';
import { installPlaces, type PagePlaces, type PlaceReached } from './page/places.ts';
import { installStorage, type StorageFailed, type StorageSettings } from './page/storage.ts';
import { installWatch, type Seen, type Words } from './page/watch.ts';

/** Everything a page tells the harness. */
export type Message = Seen | PlaceReached | StorageFailed;

/** What one load of the page is set up with. */
export type PageSettings = {
  /** Names this load in everything it tells. */
  readonly visit: string;
  /** Milliseconds the device's clock is ahead. */
  readonly ahead: number;
  readonly locks: boolean;
  readonly storage: StorageSettings;
};

/** Name of the function by which a page speaks to the harness; a CDP binding. */
export const BINDING = 'tellFaults';

declare global {
  interface Window {
    /** Made by the harness where the browser can: takes one message as JSON. */
    tellFaults?: (message: string) => void;
    /** Where it cannot, what has been told since the harness last asked. */
    toldFaults?: string[];
    /** The harness's side of the page. */
    faults: PageClock & PagePlaces & PageHand;
  }
}

/** The notice's labels come from the shop's config, the rest from the product's own words. */
export type Labels = { readonly accept: string; readonly refuse: string };

const wordsOf = ({ accept, refuse }: Labels): Words => ({
  undo: consentText['choices.undo'],
  allowAll: consentText['choices.accept'],
  refuseAll: consentText['choices.refuse'],
  acceptNotice: accept,
  refuseNotice: refuse,
  forgetful: 'not remembered on this device',
  saved: [explainText['why.status.saved'], explainText['why.status.forgetful']],
});

const takeLocks = (): void => {
  Object.defineProperty(Navigator.prototype, 'locks', { configurable: true, get: () => undefined });
};

/** The script that runs in the page before the widget's. */
export const pageScript = ({ visit, ahead, locks, storage }: PageSettings, labels: Labels): string => {
  const words = JSON.stringify(wordsOf(labels));
  return `{
    window.toldFaults = [];
    const send = window.${BINDING} ?? ((text) => window.toldFaults.push(text));
    const tell = (message) => send(JSON.stringify({ visit: ${JSON.stringify(visit)}, message }));
    ${locks ? '' : `(${String(takeLocks)})();`}
    const hand = (${String(installHand)})(${words});
    const clock = (${String(installClock)})(${JSON.stringify({ ahead })});
    (${String(installStorage)})(${JSON.stringify(storage)}, tell);
    const places = (${String(installPlaces)})(tell);
    (${String(installWatch)})(${words}, tell);
    window.faults = { ...hand, ...clock, ...places };
  }`;
};

import type { Deed } from '../scenario.ts';
import type { Words } from './watch.ts';

/** Where a button is, in CSS pixels of the window. */
export type Aim = { readonly x: number; readonly y: number };

/** What the harness does to the widget through its element, short of the click itself, which only the browser can make. */
export type PageHand = {
  /** Brings the panel of this deed to the front; false when it cannot be used. */
  readonly show: (deed: Deed) => Promise<boolean>;
  /** Focuses a button that does the deed, or one near to it; undefined when there is none. */
  readonly aim: (deed: Deed, pick: number) => Aim | undefined;
  /** Keys allowed on this device and whose they are, as the page may ask once the widget is ready; undefined before the first act. */
  readonly standing: () => Promise<{ readonly subject: string; readonly given: readonly string[] } | undefined>;
  /** What lies in the device's storage: for the trace of a run that failed. */
  readonly stored: () => Promise<string>;
  /** Delivery of each entry as the Receipts panel tells it. */
  readonly deliveries: () => Promise<readonly string[]>;
};

/** Runs in the page and must stand alone: it is sent as text. `timeout` is the browser's own. */
export const installHand = (words: Words): PageHand => {
  const PATIENCE = 4_000;
  const PAUSE = 4;
  const timeout = setTimeout;
  const until = async (isSo: () => boolean): Promise<boolean> => {
    const since = performance.now();
    while (!isSo()) {
      if (performance.now() - since > PATIENCE) return false;
      await new Promise((resolve) => timeout(resolve, PAUSE));
    }
    return true;
  };
  const widget = () => document.querySelector('candor-widget');
  const all = (selector: string): readonly HTMLElement[] => [
    ...(widget()?.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
  ];
  const buttons = (...texts: readonly string[]): readonly HTMLElement[] =>
    all('button').filter((button) => texts.includes(button.textContent?.trim() ?? ''));
  const SWITCH = '.choice [role=switch]';
  const ON = '.choice [role=switch][aria-checked=true]';
  const OBJECT = 'tbody [part=object]:not([aria-disabled=true])';
  const WITHDRAW = '.purpose-switch [role=switch][aria-checked=true]';
  const find: Readonly<Record<Deed, () => readonly HTMLElement[]>> = {
    'accept-all': () => buttons(words.acceptNotice, words.allowAll),
    'refuse-all': () => buttons(words.refuseNotice, words.refuseAll),
    save: () => all(SWITCH),
    withdraw: () => (all(ON).length > 0 ? all(ON) : buttons(words.refuseNotice, words.refuseAll)),
    undo: () => (buttons(words.undo).length > 0 ? buttons(words.undo) : all(SWITCH)),
    'why-object': () => all(OBJECT),
    'why-withdraw': () => (all(WITHDRAW).length > 0 ? all(WITHDRAW) : all(OBJECT)),
  };
  const unfold = (): void => all('summary').forEach((summary) => !summary.closest('details')?.open && summary.click());
  return {
    show: async (deed) => {
      if (!(await until(() => all('.surface-body').length > 0))) return false;
      if (!deed.startsWith('why')) {
        if (all(SWITCH).length === 0) await widget()?.open({ panel: 'choices' });
        return until(() => all(SWITCH).length > 0);
      }
      if (all('[part=why]').length === 0) await widget()?.open({ panel: 'why' });
      await until(() => all('summary').length > 0);
      unfold();
      return until(() => all('tbody [part=object]').length > 0);
    },
    aim: (deed, pick) => {
      const found = find[deed]();
      const button = found[pick % found.length];
      if (!button) return undefined;
      button.scrollIntoView({ block: 'center' });
      button.focus();
      const { left, top, width, height } = button.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    },
    standing: async () => {
      await widget()?.ready;
      const subject = widget()?.subject;
      const effective = widget()?.consent.effective();
      if (subject === undefined || !effective) return undefined;
      return { subject, given: Object.keys(effective).filter((key) => Reflect.get(effective, key)?.state === 'given') };
    },
    stored: async () => {
      const opening = indexedDB.open('candor');
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(new Error('IndexedDB'));
      });
      const rowsOf = (store: string): Promise<readonly unknown[]> =>
        new Promise((resolve, reject) => {
          const asked = database.transaction(store).objectStore(store).getAll();
          asked.onsuccess = () => resolve(asked.result);
          asked.onerror = () => reject(new Error('IndexedDB'));
        });
      const [self, entries, outbox] = await Promise.all(['subject', 'entries', 'outbox'].map(rowsOf));
      database.close();
      const subjects = (self ?? []).map((one) => (one as { subject?: string }).subject);
      const told = (entries ?? []).map((row) => {
        const { id, kind, delivery, event } = (row as { entry: Record<string, unknown> }).entry;
        const { subject, seq } = (event ?? {}) as { subject?: string; seq?: number };
        return `${String(id).slice(-6)} ${String(kind)} ${seq ?? ''} ${String(delivery)} ${subject ?? ''}`;
      });
      const waiting = (outbox ?? []).map((row) => JSON.stringify(row));
      return [`subject ${subjects.join()}`, ...told, ...waiting.map((row) => `outbox ${row}`)].join('; ');
    },
    deliveries: async () => {
      await widget()?.open({ panel: 'receipts' });
      await until(() => all('.delivery').length > 0);
      return all('.delivery').map(({ className }) => /delivery-(\w+)/.exec(className)?.[1] ?? '');
    },
  };
};

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { CHROMIUM_FLAGS } from '../support/browser.ts';
import { ensureChromium } from '../support/chromium.ts';
import { makeFolder, removeFolder } from '../support/servers.ts';
import { BINDING, type Message } from './page-script.ts';

/** One tab of a browser. It is used for many runs, until it is killed. */
export type Tab = {
  readonly goto: (address: string) => Promise<void>;
  /** Runs a function in the page; rejects when the page is gone or going. */
  readonly evaluate: <TArgument, TResult>(
    inPage: (argument: TArgument) => TResult,
    argument: TArgument,
  ) => Promise<Awaited<TResult>>;
  /** A real key, and a real click. */
  readonly press: (key: 'Enter') => Promise<void>;
  readonly click: (x: number, y: number) => Promise<void>;
  readonly isAlive: () => boolean;
  /** Who hears what a load of the page tells; the one before it may still have a last word. */
  readonly listen: (visit: string, listener: (message: Message) => void) => void;
  /** Kills the renderer, even in the middle of a script. Resolves when it is gone. */
  readonly crash: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A browser with one profile. */
export type Device = {
  /** The n-th tab; a new one where it was killed. */
  readonly tab: (at: number) => Promise<Tab>;
  /** Empties what an origin has stored. */
  readonly forget: (origin: string) => Promise<void>;
  /** Lets an origin store no more than this many bytes; any number where undefined. */
  readonly limit: (origin: string, bytes: number | undefined) => Promise<void>;
  readonly setOffline: (isOffline: boolean) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** What a profile is made with. */
export type DeviceOptions = {
  /** Sites may store nothing: the content setting "block all cookies", which holds for IndexedDB too. */
  readonly blocksStorage?: boolean;
  /** Folder of the profile; a temporary one when absent. */
  readonly profile?: string;
};

/** Loads of one tab that may still have something to tell. */
const MOST_LISTENERS = 8;

const openTab = async (context: BrowserContext): Promise<Tab> => {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  let isAlive = true;
  const listeners = new Map<string, (message: Message) => void>();
  const gone = new Promise<void>((resolve) => {
    const end = (): void => {
      isAlive = false;
      resolve();
    };
    page.once('crash', end);
    page.once('close', end);
  });
  session.on('Runtime.bindingCalled', ({ payload }) => {
    const { visit, message } = JSON.parse(payload) as { readonly visit: string; readonly message: Message };
    listeners.get(visit)?.(message);
  });
  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', { name: BINDING });
  return {
    goto: async (address) => void (await page.goto(address, { waitUntil: 'domcontentloaded' })),
    evaluate: async (inPage, argument) =>
      page.evaluate(inPage as (argument: unknown) => unknown, argument) as Promise<never>,
    press: (key) => page.keyboard.press(key),
    click: (x, y) => page.mouse.click(x, y),
    isAlive: () => isAlive,
    listen: (visit, listener) => {
      listeners.set(visit, listener);
      const [oldest] = listeners.keys();
      if (listeners.size > MOST_LISTENERS && oldest !== undefined) listeners.delete(oldest);
    },
    crash: async () => {
      session.send('Page.crash').catch(() => undefined);
      await gone;
      await page.close();
    },
    close: async () => {
      if (isAlive) await page.close();
    },
  };
};

const writePreferences = async (profile: string): Promise<void> => {
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  await mkdir(join(profile, 'Default'), { recursive: true });
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
};

/** Starts a browser with a profile of its own. */
export const startDevice = async ({ blocksStorage = false, profile }: DeviceOptions = {}): Promise<Device> => {
  const folder = profile ?? (await makeFolder());
  if (blocksStorage) await writePreferences(folder);
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: await ensureChromium(),
    args: [...CHROMIUM_FLAGS],
    locale: 'en-GB',
    // Small is cheap to paint; below 480 the surface would be a phone's, over an inert page.
    viewport: { width: 500, height: 600 },
    reducedMotion: 'reduce',
  });
  const control = await context.newCDPSession(context.pages()[0] ?? (await context.newPage()));
  const slots: Promise<Tab>[] = [];
  const inSlot = async (at: number): Promise<Tab> => {
    const kept = await slots[at];
    if (kept?.isAlive()) return kept;
    const fresh = openTab(context);
    slots[at] = fresh;
    return fresh;
  };
  return {
    tab: inSlot,
    forget: async (origin) => {
      await control.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb,local_storage' });
    },
    limit: async (origin, bytes) => {
      await control.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: bytes });
    },
    setOffline: (isOffline) => context.setOffline(isOffline),
    stop: async () => {
      await context.close();
      if (profile === undefined) await removeFolder(folder);
    },
  };
};

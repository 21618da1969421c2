import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../support/child.ts';
import { makeFolder, removeFolder } from '../support/servers.ts';
import type { Device, Tab } from './browser.ts';
import { type Marionette, openMarionette } from './marionette.ts';
import type { Message } from './page-script.ts';

/** Firefox's own ways to store nothing, by the preference that brings them about. */
const WAYS = {
  'firefox-blocked': ['network.cookie.cookieBehavior', 2],
  'firefox-quota': ['dom.quotaManager.temporaryStorage.fixedLimit', 8],
} as const;

const NAMES = ['firefox-esr', 'firefox'];
const POLL = 25;
const ENTER = '\uE007';

const findFirefox = (): string | undefined =>
  NAMES.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);

/** Firefox has no binding: what the page has told is fetched with every answer, and now and then. */
const tabOf = ({ send }: Marionette): Tab => {
  const listeners = new Map<string, (message: Message) => void>();
  const run = async (script: string): Promise<unknown> => {
    // The page's own objects, not Firefox's view of them.
    const body = `const done = arguments[0];
      Promise.resolve().then(() => (${script})).then(
        (value) => done({ value, told: window.wrappedJSObject?.toldFaults?.splice(0) ?? window.toldFaults?.splice(0) ?? [] }),
        (error) => done({ error: String(error), told: [] }));`;
    const reply = (await send('WebDriver:ExecuteAsyncScript', { script: body, args: [], sandbox: null })) as {
      readonly value: { readonly value?: unknown; readonly error?: string; readonly told: readonly string[] };
    };
    for (const text of reply.value.told) {
      const { visit, message } = JSON.parse(text) as { readonly visit: string; readonly message: Message };
      listeners.get(visit)?.(message);
    }
    if (reply.value.error !== undefined) throw new Error(reply.value.error);
    // Over this wire nothing is null.
    return reply.value.value ?? undefined;
  };
  let isAlive = true;
  const poll = setInterval(() => void run('undefined').catch(() => undefined), POLL);
  const close = async (): Promise<void> => {
    isAlive = false;
    clearInterval(poll);
  };
  return {
    goto: async (address) => void (await send('WebDriver:Navigate', { url: address })),
    evaluate: async (inPage, argument) => (await run(`(${String(inPage)})(${JSON.stringify(argument)})`)) as never,
    press: async () => {
      const actions = [
        { type: 'keyDown', value: ENTER },
        { type: 'keyUp', value: ENTER },
      ];
      await send('WebDriver:PerformActions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
    },
    click: async () => Promise.reject(new Error('scripts for Firefox use the keyboard')),
    isAlive: () => isAlive,
    listen: (visit, listener) => void listeners.set(visit, listener),
    crash: close,
    close,
  };
};

/** Why there is no Firefox to play in; undefined where there is one. */
export const whyNoFirefox = (): string | undefined =>
  findFirefox() === undefined ? 'no Firefox on this machine' : undefined;

/** Starts the system's Firefox, without a window, in one of its ways to store nothing. */
export const startFirefox = async (way: keyof typeof WAYS): Promise<Device> => {
  const [preference, value] = WAYS[way];
  const folder = await makeFolder();
  const port = await freePort();
  const preferences = { 'marionette.port': port, 'app.update.enabled': false, [preference]: value };
  const lines = Object.entries(preferences).map(([name, one]) => `user_pref("${name}", ${JSON.stringify(one)});`);
  await writeFile(join(folder, 'user.js'), lines.join('\n'));
  const args = ['--headless', '--marionette', '--no-remote', '--profile', folder];
  const browser = spawn(findFirefox() ?? '', args, { stdio: 'ignore', env: { ...process.env, HOME: folder } });
  const marionette = await openMarionette(port);
  const tab = tabOf(marionette);
  return {
    tab: async () => tab,
    forget: async () => undefined,
    limit: async () => undefined,
    setOffline: async () => Promise.reject(new Error('scripts for Firefox stay online')),
    stop: async () => {
      await tab.close();
      marionette.end();
      const gone = once(browser, 'exit');
      browser.kill('SIGKILL');
      await gone;
      await removeFolder(folder);
    },
  };
};

import { render } from 'preact';
import shellCss from '../../styles/shell.css?inline';
import { allChoices } from '../consent/choices.ts';
import type { Explained, ExplainOptions, GivenExplanation } from '../contract/given-explanation.ts';
import { isPanelName, type PanelName, type PanelTarget } from '../contract/targets.ts';
import type { Effective } from '../contract/receipt.ts';
import { createI18n, type I18n, warmUps } from '../i18n/i18n.ts';
import { loadLocale } from '../i18n/locales.ts';
import type { LedgerState } from '../ledger/ledger.ts';
import type { Platform, Runtime } from '../runtime/runtime.ts';
import { assemble } from './assemble.ts';
import { createExplanations } from './explanations.ts';
import { FEATURES } from './features.ts';
import type { ElementSettings } from './settings.ts';
import { adoptSheet } from './sheets.ts';
import { ShellModel } from './shell-model.ts';
import { Shell } from './shell.tsx';

/** What the widget is mounted with. */
export type MountOptions = {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  /** Where the shell renders, inside the root. */
  readonly layer: HTMLElement;
  readonly platform: Platform;
  readonly settings: ElementSettings;
  /** The config's JSON, unread; undefined when the shop cannot be reached. */
  readonly fetchConfig: () => Promise<unknown>;
  readonly signal: AbortSignal;
};

/** The mounted widget. */
export type Mounted = {
  readonly subject: () => string | undefined;
  readonly effective: () => Effective | undefined;
  /** Whether no choice has been made on this device yet. */
  readonly noticeDue: () => boolean;
  readonly open: (target?: PanelTarget, returnTo?: HTMLElement) => Promise<void>;
  readonly close: () => void;
  readonly explain: (explanation: GivenExplanation, options?: ExplainOptions) => Promise<Explained>;
  /** Asks for the explanations of the triggers on the page, once. */
  readonly prefetch: () => Promise<void>;
  /** Records what was chosen on the first layer; false when it could not be, because the shop's notice is not known. */
  readonly chooseAll: (action: 'accept-all' | 'refuse-all') => Promise<boolean>;
};

/** Keeps the last state read, so that the page can ask without waiting. */
const watchLedger = async (runtime: Runtime): Promise<() => LedgerState> => {
  let state = await runtime.ledger.read();
  runtime.ledger.observe(() => void runtime.ledger.read().then((next) => (state = next)));
  return () => state;
};

const whenIdle = (callback: () => void): void => {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(callback, { timeout: 3_000 });
  else setTimeout(callback, 200);
};

const wakeOften = (drain: () => Promise<void>, { ledger, signal }: Runtime): void => {
  const wake = (): void => void drain().catch(() => undefined);
  whenIdle(wake);
  // Another tab may have acted and died before it could send.
  ledger.observe(wake);
  globalThis.addEventListener('online', wake, { signal });
  document.addEventListener('visibilitychange', wake, { signal });
};

const chooseAllWith =
  (runtime: Runtime): Mounted['chooseAll'] =>
  async (action) => {
    const config = await runtime.config();
    if (!config) return false;
    const choices = allChoices(config, action === 'accept-all' ? 'given' : 'refused', runtime.settings.gpc);
    return (await runtime.choose({ action, surface: 'notice', choices })).kind === 'saved';
  };

/** Opens and closes the shell, and gives focus back to where it came from. */
const createDoor = (root: ShadowRoot, shell: ShellModel, first: PanelName) => {
  let returnTo: HTMLElement | undefined;
  return {
    open: async (target?: PanelTarget, from?: HTMLElement): Promise<void> => {
      returnTo = from;
      // A page may ask for a panel that is not there; then it gets the first.
      await shell.open(isPanelName(target?.panel) ? target : { panel: first });
    },
    close: (): void => {
      if (!shell.isOpen.peek()) return;
      shell.close();
      const back = returnTo;
      returnTo = undefined;
      // The launcher is out of reach until the shell has been drawn again.
      setTimeout(() => (back?.isConnected ? back : root.querySelector<HTMLElement>('.launcher'))?.focus());
    },
  };
};

/** Milliseconds in which what a panel observes is on screen. */
const DRAWN = 50;

/** Launcher and surface, drawn into the layer until `signal` ends them. */
const drawShell = ({ root, layer, settings, signal }: MountOptions, runtime: () => Runtime, i18n: I18n) => {
  const { corner, inline, panels } = settings;
  const adopt = (css: string): void => adoptSheet(root, css);
  const shell = new ShellModel({ runtime, features: FEATURES, adopt, corner, storage: () => sessionStorage });
  const home = panels.includes('choices') ? 'choices' : (panels[0] ?? 'choices');
  const door = createDoor(root, shell, home);
  const shared = { model: shell, i18n, settings, home };
  adoptSheet(root, shellCss);
  render(<Shell {...shared} onClose={door.close} />, layer);
  if (inline) void shell.open({ panel: home });
  // A panel can be open and usable before the pill is there.
  else
    void import('./launcher.tsx').then(
      ({ Launcher }) => shell.showLauncher(Launcher),
      () => undefined,
    );
  signal.addEventListener('abort', () => {
    render(null, layer);
    shell.disposePanels();
    shell[Symbol.dispose]();
  });
  return {
    ...door,
    goTo: (target: PanelTarget): void => void shell.open(target),
    /** The open panel says it; where none is open, the one with the choices is. Resolves when it is drawn. */
    showForgetful: async (): Promise<void> => {
      if (!shell.isOpen.peek()) await shell.open({ panel: home });
      await new Promise((resolve) => setTimeout(resolve, DRAWN));
    },
  };
};

/** Puts the whole widget into a shadow root: runtime, launcher, surface. Ends with `signal`. */
export const mount = async (options: MountOptions): Promise<Mounted> => {
  const { host, platform, settings, signal } = options;
  const { lang, messages, late } = await loadLocale(settings.lang);
  const i18n = createI18n(lang, messages, late);
  const src = (): string | undefined => host.getAttribute('explanations-src') ?? undefined;
  const explanations = createExplanations({ document, fetch: platform.fetch, now: platform.now, src, signal });
  const open = (target: PanelTarget): void => shell.goTo(target);
  const showForgetful = (): Promise<void> => shell.showForgetful();
  const { runtime, wake } = assemble({ ...options, i18n, explanations, open, showForgetful });
  const stateNow = await watchLedger(runtime);
  const shell = drawShell(options, () => runtime, i18n);
  wakeOften(wake, runtime);
  // A task for each: the first panel waits for none of them, and they for no panel.
  for (const warmUp of warmUps(i18n)) setTimeout(warmUp);
  return {
    subject: () => stateNow().key?.subject,
    effective: () => (stateNow().key ? runtime.past.effective(stateNow(), stateNow().config) : undefined),
    noticeDue: () => !stateNow().entries.some(({ kind }) => kind === 'consent'),
    open: shell.open,
    close: shell.close,
    explain: explanations.give,
    prefetch: explanations.prefetch,
    chooseAll: chooseAllWith(runtime),
  };
};

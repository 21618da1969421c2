import baseCss from '../../styles/base.css?inline';
import tokensCss from '../../styles/tokens.css?inline';
import { CONFIG_PATH } from '../contract/config-path.ts';
import { type NoticeText, readNoticeText } from '../contract/notice-text.ts';
import type { PanelTarget } from '../contract/targets.ts';
import { directionOf } from '../i18n/direction.ts';
import { ledgerExists } from '../ledger/exists.ts';
import type { Platform } from '../runtime/runtime.ts';
import { loadNotice } from './features.ts';
import type { Mounted } from './mount.tsx';
import type { Session } from './session.ts';
import { type ElementSettings, readSettings } from './settings.ts';
import { adoptSheet } from './sheets.ts';
import { answerTriggers } from './why-requests.ts';

/** What one element's widget is made of while it lives. */
type Start = {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly platform: Platform;
  readonly settings: ElementSettings;
  readonly life: AbortController;
};

const layerIn = (root: ShadowRoot): HTMLElement => root.appendChild(document.createElement('div'));

/** Asks for the config's JSON, unread: the first layer reads only its notice. Undefined when the shop cannot be reached; then asked again. */
const createConfigFetcher = ({ platform, settings, life }: Start): (() => Promise<unknown>) => {
  let asking: Promise<unknown> | undefined;
  const ask = async (): Promise<unknown> => {
    const url = `${settings.endpoint}${CONFIG_PATH}?lang=${encodeURIComponent(settings.lang)}`;
    try {
      const response = await platform.fetch(url, {
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        redirect: 'manual',
        signal: life.signal,
      });
      if (response.ok) return await response.json();
    } catch {
      // Silence, as any answer that is not a config.
    }
    asking = undefined;
    return undefined;
  };
  return () => (asking ??= ask());
};

const whenIdle = (callback: () => void): void => {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(callback, { timeout: 3_000 });
  else setTimeout(callback, 200);
};

/** Paints the first layer and acts on what the shopper does with it. It goes only when the choice is saved. */
const paintNotice = async (start: Start, notice: NoticeText, load: () => Promise<Mounted>): Promise<void> => {
  const { showNotice, noticeCss } = await loadNotice();
  const { root, life } = start;
  if (life.signal.aborted) return;
  adoptSheet(root, noticeCss);
  // Before the shell's layer, so that its stylesheet can say what the launcher does meanwhile.
  const layer = document.createElement('div');
  layer.className = 'first-layer';
  root.prepend(layer);
  const hide = showNotice(layer, {
    notice,
    dir: directionOf(notice.lang),
    onAct: (act) => {
      const follow = async (mounted: Mounted): Promise<void> => {
        if (act === 'choose') await mounted.open({ panel: 'choices' });
        else if (act === 'ask-accept') await mounted.open({ panel: 'choices', confirmAll: true });
        else if (await mounted.chooseAll(act)) hide();
      };
      load()
        .then(follow)
        .catch(() => undefined);
    },
  });
  start.host.addEventListener('candor-consent-changed', hide, { signal: life.signal });
  life.signal.addEventListener('abort', hide);
};

type Widget = {
  readonly load: () => Promise<Mounted>;
  readonly fetchConfig: () => Promise<unknown>;
  /** Listens to the triggers in the shop's own markup; they can wait until the notice is painted. */
  readonly follow: () => void;
};

/** Decides what this page load needs: a runtime at once where a ledger exists, else the notice first and the rest on idle. */
const begin = async (start: Start, { load, fetchConfig, follow }: Widget): Promise<void> => {
  const known = await ledgerExists(start.platform.indexedDB);
  if (known && !(await load()).noticeDue()) return follow();
  const show = async (): Promise<void> => {
    const notice = readNoticeText(await fetchConfig());
    if (notice && !start.life.signal.aborted) await paintNotice(start, notice, load);
    whenIdle(() => {
      if (start.life.signal.aborted) return;
      follow();
      void load().catch(() => undefined);
    });
  };
  void show();
};

/** The whole widget, loaded once: on idle, or when something needs it. */
const createLoad = (start: Start, layer: HTMLElement) => {
  const given: (() => void)[] = [];
  const fetchConfig = createConfigFetcher(start);
  let loading: Promise<Mounted> | undefined;
  let mounted: Mounted | undefined;
  const load = (): Promise<Mounted> => {
    loading ??= import('./mount.tsx').then(async ({ mount }) => {
      // A task of its own: to evaluate the chunk and to build the widget are together longer than one should be.
      await new Promise((resolve) => setTimeout(resolve));
      const { host, root, platform, settings, life } = start;
      mounted = await mount({ host, root, layer, platform, settings, fetchConfig, signal: life.signal });
      given.forEach((give) => give());
      return mounted;
    });
    loading.catch(() => (loading = undefined));
    return loading;
  };
  return {
    load,
    now: (): Mounted | undefined => mounted,
    /** One request for the first layer and for everything after it. */
    fetchConfig,
    /** Waits until something needs the widget. */
    explain: async (...all: Parameters<Mounted['explain']>) => {
      if (!mounted) await new Promise<void>((resolve) => given.push(resolve));
      return (await load()).explain(...all);
    },
  };
};

type Open = (target?: PanelTarget, from?: HTMLElement) => Promise<void>;

const prepareRoot = (host: HTMLElement): ShadowRoot => {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [];
  adoptSheet(root, tokensCss);
  adoptSheet(root, baseCss);
  return root;
};

/**
 * Starts the widget of one element. Before the shopper acts nothing is stored, and nothing but the endpoint is asked; `explanations-src`
 * when they come to a trigger.
 */
export const startWidget = (host: HTMLElement, platform: Platform): Session => {
  const root = prepareRoot(host);
  const start: Start = { host, root, platform, settings: readSettings(host), life: new AbortController() };
  const widget = createLoad(start, layerIn(root));
  const open: Open = async (target, from) => (await widget.load()).open(target, from);
  const ways = { host, open, load: widget.load, signal: start.life.signal };
  let following: Promise<void> | undefined;
  const follow = (): void => {
    following ??= import('./ways-in.ts').then(({ followPage }) => followPage(ways));
    following.catch(() => (following = undefined));
  };
  answerTriggers(ways);
  // Whoever comes by a link to a panel waits for it.
  if (location.hash.startsWith('#candor-')) follow();
  return {
    ready: begin(start, { ...widget, follow }).catch(() => undefined),
    subject: () => widget.now()?.subject(),
    effective: () => widget.now()?.effective(),
    open: (target) => open(target, document.activeElement instanceof HTMLElement ? document.activeElement : undefined),
    close: () => widget.now()?.close(),
    explain: widget.explain,
    dispose: () => {
      start.life.abort();
      root.replaceChildren();
    },
  };
};

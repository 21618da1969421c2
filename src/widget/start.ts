import baseCss from '../../styles/base.css?inline';
import tokensCss from '../../styles/tokens.css?inline';
import { CONFIG_PATH } from '../contract/config-path.ts';
import type { Explained, ExplainOptions, GivenExplanation } from '../contract/given-explanation.ts';
import { type NoticeText, readNoticeText } from '../contract/notice-text.ts';
import { isPanelName, type PanelTarget } from '../contract/targets.ts';
import { directionOf } from '../i18n/direction.ts';
import { ledgerExists } from '../ledger/exists.ts';
import type { Platform } from '../runtime/runtime.ts';
import { loadNotice } from './features.ts';
import type { EarlyExplanation, Mounted } from './mount.tsx';
import type { Session } from './session.ts';
import { type ElementSettings, readSettings } from './settings.ts';
import { adoptSheet } from './sheets.ts';
import { followPage } from './ways-in.ts';

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

type Widget = { readonly load: () => Promise<Mounted>; readonly fetchConfig: () => Promise<unknown> };

/** Decides what this page load needs: a runtime at once where a ledger exists, else the notice first and the rest on idle. */
const begin = async (start: Start, { load, fetchConfig }: Widget): Promise<void> => {
  const known = await ledgerExists(start.platform.indexedDB);
  if (known && !(await load()).noticeDue()) return;
  const show = async (): Promise<void> => {
    const notice = readNoticeText(await fetchConfig());
    if (notice && !start.life.signal.aborted) await paintNotice(start, notice, load);
    whenIdle(() => {
      if (!start.life.signal.aborted) void load().catch(() => undefined);
    });
  };
  void show();
};

/** The whole widget, loaded once: on idle, or when something needs it. */
const createLoad = (start: Start, layer: HTMLElement) => {
  const given: EarlyExplanation[] = [];
  const fetchConfig = createConfigFetcher(start);
  let loading: Promise<Mounted> | undefined;
  let mounted: Mounted | undefined;
  const load = (): Promise<Mounted> => {
    loading ??= import('./mount.tsx').then(async ({ mount }) => {
      const { host, root, platform, settings, life } = start;
      const made = await mount({ host, root, layer, platform, settings, given, fetchConfig, signal: life.signal });
      mounted = made;
      // Those that came while it was being put together.
      given.splice(0).forEach(({ explanation, options, tell }) => tell(made.explain(explanation, options)));
      return made;
    });
    loading.catch(() => {
      loading = undefined;
      given.forEach(({ tell }) => tell({ kind: 'not-loaded' }));
    });
    return loading;
  };
  return {
    load,
    now: (): Mounted | undefined => mounted,
    /** One request for the first layer and for everything after it. */
    fetchConfig,
    explain: (explanation: GivenExplanation, options?: ExplainOptions): Promise<Explained> =>
      mounted
        ? mounted.explain(explanation, options)
        : new Promise((tell) => given.push({ explanation, options, tell })),
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
  const open: Open = async (target, from) => {
    // A page may ask for a panel that is not there; then it gets the first.
    const known = isPanelName(target?.panel) ? target : undefined;
    await (await widget.load()).open(known, from);
  };
  followPage({
    host,
    open: (target, from) => void open(target, from).catch(() => undefined),
    prepare: () =>
      void widget
        .load()
        .then(({ prefetch }) => prefetch())
        .catch(() => undefined),
    signal: start.life.signal,
  });
  return {
    ready: begin(start, widget).catch(() => undefined),
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

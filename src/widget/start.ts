import baseCss from '../../styles/base.css?inline';
import tokensCss from '../../styles/tokens.css?inline';
import { CONFIG_PATH } from '../contract/config-path.ts';
import { type NoticeText, readNoticeText } from '../contract/notice-text.ts';
import { isPanelName, type PanelTarget } from '../contract/targets.ts';
import type { CandorWhyRequestEvent } from '../events.ts';
import { directionOf } from '../i18n/direction.ts';
import { ledgerExists } from '../ledger/exists.ts';
import type { Platform } from '../runtime/runtime.ts';
import { loadNotice } from './features.ts';
import type { Mounted } from './mount.tsx';
import type { Session } from './session.ts';
import { type ElementSettings, readSettings } from './settings.ts';
import { adoptSheet } from './sheets.ts';

/** What one element's widget is made of while it lives. */
type Start = {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly platform: Platform;
  readonly settings: ElementSettings;
  readonly life: AbortController;
};

const layerIn = (root: ShadowRoot): HTMLElement => root.appendChild(document.createElement('div'));

/** The config's JSON, unread: the first layer reads only its notice. Undefined when the shop cannot be reached. */
const fetchConfig = async ({ platform, settings, life }: Start): Promise<unknown> => {
  try {
    const response = await platform.fetch(
      `${settings.endpoint}${CONFIG_PATH}?lang=${encodeURIComponent(settings.lang)}`,
      {
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        signal: life.signal,
      },
    );
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
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
  const layer = layerIn(root);
  const hide = showNotice(layer, {
    notice,
    dir: directionOf(notice.lang),
    onAct: (act) => {
      void load().then(async (mounted) => {
        if (act === 'choose') return mounted.open({ panel: 'choices' });
        if (act === 'ask-accept') return mounted.open({ panel: 'choices', confirmAll: true });
        return (await mounted.chooseAll(act)) ? hide() : undefined;
      });
    },
  });
  start.host.addEventListener('candor-consent-changed', hide, { signal: life.signal });
  life.signal.addEventListener('abort', hide);
};

/** Decides what this page load needs: a runtime at once where a ledger exists, else the notice first and the rest on idle. */
const begin = async (start: Start, load: () => Promise<Mounted>, offer: (fetched: unknown) => void): Promise<void> => {
  const known = await ledgerExists(start.platform.indexedDB);
  if (known && !(await load()).noticeDue()) return;
  const show = async (): Promise<void> => {
    const fetched = await fetchConfig(start);
    offer(fetched);
    const notice = readNoticeText(fetched);
    if (notice && !start.life.signal.aborted) await paintNotice(start, notice, load);
    whenIdle(() => void load());
  };
  void show();
};

const isMine = (event: CandorWhyRequestEvent, host: HTMLElement): boolean => {
  const named = event.trigger.getAttribute('for');
  return named === null || named === host.id;
};

const panelInHash = (): PanelTarget | undefined => {
  const panel = /^#candor-(\w+)$/.exec(location.hash)?.[1];
  return isPanelName(panel) ? { panel } : undefined;
};

/** Starts the widget of one element. Nothing is stored, and nothing but the endpoint is asked, before the shopper acts. */
export const startWidget = (host: HTMLElement, platform: Platform): Session => {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [];
  adoptSheet(root, tokensCss);
  adoptSheet(root, baseCss);
  const life = new AbortController();
  const { signal } = life;
  const settings = readSettings(host);
  const start: Start = { host, root, platform, settings, life };
  const given: (string | object)[] = [];
  const layer = layerIn(root);
  let fetchedConfig: unknown;
  let loading: Promise<Mounted> | undefined;
  let mounted: Mounted | undefined;

  const load = (): Promise<Mounted> => {
    loading ??= import('./mount.tsx').then(async ({ mount }) => {
      mounted = await mount({ host, root, layer, platform, settings, given, fetchedConfig, signal });
      return mounted;
    });
    loading.catch(() => (loading = undefined));
    return loading;
  };
  const open = async (target?: PanelTarget, from?: HTMLElement): Promise<void> => (await load()).open(target, from);

  const answerWhy = (event: CandorWhyRequestEvent): void => {
    if (event.defaultPrevented || !isMine(event, host) || !event.take(host)) return;
    void open({ panel: 'why', explanationId: event.explanationId }, event.trigger);
  };
  document.addEventListener('candor-why-request', answerWhy, { signal });
  const followHash = (): void => {
    const target = panelInHash();
    if (target) void open(target);
  };
  globalThis.addEventListener('hashchange', followHash, { signal });
  followHash();
  return {
    ready: begin(start, load, (fetched) => (fetchedConfig = fetched)).catch(() => undefined),
    subject: () => mounted?.subject(),
    effective: () => mounted?.effective(),
    open: (target) => open(target, document.activeElement instanceof HTMLElement ? document.activeElement : undefined),
    close: () => mounted?.close(),
    explain: (explanation) => (mounted ? mounted.explain(explanation) : void given.push(explanation)),
    dispose: () => {
      life.abort();
      root.replaceChildren();
    },
  };
};

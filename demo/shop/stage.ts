import type { Api, Me } from './api.ts';
import type { Candor } from './candor.ts';
import type { LiveList, ShopContext, View } from './context.ts';
import type { Text } from './text/text.ts';

type Tell = (me: Me) => void;
/** What lives as long as a page, or as long as the frame around the pages. */
type Scope = { readonly lists: LiveList[]; readonly tellers: Tell[] };

/** What the stage is built from. */
export type StageParts = {
  readonly api: Api;
  readonly text: Text;
  readonly candor: Candor;
  readonly status: HTMLElement;
  readonly viewFor: (context: ShopContext, url: URL) => View;
};

/** Shows one page after the other inside a frame that stays. */
export type Stage = {
  /** For what stays: header, footer, chat. */
  readonly frame: ShopContext;
  /** Shows the page of the address; `moved` puts focus and scroll at its beginning. */
  readonly show: (moved: boolean) => void;
  readonly reloadLists: () => void;
  /** Asks anew for the list that holds an explanation; the page's other lists follow. */
  readonly reloadFor: (explanationId: string) => Promise<readonly string[]>;
};

const ANNOUNCED_MS = 4_000;

const newScope = (): Scope => ({ lists: [], tellers: [] });

const reloadQuietly = ({ reload }: LiveList): void => void reload().catch(() => undefined);

const announceIn =
  (status: HTMLElement) =>
  (message: string): void => {
    status.textContent = message;
    setTimeout(() => status.textContent === message && status.replaceChildren(), ANNOUNCED_MS);
  };

const hrefIn =
  ({ lang }: Text) =>
  (path: string): string =>
    lang === 'en' ? path : `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;

const putAtBeginning = (main: HTMLElement): void => {
  scrollTo(0, 0);
  main.tabIndex = -1;
  main.focus({ preventScroll: true });
};

/** The visit as last told, and everybody who wants to know. */
const createVisit = (tellers: () => readonly Tell[]) => {
  let me: Me | undefined;
  return {
    get: () => me,
    set: (now: Me): void => {
      me = now;
      tellers().forEach((tell) => tell(now));
    },
  };
};

/** Builds the stage; nothing is shown yet. */
export const createStage = ({ api, text, candor, status, viewFor }: StageParts): Stage => {
  const lasting = newScope();
  let page = newScope();
  const visit = createVisit(() => [...lasting.tellers, ...page.tellers]);
  const href = hrefIn(text);
  const shared = { api, text, candor, href, announce: announceIn(status) };
  const contextFor = (scope: () => Scope): ShopContext => ({
    ...shared,
    me: { ...visit, onChange: (tell) => void scope().tellers.push(tell) },
    lists: { add: (list) => void scope().lists.push(list) },
    go: (path) => {
      history.pushState(null, '', href(path));
      show(true);
    },
  });
  const pageContext = contextFor(() => page);
  const show = (moved: boolean): void => {
    page = newScope();
    const { title, body } = viewFor(pageContext, new URL(location.href));
    document.title = title;
    document.querySelector('main')?.replaceWith(body);
    if (moved) putAtBeginning(body);
  };
  return {
    frame: contextFor(() => lasting),
    show,
    reloadLists: () => page.lists.forEach(reloadQuietly),
    reloadFor: async (explanationId) => {
      const all = [...page.lists, ...lasting.lists];
      const acted = all.find(({ has }) => has(explanationId)) ?? all[0];
      page.lists.filter((list) => list !== acted).forEach(reloadQuietly);
      return acted ? acted.reload() : [];
    },
  };
};

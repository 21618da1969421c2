import type { Api, Me } from './api.ts';
import type { Candor } from './candor.ts';
import type { Text } from './text/text.ts';

/** A list of recommendations on the page: which explanations it shows, and how to ask for it anew. */
export type LiveList = {
  readonly has: (explanationId: string) => boolean;
  /** Gives the new explanations. */
  readonly reload: () => Promise<readonly string[]>;
};

/** What every view works with. */
export type ShopContext = {
  readonly api: Api;
  readonly text: Text;
  readonly candor: Candor;
  /** The visit as last told by the shop. */
  readonly me: {
    readonly get: () => Me | undefined;
    readonly set: (me: Me) => void;
    readonly onChange: (tell: (me: Me) => void) => void;
  };
  /** Address of a page of the shop, keeping the language. */
  readonly href: (path: string) => string;
  readonly go: (path: string) => void;
  /** Says something to everybody, screen readers included. */
  readonly announce: (message: string) => void;
  /** Lists of the page being shown, and those that stay (the chat). */
  readonly lists: { readonly add: (list: LiveList) => void };
};

/** What a view makes: a title for the tab, and the main part. */
export type View = { readonly title: string; readonly body: HTMLElement };

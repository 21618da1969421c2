import type { Explained, ExplainOptions, GivenExplanation } from '../contract/given-explanation.ts';
import { type ChatWords, chatWords } from './chat-words.ts';

/** A widget as a chat needs it: `<candor-widget>`, or what stands in for it. */
export type ExplainingWidget = {
  readonly explain: (explanation: GivenExplanation, options?: ExplainOptions) => Promise<Explained>;
};

/** How a chat is attached. */
export type ChatOptions = {
  /** The page's first `<candor-widget>` unless set. */
  readonly widget?: ExplainingWidget;
  /** BCP 47; else the page's language. */
  readonly lang?: string;
  /** The shop's own words. */
  readonly words?: Partial<ChatWords>;
  /** Where the notice is put, before everything else in there. Without it show `notice` yourself, at the first turn. */
  readonly into?: HTMLElement;
};

/** One answer of the assistant. */
export type ChatAnswer = {
  /** The answer as it is shown, plain. The panel compares it with what was signed. */
  readonly text?: string;
  /** What explains it, in any form that `explain` of the widget takes; the trigger opens the first. */
  readonly explanations?: readonly GivenExplanation[];
  /** Id of an explanation that the widget can find by itself, where none is at hand. */
  readonly explanationId?: string;
};

/** What to put under an answer: a link, for a chat that renders one, or the element, for a chat with a slot. */
export type WhyAnswer = {
  readonly id: string;
  readonly label: string;
  /** `#candor-why=<id>`; a click on it opens the panel, wherever the chat renders it in the page. */
  readonly href: string;
  /** A new `<candor-why>` at each call. */
  readonly element: () => HTMLElement;
};

/** A chat that is attached. */
export type AttachedChat = {
  /** "You are talking to an AI", in the chat's language or the shop's words. */
  readonly notice: string;
  /** Hands an answer's explanations to the widget. Undefined when there is none: then nothing is shown under it. Never rejects. */
  readonly explain: (answer: ChatAnswer) => Promise<WhyAnswer | undefined>;
};

/** Explanations of one answer that are handed on. */
const MOST = 50;

const widgetOfPage = async (): Promise<ExplainingWidget | null> => {
  await customElements.whenDefined('candor-widget');
  return document.querySelector('candor-widget');
};

/** A text in its language; undefined where it is the page's. */
type Said = { readonly text: string; readonly lang: string | undefined };

const put = (element: HTMLElement, { text, lang }: Said): HTMLElement => {
  element.dir = 'auto';
  if (lang !== undefined) element.lang = lang;
  element.append(text);
  return element;
};

const noticeElement = (notice: Said): HTMLElement => {
  const element = document.createElement('p');
  element.setAttribute('role', 'note');
  return put(element, notice);
};

const whyAnswer = (id: string, label: Said): WhyAnswer => ({
  id,
  label: label.text,
  href: `#candor-why=${encodeURIComponent(id)}`,
  element: () => {
    const element = document.createElement('candor-why');
    element.setAttribute('explanation-id', id);
    return put(element, label);
  },
});

/** Attaches any chat that can render a link or has a slot under an answer. */
export const attachChat = ({ widget, lang, words: own, into }: ChatOptions = {}): AttachedChat => {
  const words = chatWords(lang ?? document.documentElement.lang);
  const said = (key: keyof ChatWords): Said => {
    const text = own?.[key];
    return text === undefined ? { text: words[key], lang: words.lang } : { text, lang };
  };
  const notice = said('notice');
  into?.prepend(noticeElement(notice));

  /** The ids under which the widget keeps the explanations, in their order. */
  const give = async ({ explanations = [], text }: ChatAnswer): Promise<readonly string[]> => {
    if (explanations.length === 0) return [];
    const taker = widget ?? (await widgetOfPage());
    const told: (readonly string[])[] = [];
    // The last one given is what the panel shows by itself: that is to be the first of the answer.
    for (const one of explanations.slice(0, MOST).toReversed()) {
      const result = await taker?.explain(one, { said: text });
      told.unshift(result?.kind === 'kept' ? result.ids : []);
    }
    return told.flat();
  };
  return {
    notice: notice.text,
    explain: async (answer) => {
      const [first] = await give(answer).catch(() => []);
      const id = first ?? answer.explanationId;
      return id ? whyAnswer(id, said('why')) : undefined;
    },
  };
};

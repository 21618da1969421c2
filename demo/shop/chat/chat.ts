import { attachDeepChat } from 'candor-widget/chat';
import { DeepChat } from 'deep-chat';
import type { ShopContext } from '../context.ts';
import { PRODUCT_STYLE, productsMarkup } from './message.ts';

/** The chat, and a way into it. */
export type Chat = { readonly element: HTMLElement; readonly focus: () => void };

type Reply = {
  readonly text: string;
  readonly html: string | undefined;
  readonly ids: ReadonlySet<string>;
  readonly explanations: readonly string[];
};

const MOST_LETTERS = 500;

/** What the component hands its handler. */
type Asked = { readonly messages: readonly { readonly text?: string }[] };

const dress = (chat: DeepChat): void => {
  chat.style.cssText =
    'display: block; inline-size: 100%; block-size: 100%; border: 0; background: transparent; font: inherit; color-scheme: inherit;';
  chat.chatStyle = {
    backgroundColor: 'transparent',
    border: '0',
    width: '100%',
    height: '100%',
    fontFamily: 'inherit',
    fontSize: '15px',
  };
  const bubble = { borderRadius: '14px', padding: '10px 14px', maxWidth: '86%', lineHeight: '1.45' };
  chat.messageStyles = {
    default: {
      shared: { bubble },
      user: { bubble: { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' } },
      ai: { bubble: { backgroundColor: 'var(--raised)', color: 'var(--ink)' } },
    },
    html: {
      shared: {
        bubble: {
          ...bubble,
          width: '100%',
          maxWidth: '100%',
          backgroundColor: 'transparent',
          padding: '4px 0',
          color: 'var(--ink)',
        },
      },
    },
    loading: { message: { styles: { bubble: { backgroundColor: 'var(--raised)', color: 'var(--soft)' } } } },
  };
  chat.inputAreaStyle = { backgroundColor: 'transparent', borderTop: '1px solid var(--line)' };
  chat.submitButtonStyles = {
    submit: { svg: { styles: { default: { filter: 'var(--icon-filter)' } } } },
  };
  chat.auxiliaryStyle = PRODUCT_STYLE;
};

const textField = (placeholder: string): DeepChat['textInput'] => ({
  placeholder: { text: placeholder, style: { color: 'var(--soft)' } },
  styles: {
    container: {
      backgroundColor: 'var(--page)',
      border: '1px solid var(--line-strong)',
      borderRadius: '10px',
      boxShadow: 'none',
    },
    text: { color: 'var(--ink)' },
  },
  characterLimit: MOST_LETTERS,
});

/** Asks the shop: the question, and what the shopper allows it to use for the answer. */
const askShop = async (context: ShopContext, question: string): Promise<Reply> => {
  const { api, candor, text } = context;
  const answer = await api.chat({ text: question, ...(await candor.consent()), lang: text.lang });
  const html = answer.items.length > 0 ? productsMarkup(context, answer) : undefined;
  return {
    text: answer.text,
    html,
    ids: new Set(answer.items.map(({ explanationId }) => explanationId)),
    explanations: answer.explanations,
  };
};

/** The answer with what explains it, then its products. */
const messages = ({ text, html, explanations }: Reply) => [
  { text, custom: { candor: explanations } },
  ...(html === undefined ? [] : [{ html }]),
];

/** Makes the chat component, with the lines kept for this shopper, if they are. */
export const openChat = async (context: ShopContext): Promise<Chat> => {
  const { text, api, candor, lists } = context;
  const kept = await api.keptChat(await candor.consent()).catch(() => ({ lines: [] }));
  let last: { readonly question: string; readonly ids: ReadonlySet<string> } | undefined;

  const reply = async (question: string): Promise<Reply> => {
    const answer = await askShop(context, question);
    last = { question, ids: answer.ids };
    return answer;
  };
  // Made and dressed in one go: left without a font, the component would fetch one from elsewhere.
  const chat = new DeepChat();
  dress(chat);
  chat.textInput = textField(text.say('chatPlaceholder'));
  attachDeepChat(chat, { lang: text.lang, words: { notice: text.say('chatIntro') } });
  chat.errorMessages = { displayServiceErrorMessages: true };
  if (kept.lines.length > 0) chat.history = kept.lines.map(({ who, text: line }) => ({ role: who, text: line }));
  chat.connect = {
    handler: (asked: Asked, signals) => {
      const question = asked.messages.at(-1)?.text ?? '';
      void reply(question).then(
        (answer) => signals.onResponse(messages(answer)),
        () => signals.onResponse({ error: text.say('chatFailed') }),
      );
    },
  };
  lists.add({
    has: (id) => last?.ids.has(id) ?? false,
    // What may be used has changed: the same question, answered anew below.
    reload: async () => {
      if (!last) return [];
      const answer = await reply(last.question);
      for (const message of messages(answer)) chat.addMessage({ ...message, role: 'ai' }, true);
      return answer.explanations;
    },
  });
  return { element: chat, focus: () => chat.focusInput() };
};

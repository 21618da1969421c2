import type { GivenExplanation } from '../contract/given-explanation.ts';
import { attachChat, type AttachedChat, type ChatOptions } from './chat.ts';

/** A message as deep-chat 2.4 knows it; `custom` is what the shop's answer holds beside it. */
export type DeepChatMessage = {
  readonly role?: string;
  readonly text?: string;
  readonly html?: string;
  readonly custom?: unknown;
};

/** What this needs of `<deep-chat>` 2.4. */
export type DeepChatElement = HTMLElement & {
  introMessage?: unknown;
  getMessages?: () => readonly DeepChatMessage[];
  addMessage?: (message: { text: string; role: string }) => void;
};

/** How a deep-chat is attached. `notice: false` where the shop's `introMessage` says already that this is an AI. */
export type DeepChatOptions = Omit<ChatOptions, 'into'> & {
  readonly notice?: false;
  /** What explains a message; unless set, `custom.candor` of it: one explanation or several. */
  readonly explanationsOf?: (message: DeepChatMessage) => readonly GivenExplanation[];
};

const STYLE =
  '.candor-why-answer{margin-inline:12px;padding-block:2px;font-size:.875em;text-align:start}candor-why:not(:defined){display:none}';

const isGiven = (value: unknown): value is GivenExplanation =>
  typeof value === 'string' || (typeof value === 'object' && value !== null);

const inCustom = ({ custom }: DeepChatMessage): readonly GivenExplanation[] => {
  const value = custom && typeof custom === 'object' && 'candor' in custom ? custom.candor : undefined;
  return [value].flat().filter(isGiven);
};

const isMessage = (value: unknown): value is DeepChatMessage => typeof value === 'object' && value !== null;

/** The message of deep-chat's event, and whether it was just said. */
const messageIn = (event: Event): DeepChatMessage | undefined => {
  const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
  if (!detail || typeof detail !== 'object' || !('message' in detail) || !isMessage(detail.message)) return undefined;
  // What comes from a history is told before it is drawn: nothing says which bubble is whose.
  return 'isHistory' in detail && detail.isHistory === true ? undefined : detail.message;
};

/** Says it before everything else, as the component's own first message; where it speaks already, with the next. */
const tell = (chat: DeepChatElement, notice: string): void => {
  if ((chat.getMessages?.() ?? []).length > 0) chat.addMessage?.({ text: notice, role: 'ai' });
  else chat.introMessage = [{ text: notice }, ...[chat.introMessage ?? []].flat()];
};

const dress = (root: ShadowRoot): void => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
};

/** The bubble that was drawn last: deep-chat tells of a message when it stands there. */
const lastBubble = (chat: HTMLElement): Element | undefined =>
  Array.from(chat.shadowRoot?.querySelectorAll('.outer-message-container') ?? []).at(-1);

/**
 * Attaches a `<deep-chat>`: the notice comes first, and under each answer that has an explanation stands "Why this answer?". Do it
 * before the first message. deep-chat tells of what the page adds only with `addMessage(message, true)`. Returns the chat, for answers
 * that are shown in another way.
 */
export const attachDeepChat = (chat: DeepChatElement, options: DeepChatOptions = {}): AttachedChat => {
  const attached = attachChat(options);
  const { explanationsOf = inCustom } = options;
  let isDressed = false;
  const follow = async (message: DeepChatMessage, bubble: Element): Promise<void> => {
    const why = await attached.explain({
      text: bubble.querySelector('.message-bubble')?.textContent || message.text,
      explanations: explanationsOf(message),
    });
    const root = bubble.getRootNode();
    // Cleared away meanwhile.
    if (!why || !(root instanceof ShadowRoot)) return;
    if (!isDressed) dress(root);
    isDressed = true;
    const line = document.createElement('div');
    line.className = 'candor-why-answer';
    line.append(why.element());
    bubble.append(line);
  };
  chat.addEventListener('message', (event) => {
    const message = messageIn(event);
    const bubble = message && message.role !== 'user' ? lastBubble(chat) : undefined;
    // A shop's own `explanationsOf` may throw.
    if (message && bubble) follow(message, bubble).catch(() => undefined);
  });
  if (options.notice !== false) tell(chat, attached.notice);
  return attached;
};

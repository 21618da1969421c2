export { attachChat } from './chat.ts';
export type { AttachedChat, ChatAnswer, ChatOptions, ExplainingWidget, WhyAnswer } from './chat.ts';
export type { ChatWords } from './chat-words.ts';
export { attachDeepChat } from './deep-chat.ts';
export type { DeepChatElement, DeepChatMessage, DeepChatOptions } from './deep-chat.ts';

import { DeepChat } from 'deep-chat';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { attachDeepChat, type DeepChatOptions } from '../../src/chat/index.ts';
import { aWidget } from './widget.ts';

/** The component answers in its own time. */
const until = (check: () => unknown): Promise<unknown> => vi.waitFor(check, { timeout: 20_000, interval: 20 });

/** The component itself, drawn, with a shop that answers each question so. */
const aChat = async (options: DeepChatOptions = {}, answer: unknown = { text: 'Yes.' }, intro?: object) => {
  const chat = new DeepChat();
  // Left without a font, the component would fetch one from elsewhere.
  chat.style.cssText = 'font-family: inherit';
  chat.chatStyle = { fontFamily: 'inherit' };
  Object.assign(chat, intro && { introMessage: intro });
  chat.connect = { handler: (_asked: unknown, signals) => void signals.onResponse(Object(answer)) };
  attachDeepChat(chat, options);
  document.body.append(chat);
  await until(() => expect([chat._hasBeenRendered, chat._waitingToRender_]).toEqual([true, false]));
  return chat;
};

const bubbles = (chat: DeepChat): readonly Element[] =>
  Array.from(chat.shadowRoot?.querySelectorAll('.outer-message-container') ?? []);
const texts = (chat: DeepChat): readonly string[] => bubbles(chat).map(({ textContent }) => textContent.trim());
const ask = async (chat: DeepChat, count: number): Promise<void> => {
  chat.submitUserMessage({ text: 'A mug?' });
  await until(() => expect(texts(chat).filter((text) => text !== '')).toHaveLength(count));
};
/** For each bubble the explanation its trigger opens. */
const triggers = (chat: DeepChat): readonly (string | null | undefined)[] =>
  bubbles(chat).map((bubble) => bubble.querySelector('candor-why')?.getAttribute('explanation-id'));

afterEach(() => document.body.replaceChildren());

describe('A deep-chat', { timeout: 60_000 }, () => {
  it('says first that it is an AI, and puts a trigger under the answer that has an explanation', async () => {
    const { widget, given } = aWidget();
    const chat = await aChat({ widget, lang: 'en' }, [
      { text: 'This **mug**.', custom: { candor: [{ id: 'a' }, { id: 'b' }] } },
      { text: 'Anything else?' },
    ]);
    await ask(chat, 4);
    await until(() => expect(triggers(chat)).toEqual([undefined, undefined, 'a', undefined]));
    expect(texts(chat)[0]).toBe('You are talking to an AI, not to a person.');
    expect(texts(chat)[2]).toMatch(/^This mug\.\s*Why this answer\?$/);
    expect(given.map(([one, said]) => [one, said?.trim()])).toEqual([
      [{ id: 'b' }, 'This mug.'],
      [{ id: 'a' }, 'This mug.'],
    ]);
  });

  it('takes one explanation as well as several, and answers added by the page', async () => {
    const { widget } = aWidget();
    const chat = await aChat({ widget });
    await ask(chat, 3);
    chat.addMessage({ text: 'Later.', role: 'ai', custom: { candor: { id: 'c' } } }, true);
    await until(() => expect(triggers(chat)).toEqual([undefined, undefined, undefined, 'c']));
  });

  it('keeps the shop’s own first message behind the notice', async () => {
    const chat = await aChat({ words: { notice: 'I am a machine.' } }, {}, { text: 'Welcome.' });
    expect(texts(chat)).toEqual(['I am a machine.', 'Welcome.']);
  });

  it('leaves the notice to the shop where the shop says so', async () => {
    const chat = await aChat({ notice: false }, {}, { text: 'I am an AI.' });
    expect(texts(chat)).toEqual(['I am an AI.']);
  });

  it('asks the shop’s own code what explains a message', async () => {
    const { widget } = aWidget();
    const explanationsOf = ({ text }: { readonly text?: string }) => (text === 'Yes.' ? [{ id: 'own' }] : []);
    const chat = await aChat({ widget, explanationsOf });
    await ask(chat, 3);
    await until(() => expect(triggers(chat)).toEqual([undefined, undefined, 'own']));
  });

  it.each([
    undefined,
    null,
    7,
    { candor: null },
    { candor: 7 },
    { candor: [null, 7, undefined, []] },
    { candor: 'nonsense' },
    'candor',
  ])('puts nothing under an answer whose explanation is %j', async (custom) => {
    const { widget } = aWidget();
    const chat = await aChat({ widget }, { text: 'Yes.', custom });
    await ask(chat, 3);
    await until(() => expect(chat.getMessages()).toHaveLength(2));
    expect(triggers(chat)).toEqual([undefined, undefined, undefined]);
  });

  it('puts nothing under what the shopper said, or what a history tells', async () => {
    const { widget, given } = aWidget();
    const chat = await aChat({ widget, explanationsOf: () => [{ id: 'a' }] });
    chat.history = [{ role: 'ai', text: 'Long ago.' }];
    await until(() => expect(texts(chat)).toContain('Long ago.'));
    chat.addMessage({ text: 'Mine.', role: 'user' });
    expect(given).toEqual([]);
    expect(triggers(chat).filter(Boolean)).toEqual([]);
  });

  it('goes on when the shop’s own code throws', async () => {
    const chat = await aChat({
      explanationsOf: () => {
        throw new Error('broken');
      },
    });
    await ask(chat, 3);
    expect(triggers(chat)).toEqual([undefined, undefined, undefined]);
  });

  it('that has spoken already says it next', async () => {
    const chat = await aChat({ notice: false });
    await ask(chat, 2);
    attachDeepChat(chat, { lang: 'de' });
    await until(() => expect(texts(chat).at(-1)).toBe('Sie sprechen mit einer KI, nicht mit einem Menschen.'));
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { attachChat } from '../../src/chat/index.ts';
import { add } from '../widget/page.ts';
import { aWidget } from './widget.ts';

afterEach(() => {
  document.body.replaceChildren();
  document.documentElement.removeAttribute('lang');
});

describe('An answer of a chat', () => {
  it('is handed to the widget with its text, and gets a link and a trigger', async () => {
    const { widget, given } = aWidget();
    const why = await attachChat({ widget }).explain({ text: 'This mug.', explanations: [{ id: 'a b' }] });
    expect(given).toEqual([[{ id: 'a b' }, 'This mug.']]);
    expect(why).toMatchObject({ id: 'a b', label: 'Why this answer?', href: '#candor-why=a%20b' });
    const element = why?.element();
    expect([element?.localName, element?.getAttribute('explanation-id')]).toEqual(['candor-why', 'a b']);
    expect(element?.textContent).toBe('Why this answer?');
  });

  it('leads to the first of several, which is given last', async () => {
    const { widget, given } = aWidget();
    const explanations = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
    expect((await attachChat({ widget }).explain({ explanations }))?.id).toBe('a');
    expect(given.map(([one]) => one)).toEqual(explanations.toReversed());
  });

  it('leads to the first that the widget could keep', async () => {
    const { widget } = aWidget();
    const why = await attachChat({ widget }).explain({ explanations: ['nonsense', { id: 'b' }], explanationId: 'c' });
    expect(why?.id).toBe('b');
  });

  it('may name an explanation that the widget finds by itself', async () => {
    const { widget, given } = aWidget();
    expect((await attachChat({ widget }).explain({ text: 'Yes.', explanationId: 'a' }))?.id).toBe('a');
    expect(given).toEqual([]);
  });

  it.each([
    ['without an explanation', {}],
    ['with an empty list', { explanations: [], explanationId: '' }],
    ['with nothing that can be read', { explanations: ['nonsense', {}] }],
  ])('%s gets nothing', async (_what, answer) => {
    expect(await attachChat(aWidget()).explain(answer)).toBeUndefined();
  });

  it.each(['not-loaded', 'other-origin', 'unreachable', 'unreadable'] as const)(
    'gets nothing when the widget says %s',
    async (kind) => {
      const { widget } = aWidget({ kind });
      expect(await attachChat({ widget }).explain({ explanations: [{ id: 'a' }] })).toBeUndefined();
    },
  );

  it('gets nothing when the widget breaks', async () => {
    const widget = { explain: () => Promise.reject(new Error('broken')) };
    expect(await attachChat({ widget }).explain({ explanations: [{ id: 'a' }] })).toBeUndefined();
  });

  it('hands over fifty explanations at most', async () => {
    const { widget, given } = aWidget();
    await attachChat({ widget }).explain({
      explanations: Array.from({ length: 51 }, (_none, at) => ({ id: `e${at}` })),
    });
    expect(given).toHaveLength(50);
  });
});

describe('The notice', () => {
  it.each([
    ['en', 'You are talking to an AI, not to a person.', 'en'],
    ['de-AT', 'Sie sprechen mit einer KI, nicht mit einem Menschen.', 'de'],
    ['AR', 'أنت تتحدث إلى ذكاء اصطناعي، لا إلى إنسان.', 'ar'],
    ['fi', 'You are talking to an AI, not to a person.', 'en'],
    ['', 'You are talking to an AI, not to a person.', 'en'],
  ])('in %j stands before everything else: %s', (lang, text, inLanguage) => {
    const into = add('div');
    add('p', {}, into);
    expect(attachChat({ lang, into }).notice).toBe(text);
    const first = into.firstElementChild;
    expect([first?.textContent, first?.getAttribute('lang'), first?.getAttribute('role')]).toEqual([
      text,
      inLanguage,
      'note',
    ]);
  });

  it('is in the language of the page unless the chat names one', () => {
    document.documentElement.lang = 'de';
    expect(attachChat().notice).toContain('KI');
    expect(attachChat({ lang: 'en' }).notice).toContain('AI');
  });

  it('may be in the shop’s own words, as the label may', async () => {
    const { widget } = aWidget();
    const into = add('div');
    const chat = attachChat({ widget, into, lang: 'fi', words: { notice: '<b>Tekoäly</b>', why: 'Miksi?' } });
    expect(into.firstElementChild?.textContent).toBe('<b>Tekoäly</b>');
    expect(into.firstElementChild?.getAttribute('lang')).toBe('fi');
    expect((await chat.explain({ explanationId: 'a' }))?.label).toBe('Miksi?');
  });
});

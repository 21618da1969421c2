import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { defineTrigger } from '../src/why-element.ts';

const add = (name: string, attributes: Readonly<Record<string, string>> = {}): HTMLElement => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  document.body.append(element);
  return element;
};
const aTrigger = (): HTMLElement => add('candor-why', { 'explanation-id': 'a' });
const click = (trigger: HTMLElement): void => trigger.shadowRoot?.querySelector('button')?.click();

/** Answers every request from now on, as a widget does. */
const answer = (asked: string[] = []): (() => void) => {
  const listen = (event: HTMLElementEventMap['candor-why-request']): void => {
    asked.push(event.explanationId);
    event.take(document.body);
  };
  document.addEventListener('candor-why-request', listen);
  return () => document.removeEventListener('candor-why-request', listen);
};

beforeAll(() => {
  // happy-dom has no parts.
  Object.defineProperty(Element.prototype, 'part', {
    configurable: true,
    get(this: Element) {
      return this.classList;
    },
  });
  defineTrigger();
});
afterEach(() => document.body.replaceChildren());

describe('A trigger', () => {
  it('asks for its explanation, and stays when a widget answers', async () => {
    const asked: string[] = [];
    const stop = answer(asked);
    const trigger = aTrigger();
    click(trigger);
    await Promise.resolve();
    stop();
    expect([asked, trigger.hidden]).toEqual([['a'], false]);
  });

  it('stays when the page answers in its own way', async () => {
    const trigger = aTrigger();
    trigger.addEventListener('candor-why-request', (event) => event.preventDefault());
    click(trigger);
    await Promise.resolve();
    expect(trigger.hidden).toBe(false);
  });

  it('hides when nobody answers', async () => {
    const trigger = aTrigger();
    click(trigger);
    await vi.waitFor(() => expect(trigger.hidden).toBe(true));
  });

  it('waits for a widget that is on its way', async () => {
    let come = (): void => undefined;
    const ready = new Promise<void>((resolve) => (come = resolve));
    Object.assign(add('candor-widget'), { ready });
    const trigger = aTrigger();
    click(trigger);
    const asked: string[] = [];
    const stop = answer(asked);
    come();
    await vi.waitFor(() => expect(asked).toEqual(['a']));
    stop();
    expect(trigger.hidden).toBe(false);
  });

  it('has one stylesheet with all others', () => {
    const sheets = [aTrigger(), aTrigger(), aTrigger()].flatMap(
      ({ shadowRoot }) => shadowRoot?.adoptedStyleSheets ?? [],
    );
    expect(sheets).toHaveLength(3);
    expect(new Set(sheets).size).toBe(1);
  });

  it('can be defined twice', () => {
    expect(defineTrigger).not.toThrow();
  });
});

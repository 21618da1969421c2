import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { add } from './page.ts';
import { aTrigger, aWidgetUntil, press, why } from './page-with-widget.ts';

let life: AbortController;
/** A widget in the page until the test ends. */
const aWidget = (id?: string) => aWidgetUntil(life.signal, id);

beforeEach(() => {
  life = new AbortController();
});
afterEach(() => {
  life.abort();
  document.body.replaceChildren();
});

describe('With the keyboard', () => {
  it.each(['Enter', ' '])('a trigger that is no control opens on %j, as on a click', (key) => {
    const { opened } = aWidget();
    const trigger = aTrigger('span');
    let clicks = 0;
    trigger.addEventListener('click', () => (clicks += 1));
    expect(press(trigger, key)).toBe(true);
    expect(opened).toEqual([[why('a'), trigger]]);
    expect(clicks).toBe(1);
  });

  it('a link opens on Space too, and on Enter as the browser does it', () => {
    const { opened } = aWidget();
    const trigger = add('a', { href: '/why', 'data-candor-why': 'a' });
    expect(press(trigger, 'Enter')).toBe(false);
    expect(opened).toEqual([]);
    press(trigger, ' ');
    expect(opened).toHaveLength(1);
  });

  it.each(['Enter', ' '])('a button does it by itself: %j', (key) => {
    const { opened } = aWidget();
    expect(press(aTrigger('button'), key)).toBe(false);
    expect(opened).toEqual([]);
  });

  it.each([
    ['a', {}],
    ['Escape', {}],
    ['Enter', { repeat: true }],
  ])('nothing else opens: %s %j', (key, init) => {
    const { opened } = aWidget();
    expect(press(aTrigger('span'), key, init)).toBe(false);
    expect(opened).toEqual([]);
  });

  it('what is typed in a field inside stays there', () => {
    const { opened } = aWidget();
    expect(press(add('input', {}, aTrigger('div')), ' ')).toBe(false);
    expect(opened).toEqual([]);
  });

  it('every trigger can be reached, those added later by the time Tab is pressed', () => {
    const early = aTrigger('span');
    aWidget();
    const late = aTrigger('div', 'b');
    press(document.body, 'Tab');
    expect([early, late].map((one) => [one.tabIndex, one.getAttribute('role')])).toEqual([
      [0, 'button'],
      [0, 'button'],
    ]);
  });

  it.each([
    ['h3', {}, undefined],
    ['li', {}, undefined],
    ['span', { role: 'link' }, undefined],
    ['div', {}, 'a'],
  ])('a trigger keeps the meaning it has: %s %j with %s inside', (name, attributes, inner) => {
    const trigger = add(name, { 'data-candor-why': 'a', ...attributes });
    if (inner) add(inner, { href: '/p' }, trigger);
    const role = trigger.getAttribute('role');
    aWidget();
    expect([trigger.tabIndex, trigger.getAttribute('role')]).toEqual([0, role]);
  });

  it.each([
    ['button', {}],
    ['a', { href: '/p' }],
    ['span', { tabindex: '-1' }],
    ['shop-button', {}],
  ])('what can be reached, or is not to be, is left as it is: %s %j', (name, attributes) => {
    const trigger = add(name, { 'data-candor-why': 'a', ...attributes });
    const before = trigger.cloneNode();
    aWidget();
    expect(trigger.isEqualNode(before)).toBe(true);
  });
});

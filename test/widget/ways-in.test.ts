import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CandorWhyRequestEvent } from '../../src/events.ts';
import { targetOfHash } from '../../src/widget/triggers.ts';
import { add } from './page.ts';
import { aTrigger, aWidgetUntil, BUBBLING, send, why } from './page-with-widget.ts';

let life: AbortController;
/** A widget in the page until the test ends. */
const aWidget = (id?: string) => aWidgetUntil(life.signal, id);

const click = (target: Element, init: MouseEventInit = {}): boolean =>
  send(target, new MouseEvent('click', { ...BUBBLING, ...init }));

beforeEach(() => {
  life = new AbortController();
  location.hash = '';
});
afterEach(() => {
  life.abort();
  document.body.replaceChildren();
});

describe('A trigger in the shop’s own markup', () => {
  it.each(['button', 'a', 'span', 'li'])('opens its explanation on a click: %s', (name) => {
    const { opened } = aWidget();
    const trigger = aTrigger(name);
    expect(click(add('b', {}, trigger))).toBe(true);
    expect(opened).toEqual([[why('a'), trigger]]);
  });

  it('opens the latest explanation where it names none', () => {
    const { opened } = aWidget();
    click(aTrigger('button', ''));
    expect(opened.map(([target]) => target)).toEqual([why()]);
  });

  it('may stand in a shadow tree, or have one', () => {
    const { opened } = aWidget();
    const inside = add('button', { 'data-candor-why': 'a' }, add('div').attachShadow({ mode: 'open' }));
    const around = aTrigger('shop-button', 'b');
    click(inside);
    click(add('button', {}, around.attachShadow({ mode: 'open' })));
    expect(opened).toEqual([
      [why('a'), inside],
      [why('b'), around],
    ]);
  });

  it('may be a link to an explanation or a panel', () => {
    const { opened } = aWidget();
    const targets = ['#candor-why=exp%5F1', '#candor-choices', '#candor-why'];
    for (const href of targets) expect(click(add('a', { href }))).toBe(true);
    expect(opened.map(([target]) => target)).toEqual([why('exp_1'), { panel: 'choices' }, why()]);
  });

  it.each(['#candor-nonsense', '#candor', '/p#candor-why=a', '#why=a', '#CANDOR-why'])(
    'is no other link: %s',
    (href) => {
      const { opened } = aWidget();
      expect(click(add('a', { href }))).toBe(false);
      expect(opened).toEqual([]);
    },
  );

  it.each(['a', 'button', 'input', 'label', 'candor-why'])('leaves a control inside it alone: %s', (name) => {
    const { opened } = aWidget();
    const card = aTrigger('article');
    const inner = add(name, { href: '/product' }, card);
    expect(click(add('span', {}, inner))).toBe(false);
    expect(opened).toEqual([]);
  });

  it.each([{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { altKey: true }])(
    'lets a link be opened elsewhere: %j',
    (init) => {
      const { opened } = aWidget();
      expect(click(aTrigger('a'), init)).toBe(false);
      expect(opened).toEqual([]);
    },
  );

  it('can be answered by the page itself', () => {
    const { opened } = aWidget();
    const trigger = aTrigger('button');
    trigger.addEventListener('click', (event) => event.preventDefault());
    click(trigger);
    expect(opened).toEqual([]);
  });

  it('is answered by one widget, the one it names if it names one', () => {
    const [one, other] = [aWidget('one'), aWidget('other')];
    click(aTrigger('button', 'a'));
    click(add('button', { 'data-candor-why': 'b', 'data-candor-for': 'other' }));
    expect(click(add('button', { 'data-candor-why': 'c', 'data-candor-for': 'nobody' }))).toBe(false);
    expect([one, other].map(({ opened }) => opened.map(([target]) => target))).toEqual([[why('a')], [why('b')]]);
  });

  it('stays what it was when the widget is gone', () => {
    const { opened } = aWidget();
    life.abort();
    expect(click(aTrigger('a'))).toBe(false);
    expect(opened).toEqual([]);
  });
});

describe('The first need', () => {
  it.each([
    ['button', { 'data-candor-why': 'a' }, 'pointerover'],
    ['candor-why', { 'explanation-id': 'a' }, 'pointerover'],
    ['a', { href: '#candor-why=a' }, 'focusin'],
  ])('is told when the shopper comes to %s %j (%s)', (name, attributes, type) => {
    const { seen, opened } = aWidget();
    send(add(name, attributes), new Event(type, BUBBLING));
    expect([seen.prepared, opened]).toEqual([1, []]);
  });

  it('is told when the pointer comes to what is inside a trigger, in a shadow tree too', () => {
    const { seen } = aWidget();
    const inside = aTrigger('button').appendChild(document.createElement('b'));
    send(inside, new Event('pointerover', BUBBLING));
    const root = add('div').attachShadow({ mode: 'open' });
    const hidden = root.appendChild(document.createElement('span'));
    hidden.setAttribute('data-candor-why', 'b');
    send(hidden, new Event('pointerover', BUBBLING));
    expect(seen.prepared).toBe(2);
  });

  it('is told once of a trigger, however often the shopper passes it, and again when it has another explanation', () => {
    const { seen } = aWidget();
    const [one, other] = [aTrigger('button', 'a'), aTrigger('span', 'b')];
    const pass = (): void => [one, other].forEach((trigger) => send(trigger, new Event('pointerover', BUBBLING)));
    pass();
    pass();
    expect(seen.prepared).toBe(2);
    one.setAttribute('data-candor-why', 'c');
    pass();
    expect(seen.prepared).toBe(3);
  });

  it('is not told of anything else', () => {
    const { seen } = aWidget();
    for (const name of ['button', 'a', 'p']) send(add(name), new Event('pointerover', BUBBLING));
    expect(seen.prepared).toBe(0);
  });
});

describe('A request of a trigger', () => {
  it('is taken by one widget, and tells where to go back to', () => {
    const [one, other] = [aWidget(), aWidget()];
    const trigger = add('candor-why');
    const request = new CandorWhyRequestEvent('a', trigger);
    trigger.dispatchEvent(request);
    expect(request.taken).toBe(true);
    expect([one.opened, other.opened]).toEqual([[[why('a'), trigger]], []]);
  });

  it.each([
    ['cancelled by the page', {}, true],
    ['meant for another widget', { for: 'other' }, false],
  ])('is not taken when it is %s', (_what, attributes, cancels) => {
    const { opened } = aWidget('own');
    const trigger = add('candor-why', attributes);
    if (cancels) trigger.addEventListener('candor-why-request', (event) => event.preventDefault());
    const request = new CandorWhyRequestEvent('a', trigger);
    trigger.dispatchEvent(request);
    expect([request.taken, opened]).toEqual([false, []]);
  });
});

describe('The page’s address', () => {
  it('opens the explanation it names, also later', () => {
    location.hash = '#candor-why=a';
    const { opened } = aWidget();
    location.hash = '#candor-receipts';
    globalThis.dispatchEvent(new Event('hashchange'));
    expect(opened.map(([target]) => target)).toContainEqual({ panel: 'receipts' });
    expect(opened[0]).toEqual([why('a'), undefined]);
  });

  it.each([
    ['#candor-why=a%3Db', why('a=b')],
    ['#candor-why=%E0%A4%A', why('%E0%A4%A')],
    ['#candor-why=', why()],
    ['#candor-choices=x', { panel: 'choices' }],
    ['#candor-constructor', undefined],
    ['#candor-', undefined],
    ['#why', undefined],
    ['', undefined],
    [null, undefined],
  ])('%s names %j', (hash, target) => {
    expect(targetOfHash(hash)).toEqual(target);
  });
});

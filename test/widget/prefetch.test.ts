import { beforeEach, describe, expect, it } from 'vitest';
import { add, aPage, inMarkup, jws, knowsAll, LATER } from './page.ts';

const numbered = (count: number): readonly string[] => Array.from({ length: count }, (_none, at) => `e${at}`);
const triggersFor = (...ids: readonly string[]): void =>
  ids.forEach((id) => add('a', { href: '#', 'data-candor-why': id }));

describe('The explanations of all triggers', () => {
  beforeEach(() => document.body.replaceChildren());

  it('are asked for in one request when the first is needed', async () => {
    triggersFor('a', 'b', 'c', 'b');
    const { explanations, idsAsked } = aPage('/e', knowsAll);
    expect(await explanations.find('b')).toBe(jws('b'));
    expect(await explanations.find('a')).toBe(jws('a'));
    expect(await explanations.shown()).toEqual(['a', 'b', 'c'].map((id) => jws(id)));
    expect(idsAsked()).toEqual(['b,a,c']);
  });

  it('are asked for before any is opened, and not a second time', async () => {
    triggersFor('a', 'b');
    const { explanations, idsAsked } = aPage('/e', knowsAll);
    await explanations.prefetch();
    await explanations.prefetch();
    expect(await explanations.find('a')).toBe(jws('a'));
    expect(idsAsked()).toEqual(['a,b']);
  });

  it('are asked for fifty at a time', async () => {
    triggersFor(...numbered(120));
    const { explanations, idsAsked } = aPage('/e', knowsAll);
    expect(await explanations.shown()).toHaveLength(120);
    expect(idsAsked().map((ids) => ids.split(',').length)).toEqual([50, 50, 20]);
  });

  it('are those of two hundred triggers at most', async () => {
    triggersFor(...numbered(1_000));
    const { explanations, idsAsked } = aPage('/e', knowsAll);
    await explanations.prefetch();
    expect(idsAsked()).toHaveLength(4);
  });

  it('are asked for anew where triggers were added, and only those', async () => {
    triggersFor('a');
    const { explanations, idsAsked } = aPage('/e', knowsAll);
    await explanations.find('a');
    triggersFor('b', 'c');
    await explanations.prefetch();
    expect(await explanations.find('c')).toBe(jws('c'));
    expect(idsAsked()).toEqual(['a', 'b,c']);
  });

  it('leave out what the page gave or holds in its markup', async () => {
    triggersFor('a', 'b', 'c');
    inMarkup(JSON.stringify([jws('b')]));
    const { explanations, idsAsked } = aPage('/e', knowsAll);
    await explanations.give({ id: 'a' });
    await explanations.prefetch();
    expect(await explanations.shown()).toEqual([{ id: 'a' }, jws('b'), jws('c')]);
    expect(idsAsked()).toEqual(['c']);
  });

  it.each(['', 'a,b', 'x'.repeat(129)])('leave out a trigger that names no id: %j', async (id) => {
    triggersFor(id);
    const { explanations, asked } = aPage('/e', knowsAll);
    await explanations.prefetch();
    expect(await explanations.find(id)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('are not asked for where no address is named', async () => {
    triggersFor('a');
    const { explanations, asked } = aPage(undefined, knowsAll);
    await explanations.prefetch();
    expect(await explanations.find('a')).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

describe('An explanation that was asked for', () => {
  beforeEach(() => document.body.replaceChildren());

  it('is kept until it ends', async () => {
    const { explanations, idsAsked, clock } = aPage('/e', knowsAll);
    await explanations.find('a');
    clock.now = LATER * 1_000 - 1;
    await explanations.find('a');
    expect(idsAsked()).toEqual(['a']);
    clock.now = LATER * 1_000;
    expect(await explanations.find('a')).toBe(jws('a'));
    expect(idsAsked()).toEqual(['a', 'a']);
  });

  it('is kept for a day at most, whatever it says', async () => {
    const forever = jws('a', 1e15);
    const { explanations, asked, clock } = aPage('/e', () => Response.json({ explanations: [forever] }));
    await explanations.find('a');
    clock.now += 86_400_000;
    expect(await explanations.find('a')).toBe(forever);
    expect(asked).toHaveLength(2);
  });

  it.each([undefined, null, 'soon', -1, 0])('is shown, and not kept, when it ends at %j', async (exp) => {
    const odd = jws('a', exp === undefined ? null : exp);
    const { explanations, asked } = aPage('/e', () => Response.json({ explanations: [odd] }));
    expect(await explanations.find('a')).toBe(odd);
    expect(await explanations.find('a')).toBe(odd);
    expect(asked).toHaveLength(2);
  });

  it('makes room: the newest two hundred are kept', async () => {
    const { explanations, asked } = aPage('/e', knowsAll);
    for (const id of numbered(201)) await explanations.find(id);
    await explanations.find('e1');
    expect(asked).toHaveLength(201);
    await explanations.find('e0');
    expect(asked).toHaveLength(202);
  });

  it('is asked for again when it is opened and was not answered before', async () => {
    triggersFor('a', 'b');
    let isDown = true;
    const { explanations, idsAsked } = aPage('/e', (url) =>
      isDown ? new Response(null, { status: 503 }) : knowsAll(url),
    );
    expect(await explanations.find('a')).toBeUndefined();
    isDown = false;
    await explanations.prefetch();
    expect(await explanations.find('a')).toBe(jws('a'));
    expect(idsAsked()).toEqual(['a,b', 'a']);
  });

  it('does not stand for another one', async () => {
    const { explanations } = aPage('/e', () => Response.json({ explanations: [jws('b'), jws(7), 'a.b.c'] }));
    expect(await explanations.find('a')).toBeUndefined();
  });
});

describe('The list an explanation came in', () => {
  beforeEach(() => document.body.replaceChildren());

  it('is the shop’s answer, in its order', async () => {
    triggersFor('a', 'b');
    const { explanations } = aPage('/e', knowsAll);
    await explanations.find('b');
    expect(await explanations.listOf?.('a')).toEqual([jws('b'), jws('a')]);
    expect(await explanations.listOf?.('c')).toBeUndefined();
  });

  it('is one script of the page’s markup', async () => {
    inMarkup(JSON.stringify([jws('a')]));
    inMarkup(JSON.stringify([jws('b'), jws('a', LATER + 1), jws('c')]));
    const { explanations } = aPage('/e', knowsAll);
    expect(await explanations.listOf?.('a')).toEqual([jws('a')]);
    expect(await explanations.listOf?.('c')).toEqual([jws('b'), jws('a', LATER + 1), jws('c')]);
  });

  it('is none where the page gave it itself, whatever its markup says', async () => {
    inMarkup(JSON.stringify([jws('b'), jws('a')]));
    const { explanations } = aPage('/e', knowsAll);
    await explanations.give(jws('a', LATER + 1));
    expect(await explanations.listOf?.('a')).toBeUndefined();
  });
});

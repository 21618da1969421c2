import type { Page, Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { onNotice, openSurface, setUpVisits } from '../support/visit.ts';

const { visit } = setUpVisits();

type Change = (jws: string) => string;

/** The shop's explanations, changed on their way to the widget. */
const changing = (change: Change) => (page: Page) =>
  page.route('**/shop/explanations?*', async (route: Route) => {
    const reply = await route.fetch();
    const { explanations } = (await reply.json()) as { explanations: string[] };
    await route.fulfill({ json: { explanations: explanations.map(change) } });
  });

const payloadOf = (jws: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const withPayload = (jws: string, change: (payload: Record<string, unknown>) => unknown): string => {
  const [header, , signature] = jws.split('.');
  return `${header}.${encode(change(payloadOf(jws)))}.${signature}`;
};
const withHeader = (jws: string, header: object): string => [encode(header), ...jws.split('.').slice(1)].join('.');

const openWhy = async (page: Page) => {
  await page.locator('main candor-why').first().click();
  return page.getByRole('dialog', { name: 'Your data and this shop’s AI' });
};

describe('An explanation that was tampered with', () => {
  it.each<readonly [string, Change]>([
    [
      'its score raised',
      (jws) => withPayload(jws, (payload) => ({ ...payload, score: { value: 99, scale: 'additive' } })),
    ],
    [
      'its item renamed',
      (jws) => withPayload(jws, (payload) => ({ ...payload, item: { id: 'x', name: 'Something else' } })),
    ],
    [
      'one byte of its signature flipped',
      (jws) => `${jws.slice(0, -10)}${jws.at(-10) === 'A' ? 'B' : 'A'}${jws.slice(-9)}`,
    ],
  ])('is not shown, and the panel says why: %s', async (_what, change) => {
    const page = await visit('/', { before: changing(change) });
    const panel = await openWhy(page);
    await panel.getByText('This explanation was changed after signing. It is not shown.').waitFor();
    expect(await panel.getByText('Something else').count()).toBe(0);
    expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  });

  it('is never said to be signed when its header asks for no signature', async () => {
    const page = await visit('/', { before: changing((jws) => withHeader(jws, { alg: 'none', typ: 'why+jws' })) });
    const panel = await openWhy(page);
    await panel.locator('[part="why"], [part="finding"]').first().waitFor();
    expect(await panel.getByText('Signed by the shop.', { exact: true }).count()).toBe(0);
  });
});

describe('A page that works against the widget', () => {
  it('a polluted prototype changes nothing', async () => {
    const page = await visit('/strict', {
      bypassCSP: true,
      before: (fresh) =>
        fresh.addInitScript(() => Object.assign(Object.prototype, { effective: { ads: { state: 'given' } } })),
    });
    await onNotice(page, 'Refuse all').click();
    await onNotice(page, 'Refuse all').waitFor({ state: 'detached' });
    const state = await page.evaluate(() =>
      Object.entries(document.querySelector('candor-widget')?.consent.effective() ?? {}),
    );
    expect(state.length).toBeGreaterThan(0);
    expect(state.every(([, entry]) => entry.state === 'refused')).toBe(true);
  });

  it('functions patched after the loader ran are not the ones it uses', async () => {
    const page = await visit('/strict', { bypassCSP: true });
    await page.locator('candor-widget').locator('.launcher').waitFor();
    await page.evaluate(() => {
      const stolen: string[] = [];
      Object.assign(globalThis, { stolen });
      // The page's own code goes on asking its shop; only what the widget asks is looked for.
      globalThis.fetch = async (address) => {
        if (/\/v1\/|\/\.well-known\//.test(String(address))) stolen.push(String(address));
        return Response.json({});
      };
      Date.now = () => 0;
      crypto.getRandomValues = (bytes) => {
        stolen.push('random');
        return bytes;
      };
    });
    await onNotice(page, 'Refuse all').click();
    await onNotice(page, 'Refuse all').waitFor({ state: 'detached' });
    const surface = await openSurface(page);
    await surface.getByRole('navigation').getByRole('button', { name: 'Receipts' }).click();
    await surface.getByText('Confirmed by the shop', { exact: true }).waitFor();
    expect(await page.evaluate(() => Reflect.get(globalThis, 'stolen'))).toEqual([]);
  });

  it('markup that clobbers names changes nothing', async () => {
    const page = await visit('/', {
      before: (fresh) =>
        fresh.addInitScript(() =>
          document.addEventListener('DOMContentLoaded', () => {
            for (const name of ['candor', 'indexedDB', 'crypto', 'fetch', 'currentScript']) {
              const image = document.createElement('img');
              image.name = name;
              image.id = name;
              document.body.prepend(image);
            }
          }),
        ),
    });
    await onNotice(page, 'Refuse all').click();
    await onNotice(page, 'Refuse all').waitFor({ state: 'detached' });
  });
});

describe('A page without a widget', () => {
  it('hides a trigger that nobody answers', async () => {
    const page = await visit();
    await page.locator('main candor-why').first().waitFor();
    await page.evaluate(() => document.querySelector('candor-widget')?.remove());
    const trigger = page.locator('main candor-why').first();
    await trigger.click();
    await trigger.waitFor({ state: 'hidden' });
  });

  it('leaves a trigger to a page that answers in its own way', async () => {
    const page = await visit();
    await page.locator('main candor-why').first().waitFor();
    await page.evaluate(() => document.body.addEventListener('candor-why-request', (event) => event.preventDefault()));
    const trigger = page.locator('main candor-why').first();
    await trigger.click();
    expect(await trigger.isVisible()).toBe(true);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});

import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { setUpVisits } from '../support/visit.ts';

const { visit } = setUpVisits();
const surface = (page: Page) => page.getByRole('dialog', { name: 'Your data and this shop’s AI' });
const reason = (page: Page) => surface(page).getByRole('heading', { name: /^Why you see / });

/** The strict page with its list, where the shop's own markup leads to the first explanation. */
const pageWith = async (
  markup: (id: string) => readonly [name: string, attributes: Readonly<Record<string, string>>],
) => {
  const asked: string[] = [];
  const page = await visit('/strict', {
    before: async (opened) => {
      opened.on('request', (request) => {
        const url = new URL(request.url());
        if (url.pathname === '/shop/explanations') asked.push(url.searchParams.get('ids') ?? '');
      });
    },
  });
  await page.locator('candor-why').first().waitFor();
  const ids = await page
    .locator('candor-why')
    .evaluateAll((all) => all.map((one) => one.getAttribute('explanation-id') ?? ''));
  await page.locator('candor-widget').locator('.launcher').waitFor({ state: 'attached' });
  await page.evaluate(
    ([name, attributes]) => {
      const own = document.createElement(name);
      own.id = 'own';
      own.append('Our own why');
      for (const [key, value] of Object.entries(attributes)) own.setAttribute(key, value);
      document.querySelector('main')?.prepend(own);
    },
    markup(ids[0] ?? ''),
  );
  return { page, ids, asked, own: page.locator('#own') };
};

describe('The shop’s own markup', () => {
  it.each(['button', 'a', 'span'])('opens the explanation on a click, and takes focus back: %s', async (name) => {
    const { page, own } = await pageWith((id) => [name, { 'data-candor-why': id, tabindex: '0' }]);
    await own.click();
    await reason(page).waitFor();
    await page.keyboard.press('Escape');
    await surface(page).waitFor({ state: 'hidden' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('own');
  });

  it.each(['Enter', 'Space'])('is reached with Tab, and opens with %s', async (key) => {
    const { page } = await pageWith((id) => ['span', { 'data-candor-why': id }]);
    await page.keyboard.press('Tab');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('own');
    await page.keyboard.press(key);
    await reason(page).waitFor();
    expect(await page.getByRole('button', { name: 'Our own why' }).count()).toBe(1);
  });

  it('may be a link, and leaves the address alone', async () => {
    const { page, own } = await pageWith((id) => ['a', { href: `#candor-why=${id}` }]);
    await own.click();
    await reason(page).waitFor();
    expect(await page.evaluate(() => location.hash)).toBe('');
  });

  it('is the page’s own when the page answers', async () => {
    const { page, own } = await pageWith((id) => ['button', { 'data-candor-why': id }]);
    await own.evaluate((element) => element.addEventListener('click', (event) => event.preventDefault()));
    await own.click();
    await page.locator('candor-why').first().hover();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});

describe('The address', () => {
  it('opens the explanation that it names', async () => {
    const { page, ids } = await pageWith(() => ['p', {}]);
    await page.evaluate((id) => (location.hash = `candor-why=${id}`), ids[1]);
    await reason(page).waitFor();
  });

  it('that names nonsense says so in the panel, and throws nothing', async () => {
    const { page } = await pageWith(() => ['p', {}]);
    await page.evaluate(() => (location.hash = 'candor-why=%E0%A4%A'));
    await surface(page).waitFor();
    expect(await reason(page).count()).toBe(0);
  });
});

describe('The explanations of a list', () => {
  it('are asked for in one request when the shopper comes to the first trigger, and not before', async () => {
    const { page, ids, asked } = await pageWith(() => ['p', {}]);
    await page.waitForLoadState('networkidle');
    expect(asked).toEqual([]);
    const answered = page.waitForResponse(/\/shop\/explanations\?/);
    await page.locator('candor-why').nth(1).hover();
    await answered;
    await page.locator('candor-why').nth(2).click();
    await reason(page).waitFor();
    expect(asked).toEqual([ids.slice(0, 50).join(',')]);
  });
});

describe('An explanation given by an address', () => {
  it('is kept under its id', async () => {
    const { page, ids } = await pageWith(() => ['p', {}]);
    const url = `/shop/explanations?ids=${ids[0]}`;
    expect(await page.evaluate((path) => document.querySelector('candor-widget')?.explain(path), url)).toEqual({
      kind: 'kept',
      ids: [ids[0]],
    });
  });

  it('is not asked for elsewhere, without a word in the console', async () => {
    const { page } = await pageWith(() => ['p', {}]);
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    const result = await page.evaluate(() =>
      document.querySelector('candor-widget')?.explain('https://shop.example/e'),
    );
    expect([result, said]).toEqual([{ kind: 'other-origin' }, []]);
  });
});

describe('A chat', () => {
  it('says first that it is no person, and why it answered so', async () => {
    const page = await visit();
    await page.getByRole('button', { name: 'Ask us' }).click();
    const chat = page.locator('deep-chat');
    await chat.getByText('I am an automated assistant, not a person.').waitFor();
    await chat.locator('#text-input').fill('a mug');
    await chat.locator('#text-input').press('Enter');
    await chat.getByRole('button', { name: 'Why this answer?' }).click();
    await reason(page).waitFor();
  });
});

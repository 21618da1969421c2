import { beforeEach, describe, expect, it } from 'vitest';
import { readSettings } from '../../src/widget/settings.ts';

const widgetWith = (attributes: Readonly<Record<string, string>>): HTMLElement => {
  const host = document.createElement('candor-widget');
  for (const [name, value] of Object.entries(attributes)) host.setAttribute(name, value);
  document.body.append(host);
  return host;
};

describe('What the merchant set', () => {
  beforeEach(() => {
    document.body.replaceChildren();
    document.documentElement.lang = '';
    location.href = 'https://shop.example/sign-in/now?x=1';
  });

  it.each([
    ['https://candor.shop.example/', 'https://candor.shop.example'],
    ['https://candor.shop.example/base//', 'https://candor.shop.example/base'],
    ['/candor', 'https://shop.example/candor'],
    ['', 'https://shop.example'],
    ['   ', 'https://shop.example'],
    ['https://', 'https://shop.example'],
  ])('names the backend: %j is %s', (endpoint, address) => {
    expect(readSettings(widgetWith({ endpoint })).endpoint).toBe(address);
  });

  it('is the page itself where no backend is named', () => {
    expect(readSettings(widgetWith({}))).toMatchObject({
      endpoint: 'https://shop.example',
      site: 'https://shop.example',
    });
  });

  it.each([
    ['choices', ['choices']],
    ['receipts  why', ['why', 'receipts']],
    ['nonsense', ['why', 'choices', 'receipts']],
    ['', ['why', 'choices', 'receipts']],
  ])('chooses panels: %j offers %j', (panels, offered) => {
    expect(readSettings(widgetWith({ panels })).panels).toEqual(offered);
  });

  it.each([
    ['DE', 'DE'],
    ['US-NY', 'US-NY'],
    ['Germany', undefined],
    ['de', undefined],
    ['', undefined],
  ])('declares a region: %j is %s', (region, declared) => {
    expect(readSettings(widgetWith({ region })).region).toBe(declared);
  });

  it('takes the language of the element, else of the page around it, else none that is ill-formed', () => {
    document.documentElement.lang = 'de';
    expect(readSettings(widgetWith({ lang: 'ar' })).lang).toBe('ar');
    expect(readSettings(widgetWith({})).lang).toBe('de');
    expect(readSettings(widgetWith({ lang: '<b>' })).lang).toBe('en');
  });
});

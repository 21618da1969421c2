// @vitest-environment node
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { noticeStrings } from '../../src/contract/notice.ts';
import { aMerchantConfig, someWords } from '../support/builders.ts';
import { aBackend, aShopOf, describeOnBoth } from './harness.ts';

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

describeOnBoth('a notice by its digest', (place) => {
  it('is the strings that were shown, and the body is what the digest is of', async () => {
    const { ask, notice } = await aShopOf(place);
    const { status, text, json, headers } = await ask(`/v1/notices/${notice.sha256}`);
    expect([status, json, headers.get('content-type')]).toEqual([200, noticeStrings(notice), 'application/json']);
    expect(digestOf(text)).toBe(notice.sha256);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('is there in every language, and years after another took its place', async () => {
    const shop = await aShopOf(place);
    const german = (await shop.ask('/v1/config?lang=de')).json['notice'] as typeof shop.notice;
    const texts = { en: { ...someWords('en'), title: 'Another title' } };
    const config = aMerchantConfig({ notice: { id: 'shop-assistant', version: '2', texts } });
    const later = await aBackend(await place.open(), { config });
    later.clock.now += 5 * 365 * 86_400_000;
    for (const { sha256, title, lang } of [shop.notice, german, later.notice])
      expect((await later.ask(`/v1/notices/${sha256}`)).json).toMatchObject({ title, lang });
    expect(later.notice.sha256).not.toBe(shop.notice.sha256);
  });

  it.each(['A'.repeat(43), 'a', `${'A'.repeat(43)}B`, '%00', "'%20or%201=1--"])(
    'that was never published (%s) is not found',
    async (sha256) => {
      const { ask } = await aShopOf(place);
      const { status, json, headers } = await ask(`/v1/notices/${sha256}`);
      expect([status, json['code'], headers.get('cache-control')]).toEqual([404, 'not-found', 'no-store']);
    },
  );
});

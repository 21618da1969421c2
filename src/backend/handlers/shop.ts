import type { Notice } from '../../contract/notice.ts';
import type { getKeys } from '../../contract/keys-route.ts';
import type { getConfig } from '../../contract/shop-routes.ts';
import type { Desk, Handler } from '../call.ts';
import { etagOf, isKnown } from '../etag.ts';
import { chooseLanguage, widgetConfig } from '../notices.ts';

const CACHEABLE = 'public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800';

const noticeIn = (notices: readonly Notice[], asked: string | undefined, fallback: string): Notice | undefined => {
  const lang = chooseLanguage(
    asked,
    notices.map((notice) => notice.lang),
    fallback,
  );
  return notices.find((notice) => notice.lang === lang);
};

/** The notice, purposes and features, in the language asked for. */
export const configHandler =
  ({ config, notices }: Desk): Handler<typeof getConfig> =>
  async ({ query, ifNoneMatch }) => {
    const notice = noticeIn(notices, query['lang'], config.defaultLang);
    if (!notice) throw new TypeError('the config has no notice in its default language');
    const json = widgetConfig(
      config,
      notice,
      notices.map(({ lang }) => lang),
    );
    const etag = await etagOf(json);
    const headers = { etag, 'cache-control': CACHEABLE, 'content-language': notice.lang };
    return isKnown(etag, ifNoneMatch) ? { status: 304, headers } : { status: 200, json, headers };
  };

/** The published keys: this backend's and the recommenders'. */
export const keysHandler =
  ({ keyring }: Desk): Handler<typeof getKeys> =>
  async () => ({ status: 200, json: { keys: [...keyring.published()] }, headers: { 'cache-control': CACHEABLE } });

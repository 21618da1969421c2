import { sha256Text } from '../../contract/ids.ts';
import { shownNotice } from '../../contract/notice-route.ts';
import { parse } from '../../contract/parse.ts';
import type { getNotice } from '../../contract/routes.ts';
import { refuse } from '../answer.ts';
import type { Desk, Handler } from '../call.ts';

/** What a digest names never changes. */
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** What was shown under a digest: exactly the bytes it is the digest of. */
export const noticeHandler =
  ({ store }: Desk): Handler<typeof getNotice> =>
  async ({ params }) => {
    const sha256 = parse(sha256Text, params['sha256']);
    const notice = sha256 && (await store.read.notice(sha256));
    if (!notice) return refuse('not-found');
    const json = parse(shownNotice, JSON.parse(notice.strings));
    if (!json) throw new TypeError('a notice of the record is none');
    return { status: 200, json, text: notice.strings, headers: { 'cache-control': IMMUTABLE } };
  };

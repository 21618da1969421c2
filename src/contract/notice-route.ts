import * as v from 'valibot';
import { notice } from './notice.ts';
import type { Route } from './route.ts';
import { looseObject } from './shape.ts';

const { sha256: _digest, ...strings } = notice.entries;

/** A notice's strings as they were shown; one of another version may say more. SHA-256 of the canonical JSON is its name. */
export const shownNotice = looseObject({ ...strings, layout: v.string() });
export type ShownNotice = v.InferOutput<typeof shownNotice>;

/** What was shown, for any digest that was ever published; the body is the canonical JSON under the digest. */
export const getNotice = {
  method: 'GET',
  path: '/v1/notices/{sha256}',
  summary: 'The strings of a notice as shown, by their digest',
  auth: 'none',
  replies: { 200: shownNotice },
  problems: ['not-found', 'store-unavailable'],
} as const satisfies Route;

import * as v from 'valibot';
import { languageTag, purposeId, sha256Text } from './ids.ts';
import { object, strictObject } from './shape.ts';

const line = v.pipe(v.string(), v.minLength(1), v.maxLength(280));
const paragraph = v.pipe(v.string(), v.minLength(1), v.maxLength(1200));

/** One purpose as the shopper reads it. `retention` is a sentence, not a duration: it is text that was shown. */
export const noticePurpose = object({
  id: purposeId,
  title: line,
  text: paragraph,
  recipients: v.pipe(v.array(line), v.maxLength(20)),
  retention: line,
  location: v.optional(line),
});
export type NoticePurpose = v.InferOutput<typeof noticePurpose>;

/**
 * The notice as rendered in one language: exactly the strings a shopper sees, so that its digest says what was shown.
 * Digest = SHA-256 of the canonical JSON (RFC 8785) of this object without `sha256`.
 */
export const notice = object({
  id: v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/)),
  version: v.pipe(v.string(), v.regex(/^[\w.-]{1,40}$/)),
  lang: languageTag,
  layout: v.literal('equal-buttons/1'),
  title: line,
  body: paragraph,
  purposes: v.pipe(v.array(noticePurpose), v.minLength(1), v.maxLength(40)),
  labels: object({ accept: line, refuse: line, choose: line }),
  terms: v.optional(line),
  sha256: sha256Text,
});
export type Notice = v.InferOutput<typeof notice>;

/** Which notice a choice was made under; part of every consent event. */
export const noticeRef = strictObject({
  id: notice.entries.id,
  version: notice.entries.version,
  lang: notice.entries.lang,
  sha256: notice.entries.sha256,
  layout: notice.entries.layout,
});
export type NoticeRef = v.InferOutput<typeof noticeRef>;

/** The strings under the digest: everything of the notice but the digest itself. */
export const noticeStrings = ({ sha256: _digest, ...strings }: Notice): Omit<Notice, 'sha256'> => strings;

/** The reference an event carries for this notice. */
export const refOf = ({ id, version, lang, sha256, layout }: Notice): NoticeRef => ({
  id,
  version,
  lang,
  sha256,
  layout,
});

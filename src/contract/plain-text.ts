import * as v from 'valibot';

/**
 * Characters a stranger's text may not bring into the panel: C0/C1 controls, soft hyphen, zero-width and bidi controls
 * (UAX #9, CVE-2021-42574), variation and tag characters, interlinear marks, lone surrogates, noncharacters.
 */
const HIDDEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff]|[\u{e0000}-\u{e0fff}]|\p{Surrogate}/u;

const HIDDEN_ALL = new RegExp(HIDDEN.source, 'gu');

/** Whether every character of the text is one a person can see or a plain space. */
export const isPlain = (text: string): boolean => !HIDDEN.test(text);

/** The text without hidden characters, white space folded, at most `max` characters. Never splits a surrogate pair. */
export const toPlain = (text: string, max: number): string => {
  const visible = text.slice(0, max * 8).replace(HIDDEN_ALL, '').replace(/\s+/gu, ' ').trim();
  const characters = Array.from(visible);
  return characters.length <= max ? visible : `${characters.slice(0, max - 1).join('')}…`;
};

/** Plain text of at most `max` UTF-16 units. */
export const plainText = (max: number) =>
  v.pipe(v.string(), v.minLength(1), v.maxLength(max), v.check(isPlain, 'hidden or control characters'));

import * as v from 'valibot';

/**
 * Characters a stranger's text may not bring into the panel: controls, line separators, lone surrogates, noncharacters,
 * interlinear and replacement marks, and all that Unicode lets a renderer ignore — soft hyphen, zero-width and bidi
 * controls (UAX #9, CVE-2021-42574), variation selectors, fillers, tags.
 */
const HIDDEN = String.raw`[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffd]`;

/**
 * Where a hidden character is part of the spelling: inside an emoji (UTS #51, but no tag sequences), between two letters
 * of Arabic script (Persian, Urdu), after the virama of an Indic script (UAX #31 §2.3).
 */
const EMOJI = String.raw`\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f)?`;
const SPELLED = [
  String.raw`${EMOJI}(?:\u200d${EMOJI})*`,
  String.raw`[\d#*]\ufe0f\u20e3`,
  String.raw`\p{Script=Arabic}\u200c(?=\p{Script=Arabic})`,
  String.raw`[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca][\u200c\u200d](?=\p{L})`,
].join('|');

const SPELLED_OR_HIDDEN = new RegExp(`(${SPELLED})|${HIDDEN}`, 'gu');
const LINE_ENDS = /[\t-\r\u0085\u2028\u2029]/g;

/** Marks piled on one letter until they cover the lines above; no living orthography needs more than four. */
const PILED = /(\p{M}{6})\p{M}+/gu;
/** Gaps a renderer keeps: several spaces of which one is no ASCII space push what follows far away from what it belongs to. */
const GAP = /(?<![\s\u2800])(?= *(?:[^\S ]|\u2800))[\s\u2800]{2,}/g;

/** The text without hidden characters that are no part of its spelling. */
const unhidden = (text: string): string => text.replace(SPELLED_OR_HIDDEN, '$1').replace(PILED, '$1').replace(GAP, ' ');

/** Whether every character of the text is one a person can see, part of the spelling of one, or a space. */
export const isPlain = (text: string): boolean => unhidden(text) === text;

/** The text without hidden characters, white space folded, at most `max` UTF-16 units. Never splits a surrogate pair. */
export const toPlain = (text: string, max: number): string => {
  const spaced = text.slice(0, max * 8).replace(LINE_ENDS, ' ');
  const visible = unhidden(spaced).replace(/\s+/g, ' ').trim();
  return visible.length <= max ? visible : `${unhidden(visible.slice(0, max - 1)).trimEnd()}…`;
};

/** Plain text of at most `max` UTF-16 units, with something in it to see. */
export const plainText = (max: number) =>
  v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(max),
    v.check(isPlain, 'hidden or control characters'),
    v.regex(/[^\s\u2800]/),
  );

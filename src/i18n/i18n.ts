import { directionOf } from './direction.ts';

/** One message: a template with `{name}` places, or one template per plural form of `{count}` (Unicode LDML plural rules). */
export type Message = string | (Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string });

/** Messages of a feature by key, English; a locale offers the same keys in its language. */
export type Messages = Readonly<Record<string, Message>>;

/** What a place in a template takes; a number is written in the language's digits. */
export type Values = Readonly<Record<string, string | number>>;

/** Looks up one message of a feature and fills its places. */
export type Translate<TMessages extends Messages = Messages> = (
  key: keyof TMessages & string,
  values?: Values,
) => string;

/** Everything that depends on the language, through `Intl`. */
export type I18n = {
  /** BCP 47 tag in force, and its writing direction. */
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  /** A feature's messages in the language; English where a locale lacks one. */
  readonly of: <TMessages extends Messages>(defaults: TMessages) => Translate<TMessages>;
  readonly number: (value: number, options?: Intl.NumberFormatOptions) => string;
  /** A calendar date, or date and time of day with `withTime`. Takes RFC 3339 text or milliseconds. */
  readonly date: (time: string | number, withTime?: boolean) => string;
  readonly list: (items: readonly string[]) => string;
  /** The same, with the words of parts that come after a panel's first view; English where they cannot be had. */
  readonly late: () => Promise<I18n>;
};

const PLACE = /([“„«]?)\{(\w+)\}/g;
/** Letters written from right to left. */
const FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Quotation marks within quotation marks are single ones: what is quoted cannot end its own quotation. */
const within = (quoted: string): string =>
  quoted
    .replace(/(\d)"/g, '$1″')
    .replace(/[“„«〝❝]/g, '‘')
    .replace(/["”‟»〞＂❞]/g, '’');

/** A tag that Intl takes; a page's own spelling (`en_US`) would make every number and date throw. */
const wellFormed = (tag: string): string => {
  try {
    return Intl.getCanonicalLocales(tag)[0] === undefined ? 'en' : tag;
  } catch {
    return 'en';
  }
};

const DAY = { dateStyle: 'medium' } as const;
const MINUTE = { ...DAY, timeStyle: 'short' } as const;

/** Makes a thing at its first use: a formatter costs more than a hundred uses of it. */
const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => (made ??= make());
};

/** The same, one for each set of options. */
const onceEach = <TOptions extends object | string, T>(make: (options: TOptions) => T): ((options: TOptions) => T) => {
  const made = new Map<string, () => T>();
  return (options) => {
    const key = JSON.stringify(options);
    const one = made.get(key) ?? once(() => make(options));
    made.set(key, one);
    return one();
  };
};

/**
 * What the first formatter of a page does before it formats, in parts: engines read their tables of every language then, which as one
 * task takes a phone longer than a shopper's next tap can wait.
 */
export const warmUps = ({ number, date, list }: I18n): readonly (() => unknown)[] => [
  () => Intl.getCanonicalLocales('en-u-nu-latn'),
  () => number(0),
  () => [date(0), list(['', ''])],
];

/**
 * An `I18n` for one language; for English where the tag is not well-formed (BCP 47). `locale` holds translated messages
 * by key, or nothing for English; `bring` those of the later parts.
 */
export const createI18n = (tag: string, locale: Messages = {}, bring?: () => Promise<Messages>): I18n => {
  const lang = wellFormed(tag);
  const numbers = onceEach((options: Intl.NumberFormatOptions) => new Intl.NumberFormat(lang, options));
  const plurals = onceEach((language: string) => new Intl.PluralRules(language));
  const lists = once(() => new Intl.ListFormat(lang, { type: 'conjunction' }));
  const days = once(() => new Intl.DateTimeFormat(lang, DAY));
  const minutes = once(() => new Intl.DateTimeFormat(lang, MINUTE));
  const number = (value: number, options: Intl.NumberFormatOptions = {}): string => numbers(options).format(value);
  const template = (message: Message, language: string, values: Values): string => {
    if (typeof message === 'string') return message;
    return message[plurals(language).select(Number(values['count'] ?? 0))] ?? message.other;
  };
  const dir = directionOf(lang);
  // Text of another direction would take the marks and numbers beside it along (UAX #9: first strong isolate).
  const isolated = (text: string): string => (dir === 'rtl' || FROM_RIGHT.test(text) ? `\u2068${text}\u2069` : text);
  const fill = (text: string, values: Values): string =>
    text.replace(PLACE, (place, mark: string, name: string) => {
      const value = values[name];
      if (value === undefined) return place;
      return mark + (typeof value === 'number' ? number(value) : isolated(mark ? within(value) : value));
    });
  return {
    lang,
    dir,
    number,
    of:
      (defaults) =>
      (key, values = {}) => {
        const translated = locale[key];
        const text = translated ? template(translated, lang, values) : template(defaults[key] ?? key, 'en', values);
        return fill(text, values);
      },
    date: (time, withTime = false) => (withTime ? minutes() : days()).format(new Date(time)),
    late: async () => createI18n(lang, { ...locale, ...(await bring?.().catch(() => ({}))) }),
    list: (items) => lists().format(items),
  };
};

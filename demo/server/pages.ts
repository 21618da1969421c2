import { readFile } from 'node:fs/promises';
import type { Language } from './input.ts';

/** What the server writes into the script tag: base of the widget's files (with a slash at the end), and the endpoint. */
export type WidgetPlaces = { readonly widget: string; readonly endpoint: string };

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** Fills the `{{places}}` of a page. */
export const fillPage = (html: string, lang: Language, { widget, endpoint }: WidgetPlaces): string => {
  const values: Readonly<Record<string, string>> = { lang, dir: lang === 'ar' ? 'rtl' : 'ltr', widget, endpoint };
  return html.replace(/\{\{(\w+)\}\}/g, (place, name: string) => (name in values ? escape(values[name] ?? '') : place));
};

/** Reads a built page; a shop that was not built says so. */
export const readPage = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new Error(`${file} is missing: build the shop first (npm run build)`);
  }
};

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : "'self'");

/** The storefront's policy. The chat component writes styles of its own, hence `unsafe-inline` for styles only. */
export const shopPolicy = ({ widget, endpoint }: WidgetPlaces): string => {
  const elsewhere = [...new Set([originOf(widget), originOf(endpoint)])].join(' ');
  return [
    "default-src 'none'",
    `script-src 'self' ${originOf(widget)}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    `connect-src 'self' ${elsewhere}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
};

/** The strictest policy the widget works under. */
export const STRICT_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'none'; connect-src 'self'; require-trusted-types-for 'script'";

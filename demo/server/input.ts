import { ShopProblem } from './problem.ts';

/** A body that is an object; its fields are not yet known. */
export type Fields = Readonly<Record<string, unknown>>;

/** The page's consent status per purpose, as `el.consent.effective()` gives it. */
export type PageState = Readonly<Record<string, { readonly state: string; readonly until?: string }>>;

/** What the page says of consent; both undefined before the first act. */
export type PageConsent = { readonly subject: string | undefined; readonly state: PageState | undefined };

const MOST_BYTES = 60_000;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The JSON object of a request. Throws ShopProblem. */
export const readBody = async (request: Request): Promise<Fields> => {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? ''))
    throw new ShopProblem('media-type-unsupported');
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > MOST_BYTES) throw new ShopProblem('body-too-large');
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ShopProblem('malformed-json');
  }
  if (!isFields(value)) throw new ShopProblem('invalid-field', '');
  return value;
};

/** A text field that matches. Throws ShopProblem. */
export const readText = (fields: Fields, name: string, form: RegExp): string => {
  const value = fields[name];
  if (typeof value !== 'string' || !form.test(value)) throw new ShopProblem('invalid-field', `/${name}`);
  return value;
};

/** A whole number within bounds. Throws ShopProblem. */
export const readWhole = (
  fields: Fields,
  name: string,
  bounds: { readonly from: number; readonly to: number },
): number => {
  const value = fields[name];
  if (typeof value === 'number' && Number.isInteger(value) && value >= bounds.from && value <= bounds.to) return value;
  throw new ShopProblem('invalid-field', `/${name}`);
};

const STATES = /^(?:unknown|given|refused|withdrawn|expired)$/;

const UNTIL = /^\d{4}-[\d:.TZ-]{6,30}$/;

const readEntry = (entry: unknown, key: string): { state: string; until?: string } => {
  const refuse = (member: string) => new ShopProblem('invalid-field', `/state/${key}${member}`);
  if (!isFields(entry)) throw refuse('');
  const { state, until } = entry;
  if (typeof state !== 'string' || !STATES.test(state)) throw refuse('/state');
  if (until === undefined) return { state };
  if (typeof until !== 'string' || !UNTIL.test(until)) throw refuse('/until');
  return { state, until };
};

/** `{subject, state}` of a body. Throws ShopProblem where they are there and not valid. */
export const readConsent = (fields: Fields): PageConsent => {
  const subject = fields['subject'] === undefined ? undefined : readText(fields, 'subject', /^sub_[\w-]{22}$/);
  const { state } = fields;
  if (state === undefined) return { subject, state: undefined };
  if (!isFields(state) || Object.keys(state).length > 200) throw new ShopProblem('invalid-field', '/state');
  return {
    subject,
    state: Object.fromEntries(Object.entries(state).map(([key, entry]) => [key, readEntry(entry, key)])),
  };
};

/** Languages the shop speaks. */
export const LANGUAGES = ['en', 'de', 'ar'] as const;
/** One of them. */
export type Language = (typeof LANGUAGES)[number];

/** The language asked for; English where the shop does not speak it. */
export const readLanguage = (value: unknown): Language => LANGUAGES.find((language) => language === value) ?? 'en';

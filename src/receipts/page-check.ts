import type { PublicJwk } from '../contract/jwks.ts';
import { digestJson } from '../crypto/digest.ts';
import { verifyJws } from '../crypto/jws.ts';

/** Words of the page, in the language it was saved in. `{…}` places are filled by the page. */
export type PageWords = Readonly<
  Record<'signed' | 'changed' | 'unsupported' | 'given' | 'refused' | 'received' | 'number' | 'objection', string>
>;

/** What a page of receipts carries besides the receipts: what they are checked by, and how it speaks. */
export type PageData = {
  readonly receipts: readonly string[];
  readonly keys: readonly PublicJwk[];
  readonly issuer: string;
  readonly lang: string;
  /** Purpose → its title. */
  readonly titles: Readonly<Record<string, string>>;
  readonly words: PageWords;
};

type Payload = Readonly<Record<string, unknown>>;

const recordOf = (value: unknown): Payload =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Payload) : {};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);

type Verdict = { readonly state: 'signed' | 'changed' | 'unsupported'; readonly payload: Payload };

/** Signature, key and its role, issuer, and the digest of what was signed. */
const judge = async (jws: string, { keys, issuer }: PageData, subtle: SubtleCrypto): Promise<Verdict> => {
  for (const kind of ['consent', 'objection'] as const) {
    const expected = { keys, role: 'receipt', typ: `${kind}-receipt+jws`, iss: issuer } as const;
    const result = await verifyJws(jws, expected, subtle);
    if (!result.ok && result.code === 'unsupported') return { state: 'unsupported', payload: {} };
    if (!result.ok) continue;
    const payload = recordOf(result.payload);
    const [body, digest] =
      kind === 'consent'
        ? [payload['event'], payload['event_sha256']]
        : [payload['objection'], payload['objection_sha256']];
    const same = (await digestJson(body, subtle).catch(() => '')) === digest;
    return { state: same ? 'signed' : 'changed', payload: same ? payload : {} };
  }
  return { state: 'changed', payload: {} };
};

const linesOf = (payload: Payload, { titles, words, lang }: PageData): readonly string[] => {
  const event = recordOf(payload['event']);
  const objection = recordOf(payload['objection']);
  const time = new Date(textOf(payload['received_at']));
  const date = Number.isNaN(time.getTime())
    ? ''
    : new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'long' }).format(time);
  const changes = Object.entries(recordOf(event['choices'])).map(([key, choice]) =>
    fill(choice === 'given' ? words.given : words.refused, { purpose: titles[key] ?? key }),
  );
  const objected = textOf(objection['ref']);
  return [
    ...changes,
    ...(objected ? [fill(words.objection, { ref: objected })] : []),
    ...(date ? [fill(words.received, { date })] : []),
    fill(words.number, { jti: textOf(payload['jti']) }),
  ];
};

const show = (document: Document, { state, payload }: Verdict, data: PageData): HTMLElement => {
  const item = document.createElement('li');
  const lines = state === 'signed' ? linesOf(payload, data) : [];
  for (const [at, line] of [...lines, data.words[state]].entries()) {
    const paragraph = document.createElement('p');
    paragraph.textContent = line;
    if (at === lines.length) paragraph.className = state;
    item.append(paragraph);
  }
  return item;
};

/** Checks the receipts in a saved page and shows them, newest first. Asks no network. */
export const checkPage = async (document: Document, subtle: SubtleCrypto): Promise<void> => {
  const read = (id: string): Payload => recordOf(JSON.parse(document.getElementById(id)?.textContent ?? '{}'));
  const data = { ...read('candor-receipts'), ...read('candor-page') } as unknown as PageData;
  const list = document.getElementById('receipts');
  for (const jws of [...data.receipts].reverse()) list?.append(show(document, await judge(jws, data, subtle), data));
};

import { readJson } from '../json-text.ts';
import { type Finding, found } from './finding.ts';

/** What stands in a list of explanations: a compact JWS, an explanation that is not signed, or something else. */
export type Given =
  | { readonly kind: 'jws'; readonly jws: string }
  | { readonly kind: 'json'; readonly value: object }
  | { readonly kind: 'neither' };

/** What a text holds. `isAnswer`: a list, whose order and chain count. */
export type GivenList = {
  readonly given: readonly Given[];
  readonly isAnswer: boolean;
  readonly findings: readonly Finding[];
};

const MOST = 50;
/** UTF-16 units: 50 of the longest JWS, with room between them. */
const LONGEST_TEXT = 5_000_000;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const givenOf = (value: unknown): Given => {
  if (typeof value === 'string') return { kind: 'jws', jws: value };
  return isRecord(value) ? { kind: 'json', value } : { kind: 'neither' };
};

const nothing = (finding: Finding): GivenList => ({ given: [], isAnswer: false, findings: [finding] });

const listOf = (values: readonly unknown[]): GivenList => ({
  given: values.slice(0, MOST).map(givenOf),
  isAnswer: true,
  findings: [
    ...(values.length > MOST
      ? [found('list-too-long', '', `holds ${values.length} explanations, not at most ${MOST}`)]
      : []),
    ...(values.length === 0 ? [found('list-empty', '', 'holds no explanation')] : []),
  ],
});

const jsonOf = (text: string): GivenList => {
  const reading = readJson(text);
  if (!reading.ok)
    return nothing(
      found('json-unreadable', '', `is not JSON that everybody reads alike: ${reading.refusal.detail ?? ''}`),
    );
  const { value } = reading;
  const list = isRecord(value) && Object.hasOwn(value, 'explanations') ? value['explanations'] : value;
  if (Array.isArray(list)) return listOf(list);
  return { given: [givenOf(list)], isAnswer: false, findings: [] };
};

/** Reads what a recommender answers or a merchant keeps: JSON, or compact JWS one a line. Never throws. */
export const readGiven = (text: string): GivenList => {
  if (text.length > LONGEST_TEXT) return nothing(found('too-large', '', `is longer than ${LONGEST_TEXT} characters`));
  const trimmed = text.trim();
  if (trimmed === '') return nothing(found('json-unreadable', '', 'is empty'));
  if (/^[[{"]/.test(trimmed)) return jsonOf(trimmed);
  const lines = trimmed.split(/\s+/);
  return lines.length === 1 ? { ...listOf(lines), isAnswer: false } : listOf(lines);
};

import { explanation as schema, type Explanation } from '../contract/explanation.ts';
import { compactJws } from '../contract/ids.ts';
import { parse } from '../contract/parse.ts';
import { readUnverified } from '../explain/unverified.ts';
import type { Adapted, AdapterContext, Known } from './adapted.ts';
import { readContext } from './context.ts';
import { isFields, plainOf } from './reading.ts';

/** An explanation in the shop's own answer: signed, or as an object. */
type Own =
  | { readonly kind: 'signed'; readonly jws: string; readonly read: NonNullable<ReturnType<typeof readUnverified>> }
  | { readonly kind: 'unsigned'; readonly explanation: Explanation };

const MAX_DEPTH = 8;
/** As many as one answer of `explanations-src` may hold. */
const MOST = 50;

const signedIn = (text: string): readonly Own[] => {
  const jws = parse(compactJws, text);
  const read = jws === undefined ? undefined : readUnverified(jws);
  return jws !== undefined && read ? [{ kind: 'signed', jws, read }] : [];
};

/** Every explanation in the answer, wherever the shop put it. */
const ownIn = (value: unknown, depth = 0): readonly Own[] => {
  if (typeof value === 'string') return signedIn(value);
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) return [];
  const explanation = isFields(value) && 'factors' in value ? parse(schema, value) : undefined;
  if (explanation) return [{ kind: 'unsigned', explanation }];
  return Object.values(value).flatMap((one) => ownIn(one, depth + 1));
};

const isAsked = (own: Own, { id, item }: Known): boolean => {
  const claimed = own.kind === 'signed' ? own.read.explanation : own.explanation;
  return id === undefined ? item.id === undefined || claimed.item.id === item.id : claimed.id === id;
};

const adaptedFrom = (own: Own): Adapted =>
  own.kind === 'unsigned'
    ? { kind: 'unsigned', explanation: own.explanation, gaps: [] }
    : {
        kind: 'signed',
        explanation: own.jws,
        gaps: own.read.marks.map(({ path }) => ({ code: 'not-whole', at: path })),
      };

export type { Adapted, AdapterContext } from './adapted.ts';

/**
 * The shop's own answer, with explanations in it: a compact JWS, `{explanations: [jws]}`, or items that carry theirs. The one of the item
 * asked about is handed on exactly as it was signed; nothing is checked here, the panel does that. An object must be an explanation
 * word for word.
 */
export const explainOwn = (given: unknown, context: AdapterContext): Adapted => {
  const known = readContext(context);
  if (!known) return { kind: 'refused', code: 'context-unreadable' };
  const plain = plainOf(given);
  if (plain === undefined || plain === null) return { kind: 'refused', code: 'unreadable' };
  const all = ownIn(plain).slice(0, MOST);
  const asked = all.filter((own) => isAsked(own, known));
  const [own] = asked;
  if (!own) return { kind: 'refused', code: all.length > 0 ? 'item-not-found' : 'nothing-recommended' };
  const isOne = asked.length === 1 || known.item.id !== undefined || known.id !== undefined;
  return isOne ? adaptedFrom(own) : { kind: 'refused', code: 'item-not-told' };
};

import { explanation as schema, type Explanation, type ExplanationInput } from '../contract/explanation.ts';
import { parse } from '../contract/parse.ts';
import { toPlain } from '../contract/plain-text.ts';
import type { Adapted, AdapterContext, Gap, Known, RefusalCode, Strategy } from './adapted.ts';
import { readContext } from './context.ts';
import { factorsOf, type Part } from './factors.ts';
import { idOf, plainOf } from './reading.ts';

/** Whom the explanation names as the engine. `key` begins the ids. */
export type Engine = { readonly key: string; readonly name: string };

/** The item, as the engine tells of it. */
export type ToldItem = { readonly id: string; readonly name: string | undefined; readonly url: string | undefined };

/** What an engine told about one item. */
export type Told = {
  readonly item: ToldItem;
  readonly method: Explanation['method']['type'];
  readonly gaps: readonly Gap[];
  readonly parts?: readonly Part[];
  readonly strategy?: Strategy;
  readonly isVerified?: boolean;
  readonly score?: Explanation['score'];
  readonly kind?: Explanation['kind'];
  readonly because?: Explanation['because'];
  readonly rank?: Explanation['rank'];
  readonly heading?: string;
  readonly promotion?: string;
  readonly version?: string;
  readonly model?: string;
  readonly responseId?: string;
  readonly ai?: ExplanationInput['ai'];
};

/** Why nothing was told. */
export type NotTold = { readonly refused: RefusalCode };

/** How long an unsigned explanation counts as fresh, in seconds. */
const LASTING = 3600;

/** Nobody said whether money played a part. */
const UNTOLD = { sponsored: false, effect: 'unknown' } as const;

/** No answer of this code. */
export const refuse = (refused: RefusalCode): NotTold => ({ refused });

const itemOf = ({ item }: Told, known: Known): ExplanationInput['item'] => ({
  id: item.id,
  name: known.item.name ?? item.name ?? item.id,
  url: known.item.url ?? item.url,
  price: known.item.price,
});

const commercialOf = ({ promotion }: Told, { commercial }: Known): ExplanationInput['commercial'] => ({
  ...UNTOLD,
  ...(promotion === undefined ? {} : { promotion }),
  ...commercial,
});

const engineOf = ({ key, name }: Engine, told: Told, known: Known): ExplanationInput['engine'] => ({
  name,
  adapter: key,
  version: told.version,
  model: told.model ?? known.model,
  responseId: told.responseId,
});

const draftOf = (engine: Engine, told: Told, known: Known): ExplanationInput => {
  const { heading } = told;
  const { factors } = factorsOf(told.parts ?? [], known);
  return {
    v: 1,
    id: known.id ?? idOf(`${engine.key}:${told.item.id}`) ?? engine.key,
    iss: known.origin,
    aud: known.origin,
    iat: known.iat,
    exp: known.iat + LASTING,
    lang: known.lang,
    kind: told.kind ?? 'recommendation',
    surface: {
      id: known.surface,
      heading: heading === undefined ? undefined : { [known.lang]: heading },
      strategy: told.strategy ?? known.strategy ?? 'unknown',
    },
    item: itemOf(told, known),
    because: told.because,
    rank: told.rank,
    engine: engineOf(engine, told, known),
    method: { type: factors.length > 0 ? told.method : 'none', verified: told.isVerified ?? false },
    score: told.score,
    factors: [...factors],
    data: [...known.data],
    commercial: commercialOf(told, known),
    controls: [...known.controls],
    ai: told.ai,
    contact: { human: known.contact },
  };
};

const place = ({ code, at }: Gap): Gap => (at === undefined ? { code } : { code, at: toPlain(at, 140) });

const gapsOf = (told: Told, known: Known): readonly Gap[] => [
  ...known.gaps,
  ...told.gaps.map(place),
  ...(told.parts ? factorsOf(told.parts, known).gaps : []),
  ...((known.item.name ?? told.item.name) === undefined ? [{ code: 'name-missing' } as const] : []),
];

/** The two halves of every adapter put together: what the engine tells, in the format the panel reads. */
export const explained = (
  engine: Engine,
  read: (given: unknown, known: Known) => Told | NotTold,
): ((given: unknown, context: AdapterContext) => Adapted) => {
  return (given, context) => {
    const known = readContext(context);
    if (!known) return { kind: 'refused', code: 'context-unreadable' };
    const plain = plainOf(given);
    if (plain === undefined || plain === null) return { kind: 'refused', code: 'unreadable' };
    const told = read(plain, known);
    if ('refused' in told) return { kind: 'refused', code: told.refused };
    const explanation = parse(schema, plainOf(draftOf(engine, told, known)));
    if (!explanation) return { kind: 'refused', code: 'not-expressible' };
    return { kind: 'unsigned', explanation, gaps: gapsOf(told, known) };
  };
};

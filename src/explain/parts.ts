import type { Late } from '../runtime/late.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { createLate } from '../ui/late.ts';
import type { Doing } from './doing.tsx';
import type { ExplainModel } from './explain-model.ts';
import type { JudgedModel } from './judged-model.ts';

/** Parts of the second half that come one by one: with what an explanation holds, or when the shopper asks for them. */
export type Parts = {
  readonly answer: Late<typeof import('./explain-answer.tsx')>;
  readonly card: Late<typeof import('./explain-card.tsx')>;
  readonly checks: Late<typeof import('./explain-checks.tsx')>;
  readonly contrast: Late<typeof import('./explain-contrast.tsx')>;
  readonly law: Late<typeof import('./explain-law.tsx')>;
  readonly numbers: Late<typeof import('./explain-numbers.tsx')>;
  readonly plain: Late<typeof import('./explain-plain.tsx')>;
  readonly price: Late<typeof import('./explain-price.tsx')>;
  readonly table: Late<typeof import('./explain-table.tsx')>;
  readonly chain: Late<typeof import('./list-chain.ts')>;
  /** What can be done, and the acts themselves. */
  readonly doing: Late<Doing>;
  /** What came of an act. */
  readonly telling: Late<typeof import('./telling.ts')>;
};

/** What checks the list an explanation came in. */
export const createChain = (): Parts['chain'] => createLate(() => import('./list-chain.ts'));

type Known = Pick<Parts, 'chain'> & { readonly first: ExplainModel; readonly judged: JudgedModel };

/** The parts of one panel. */
export const createParts = (runtime: Runtime, { chain, first, judged }: Known): Parts => {
  const telling = createLate(() => import('./telling.ts'));
  return {
    chain,
    answer: createLate(() => import('./explain-answer.tsx')),
    card: createLate(() => import('./explain-card.tsx')),
    checks: createLate(() => import('./explain-checks.tsx')),
    contrast: createLate(() => import('./explain-contrast.tsx')),
    law: createLate(() => import('./explain-law.tsx')),
    numbers: createLate(() => import('./explain-numbers.tsx')),
    plain: createLate(() => import('./explain-plain.tsx')),
    price: createLate(() => import('./explain-price.tsx')),
    table: createLate(() => import('./explain-table.tsx')),
    doing: createLate(async (): Promise<Doing> => {
      const { createDoing } = await import('./doing.tsx');
      // An act may come when there is no network any more: then it still tells what came of it.
      void telling.load();
      return createDoing(runtime, { first, judged, telling });
    }),
    telling,
  };
};

import { type ReadonlySignal, signal } from '@preact/signals';
import type { Runtime } from '../runtime/runtime.ts';
import type { Telling } from './explain-acts.ts';
import type { Source } from './explain-source.ts';
import type { Listed } from './list-diff.ts';

/** What stands around the product on the page. */
export type Around = {
  /** The products the page shows, as far as they are known and `lookAround` has found them. */
  readonly around: ReadonlySignal<readonly Listed[]>;
  readonly lookAround: () => Promise<void>;
};

/** Looks at the page's own list when asked to: opening it checks every signature in it. */
export const createAround = (
  { explanations }: Runtime,
  telling: () => Promise<Telling | undefined>,
  { openAll }: Pick<Source, 'openAll'>,
): Around => {
  const around = signal<readonly Listed[]>([]);
  return {
    around,
    lookAround: async () => {
      const [parts, shown] = await Promise.all([telling(), explanations.shown?.() ?? []]);
      const opened = await openAll(shown);
      around.value = parts?.listedIn(opened) ?? [];
    },
  };
};

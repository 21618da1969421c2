import type { Known, Strategy } from './adapted.ts';
import type { Told } from './explained.ts';
import type { Part } from './factors.ts';
import { chosenBy, goesWith } from './words.ts';

/** An item an engine names as the occasion. */
export type Reference = { readonly id: string | undefined; readonly name: string | undefined };

const CODES: Readonly<Partial<Record<Strategy, string>>> = {
  popular: 'popularity',
  'personal-profile': 'profile-interest',
  'similar-image': 'similar-to',
};

/** Strategy of a model by the engine's name for it; undefined where the name tells none. */
export const strategyOf = (
  model: string | undefined,
  table: Readonly<Record<string, Strategy>>,
): Strategy | undefined => (model !== undefined && Object.hasOwn(table, model) ? table[model] : undefined);

const partOf = (model: string | undefined, reference: Reference | undefined, strategy: Strategy | undefined): Part => ({
  key: model ?? 'reference',
  code: (strategy && CODES[strategy]) ?? 'other',
  label: model === undefined ? goesWith(reference?.name) : chosenBy(model, reference?.name),
  weight: null,
  effect: 'for',
  basis: 'observed',
});

/** What can be said of an engine that names its model and the occasion, and no reason. */
export const byModel = (
  model: string | undefined,
  reference: Reference | undefined,
  table: Readonly<Record<string, Strategy>>,
): Pick<Told, 'method' | 'strategy' | 'parts' | 'because' | 'model' | 'gaps'> => {
  const strategy = strategyOf(model, table);
  const isTold = model !== undefined || reference !== undefined;
  return {
    method: 'observed-strategy',
    strategy,
    model,
    parts: isTold ? [partOf(model, reference, strategy)] : [],
    because: reference?.id === undefined ? [] : [{ id: reference.id, name: reference.name }],
    gaps: [
      ...(model === undefined ? [{ code: 'strategy-missing' } as const] : []),
      ...(model !== undefined && strategy === undefined ? [{ code: 'strategy-unknown', at: model } as const] : []),
    ],
  };
};

/** The model the answer names, else the one the page says it asked. */
export const modelOf = (told: string | undefined, { model }: Known): string | undefined => told ?? model;

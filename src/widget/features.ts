import type { ComponentChild } from 'preact';
import type { PanelName } from '../contract/targets.ts';
import type { Feature } from '../runtime/feature.ts';

/** One lazy chunk per panel. */
export type FeatureTable = Readonly<Record<PanelName, () => Promise<Feature<ComponentChild>>>>;

/** The only place that reaches into slices, and only through `import()`. */
export const FEATURES: FeatureTable = {
  why: async () => {
    // What the panel asks the runtime for at once comes beside it, not after it.
    const [feature] = await Promise.all([
      import('../explain/index.ts').then((slice) => slice.feature),
      import('./page-explanations.ts'),
      import('./shop-keys.ts'),
    ]);
    return feature;
  },
  choices: async () => (await import('../consent/index.ts')).feature,
  receipts: async () => (await import('../receipts/index.ts')).feature,
};

/** The first layer: a chunk of its own, so that it paints before anything else is loaded. */
export const loadNotice = () => import('../consent/notice.tsx');

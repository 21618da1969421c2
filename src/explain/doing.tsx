import type { Late } from '../runtime/late.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { ActingModel } from './acting-model.ts';
import { Changes, Unmoved } from './explain-changes.tsx';
import { Controls, FactorControls } from './explain-controls.tsx';
import type { ExplainModel } from './explain-model.ts';
import { Outcome, Switches } from './explain-switches.tsx';
import type { JudgedModel } from './judged-model.ts';
import { ObjectToUse } from './object-to-use.tsx';
import type * as Telling from './telling.ts';

/** What the acts of one panel belong to. */
type Belonging = {
  readonly first: ExplainModel;
  readonly judged: JudgedModel;
  readonly telling: Late<typeof Telling>;
};

const VIEWS = { Changes, Controls, FactorControls, ObjectToUse, Outcome, Switches, Unmoved };

/** What would change an explanation, and what can be done about it: the model of one panel, and its views. */
export type Doing = typeof VIEWS & { readonly model: ActingModel };

/** Makes those of one panel. */
export const createDoing = (runtime: Runtime, { first, judged, telling }: Belonging): Doing => ({
  ...VIEWS,
  model: new ActingModel(runtime, first, judged, () => telling.load()),
});

import { createModel, effect } from '@preact/signals';
import type { ChoiceKey } from '../contract/ids.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { createAround } from './around-model.ts';
import { createActs, type Telling } from './explain-acts.ts';
import type { ExplainModel } from './explain-model.ts';
import type { Source } from './explain-source.ts';
import type { JudgedModel } from './judged-model.ts';
import { personalPurposes } from './personal.ts';

/** The runtime, with a word about every list the page answers. */
const askingOf = (runtime: Runtime, note: (answer: readonly string[] | undefined) => void): Runtime => ({
  ...runtime,
  choose: (wish) => runtime.choose(wish),
  object: (wish) => runtime.object(wish),
  influence: async (id) => {
    const answer = await runtime.influence(id);
    note(answer);
    return answer;
  },
});

/** What can be done about an explanation that was judged. `telling` brings what compares two lists. */
export const ActingModel = createModel(
  (
    runtime: Runtime,
    first: Pick<ExplainModel, keyof Source>,
    judged: Omit<JudgedModel, typeof Symbol.dispose>,
    telling: () => Promise<Telling | undefined>,
  ) => {
    const { why, past, config } = judged;
    const personal = (): readonly ChoiceKey[] =>
      personalPurposes(why.peek()?.cited ?? [], config.value?.purposes ?? [], past.value);
    let answered: readonly string[] | undefined;
    const asking = askingOf(runtime, (answer) => (answered = answer));
    const { forget, ...acts } = createActs(asking, { ...first, why: () => why.peek(), personal, telling });
    effect(() => {
      // Another explanation: what was done about the one before is no longer told.
      void first.standing.value;
      forget();
    });
    return {
      ...judged,
      ...acts,
      ...createAround(runtime, telling, first),
      personal,
      /** Shows the same product's explanation after a change. */
      showNext: (jws: string): Promise<void> => first.show(jws, answered),
    };
  },
);
/** One instance. */
export type ActingModel = InstanceType<typeof ActingModel>;

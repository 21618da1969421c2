import { computed, createModel, effect, type ReadonlySignal } from '@preact/signals';
import type { Runtime } from '../runtime/runtime.ts';
import { createSource, type Standing } from './explain-source.ts';
import { type FirstView, firstViewOf } from './first-view.ts';

/** What the panel shows at once: an explanation, or why there is none. */
export type WhyView = Exclude<Standing, { kind: 'read' }> | { readonly kind: 'why'; readonly why: FirstView };

/** State of the Why panel's first view. Observes the ledger; shows one explanation at a time. */
export const ExplainModel = createModel((runtime: Runtime) => {
  const source = createSource(runtime);
  const view: ReadonlySignal<WhyView> = computed(() => {
    const current = source.standing.value;
    return current.kind === 'read'
      ? { kind: 'why', why: firstViewOf(current, Date.parse(runtime.serverNow())) }
      : current;
  });
  let wanted: string | undefined;
  const land = async (id: string | undefined): Promise<void> => {
    wanted = id;
    await source.land(id);
  };
  effect(() => runtime.ledger.observe(() => void source.refresh()));

  return {
    ...source,
    view,
    /** Shows an explanation by its id; without one, the page's latest. */
    land,
    retry: (): Promise<void> => land(wanted),
  };
});
/** One instance. */
export type ExplainModel = InstanceType<typeof ExplainModel>;

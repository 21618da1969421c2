import { createModel, type ReadonlySignal, signal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import type { PanelName, PanelTarget } from '../contract/targets.ts';
import { CandorPanelOpenedEvent } from '../events.ts';
import type { OpenedPanel } from '../runtime/feature.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { FeatureTable } from './features.ts';

/** What the shell shows of the panel in front. */
export type PanelState =
  | { readonly kind: 'loading'; readonly name: PanelName }
  | { readonly kind: 'failed'; readonly name: PanelName }
  | { readonly kind: 'open'; readonly name: PanelName; readonly view: ComponentChild };

/** What the shell is made with. */
export type ShellOptions = {
  readonly runtime: () => Runtime;
  readonly features: FeatureTable;
  /** Adopts a slice's stylesheet. */
  readonly adopt: (css: string) => void;
};

/** The frame: which panel is in front, and whether the surface is open. A panel stays alive until the widget goes. */
export const ShellModel = createModel(({ runtime, features, adopt }: ShellOptions) => {
  const isOpen = signal(false);
  const panel = signal<PanelState | undefined>(undefined);
  const opened = new Map<PanelName, OpenedPanel<ComponentChild>>();

  const openFeature = async (target: PanelTarget): Promise<OpenedPanel<ComponentChild>> => {
    const feature = await features[target.panel]();
    const known = opened.get(target.panel);
    if (known) return known;
    adopt(feature.css);
    const made = feature.open(runtime(), target);
    opened.set(target.panel, made);
    return made;
  };
  const isWanted = (name: PanelName): boolean => isOpen.peek() && panel.peek()?.name === name;

  const open = async (target: PanelTarget): Promise<void> => {
    const name = target.panel;
    isOpen.value = true;
    const known = opened.get(name);
    if (known) known.show(target);
    else panel.value = { kind: 'loading', name };
    try {
      const { view } = known ?? (await openFeature(target));
      if (!isWanted(name) && !known) return;
      panel.value = { kind: 'open', name, view };
      runtime().emit(new CandorPanelOpenedEvent(name));
    } catch {
      if (isWanted(name)) panel.value = { kind: 'failed', name };
    }
  };
  return {
    isOpen: isOpen as ReadonlySignal<boolean>,
    panel: panel as ReadonlySignal<PanelState | undefined>,
    open,
    /** Lets a broken panel go, so that opening it again starts anew. */
    fail: (name: PanelName): void => {
      opened.get(name)?.dispose();
      opened.delete(name);
      panel.value = { kind: 'failed', name };
    },
    close: (): void => {
      isOpen.value = false;
    },
    disposePanels: (): void => {
      opened.forEach((one) => one.dispose());
      opened.clear();
    },
  };
});
/** One instance. */
export type ShellModel = InstanceType<typeof ShellModel>;

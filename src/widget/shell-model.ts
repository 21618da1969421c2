import { createModel, signal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import type { PanelName, PanelTarget } from '../contract/targets.ts';
import { CandorPanelOpenedEvent } from '../events.ts';
import type { OpenedPanel } from '../runtime/feature.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { FeatureTable } from './features.ts';
import { keepPlace, type LauncherPlace, readPlace } from './launcher-place.ts';
import type { LauncherView } from './launcher.tsx';
import type { Corner } from './settings.ts';

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
  /** The merchant's corner. */
  readonly corner: Corner;
  /** The session's storage; throws where the browser refuses it. */
  readonly storage: () => Storage;
};

/** Panels that were opened once; each stays alive until it breaks or the widget goes. */
const createPanels = ({ runtime, features, adopt }: ShellOptions) => {
  const opened = new Map<PanelName, OpenedPanel<ComponentChild>>();
  return {
    known: (name: PanelName): OpenedPanel<ComponentChild> | undefined => opened.get(name),
    load: async (target: PanelTarget): Promise<OpenedPanel<ComponentChild>> => {
      const feature = await features[target.panel]();
      const known = opened.get(target.panel);
      if (known) return known;
      adopt(feature.css);
      const made = feature.open(runtime(), target, adopt);
      opened.set(target.panel, made);
      return made;
    },
    drop: (name: PanelName): void => {
      opened.get(name)?.dispose();
      opened.delete(name);
    },
    dropAll: (): void => {
      opened.forEach((one) => one.dispose());
      opened.clear();
    },
  };
};

/** The launcher: its view once the chunk is here, and where the shopper wants it. */
const createLauncher = ({ storage, corner }: ShellOptions) => {
  const launcher = signal<LauncherView | undefined>(undefined);
  const place = signal(readPlace(storage, corner));
  const put = (next: LauncherPlace): void => {
    place.value = next;
    keepPlace(storage, next);
  };
  return {
    launcher,
    place,
    showLauncher: (view: LauncherView): void => {
      launcher.value = view;
    },
    /** Puts launcher and surface on the other side. */
    move: (): void => put({ ...place.peek(), corner: place.peek().corner === 'end' ? 'start' : 'end' }),
    /** Takes the launcher away for this session; triggers, links and the page still open the surface. */
    hideLauncher: (): void => put({ ...place.peek(), hidden: true }),
  };
};

/** The frame: which panel is in front, and whether the surface is open. */
export const ShellModel = createModel((options: ShellOptions) => {
  const isOpen = signal(false);
  const panel = signal<PanelState | undefined>(undefined);
  const panels = createPanels(options);
  const isWanted = (name: PanelName): boolean => isOpen.peek() && panel.peek()?.name === name;

  const open = async (target: PanelTarget): Promise<void> => {
    const name = target.panel;
    const known = panels.known(name);
    isOpen.value = true;
    if (known) known.show(target);
    else panel.value = { kind: 'loading', name };
    try {
      const { view } = known ?? (await panels.load(target));
      if (!known && !isWanted(name)) return;
      panel.value = { kind: 'open', name, view };
      options.runtime().emit(new CandorPanelOpenedEvent(name));
    } catch {
      if (isWanted(name)) panel.value = { kind: 'failed', name };
    }
  };
  return {
    isOpen,
    panel,
    ...createLauncher(options),
    open,
    /** Lets a broken panel go, so that opening it again starts anew. */
    fail: (name: PanelName): void => {
      panels.drop(name);
      panel.value = { kind: 'failed', name };
    },
    close: (): void => {
      isOpen.value = false;
    },
    disposePanels: panels.dropAll,
  };
});
/** One instance. */
export type ShellModel = InstanceType<typeof ShellModel>;

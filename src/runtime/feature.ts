import type { PanelName, PanelTarget } from '../contract/targets.ts';
import type { Runtime } from './runtime.ts';

/** Where inside one panel to land. */
export type TargetOf<TPanel extends PanelName> = Extract<PanelTarget, { readonly panel: TPanel }>;

/** A panel that is open: what to show, how to land elsewhere in it, how to let go of it. */
export type OpenedPanel<TView, TPanel extends PanelName = PanelName> = {
  readonly view: TView;
  show(target: TargetOf<TPanel>): void;
  dispose(): void;
};

/**
 * What a slice's lazy chunk offers the shell: its stylesheet, and a way to open it. Methods, so that a feature of one
 * panel is a feature of some panel: the shell calls each only with its own targets.
 */
export type Feature<TView, TPanel extends PanelName = PanelName> = {
  readonly css: string;
  /** `adopt` takes the stylesheet of a part that comes later. */
  open(runtime: Runtime, target: TargetOf<TPanel>, adopt: (css: string) => void): OpenedPanel<TView, TPanel>;
};

import type { PanelName, PanelTarget } from '../contract/targets.ts';
import type { I18n } from '../i18n/i18n.ts';
import type { Runtime } from './runtime.ts';

/** Where inside one panel to land. */
export type TargetOf<TPanel extends PanelName> = Extract<PanelTarget, { readonly panel: TPanel }>;

/** A panel that is open: what to show, how to land elsewhere in it, how to let go of it. */
export type OpenedPanel<TView, TPanel extends PanelName = PanelName> = {
  readonly view: TView;
  readonly show: (target: TargetOf<TPanel>) => void;
  readonly dispose: () => void;
};

/** What a slice's lazy chunk offers the shell: its stylesheet, its title, and a way to open it. */
export type Feature<TView, TPanel extends PanelName = PanelName> = {
  readonly css: string;
  readonly title: (i18n: I18n) => string;
  readonly open: (runtime: Runtime, target: TargetOf<TPanel>) => OpenedPanel<TView, TPanel>;
};

import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { PanelName } from '../contract/targets.ts';
import type { I18n } from '../i18n/i18n.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { CloseIcon } from '../ui/close-icon.tsx';
import { Sheet } from '../ui/sheet.tsx';
import type { ElementSettings } from './settings.ts';
import type { ShellModel } from './shell-model.ts';
import { shellText } from './shell-text.ts';

/** What the frame is drawn from. */
export type ShellProps = {
  readonly model: ShellModel;
  readonly i18n: I18n;
  readonly settings: ElementSettings;
  /** The panel the launcher opens first. */
  readonly home: PanelName;
  readonly onClose: () => void;
};

const Body = ({ model, i18n }: Pick<ShellProps, 'model' | 'i18n'>): VNode | null => {
  const text = i18n.of(shellText);
  const panel = model.panel.value;
  if (!panel) return null;
  if (panel.kind === 'failed') {
    return (
      <div class="stack-tight">
        <p class="note note-warn">{text('shell.broken')}</p>
        <button type="button" class="button" onClick={() => void model.open({ panel: panel.name })}>
          {text('shell.retry')}
        </button>
      </div>
    );
  }
  if (panel.kind === 'loading') {
    return (
      <div class="skeleton" role="status" aria-label={text('shell.loading')}>
        <span />
        <span />
        <span />
      </div>
    );
  }
  return (
    <ErrorBoundary key={panel.name} onError={() => model.fail(panel.name)}>
      {panel.view}
    </ErrorBoundary>
  );
};

const Tabs = ({ model, i18n, settings }: ShellProps): VNode => {
  const text = i18n.of(shellText);
  const current = model.panel.value?.name;
  return (
    <nav class="tabs" part="tabs" aria-label={text('shell.panels')}>
      {settings.panels.map((name) => (
        <button
          key={name}
          type="button"
          class="tab"
          part="tab"
          aria-current={name === current ? 'page' : undefined}
          onClick={() => void model.open({ panel: name })}
        >
          {text(`shell.panel.${name}`)}
        </button>
      ))}
    </nav>
  );
};

const Head = (props: ShellProps): VNode => {
  const text = props.i18n.of(shellText);
  return (
    <div class="surface-head">
      <h2>{text('shell.title')}</h2>
      {props.settings.inline ? null : (
        <button type="button" class="close" part="close" aria-label={text('shell.close')} onClick={props.onClose}>
          <CloseIcon />
        </button>
      )}
      <Tabs {...props} />
    </div>
  );
};

/** What a shopper can do about the launcher itself. */
const Foot = ({ model, i18n, onClose }: ShellProps): VNode => {
  const text = i18n.of(shellText);
  const hide = (): void => {
    model.hideLauncher();
    onClose();
  };
  return (
    <div class="surface-foot row soft">
      <button type="button" class="link-button" onClick={() => model.move()}>
        {text('shell.move')}
      </button>
      <button type="button" class="link-button" onClick={hide}>
        {text('shell.hide')}
      </button>
    </div>
  );
};

const LauncherAt = ({ model, i18n, home }: ShellProps): VNode | null => {
  const Launcher = model.launcher.value;
  const { corner, hidden } = model.place.value;
  return Launcher ? (
    <Launcher
      label={i18n.of(shellText)('shell.launcher')}
      corner={corner}
      dir={i18n.dir}
      hidden={hidden || model.isOpen.value}
      onMove={() => model.move()}
      onOpen={() => void model.open({ panel: model.panel.value?.name ?? home })}
    />
  ) : null;
};

/** Launcher and surface. Focus goes into the panel when it opens; where it returns to, the widget knows. */
export const Shell = (props: ShellProps): VNode => {
  const { model, i18n, settings, onClose } = props;
  const { inline } = settings;
  const text = i18n.of(shellText);
  const body = useRef<HTMLDivElement>(null);
  const open = model.isOpen.value;
  const name = model.panel.value?.name;
  useEffect(() => {
    if (open) body.current?.focus({ preventScroll: inline });
    if (body.current) body.current.scrollTop = 0;
  }, [open, name, inline]);
  const place = inline ? 'surface-inline' : `at-${model.place.value.corner}`;
  return (
    <>
      {inline ? null : <LauncherAt {...props} />}
      <Sheet
        open={open}
        label={text('shell.title')}
        class={`surface ${place}`}
        dir={i18n.dir}
        inline={inline}
        onClose={onClose}
      >
        <Head {...props} />
        <div ref={body} class="surface-body" part="panel" tabIndex={-1}>
          <Body model={model} i18n={i18n} />
        </div>
        {inline ? null : <Foot {...props} />}
      </Sheet>
    </>
  );
};

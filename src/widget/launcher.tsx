import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { ReceiptIcon } from '../ui/icons.tsx';
import { liftOf } from './corner.ts';
import { paintedBoxes } from './neighbours.ts';
import type { Corner } from './settings.ts';

type LauncherProps = {
  readonly label: string;
  readonly corner: Corner;
  readonly dir: 'ltr' | 'rtl';
  readonly hidden: boolean;
  readonly onOpen: () => void;
};

/** Stands above whatever is painted in its corner; measured again when the page changes shape. */
const useFreeCorner = (hidden: boolean) => {
  const pill = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const button = pill.current;
    const root = button?.getRootNode();
    if (!button || hidden || !(root instanceof ShadowRoot)) return undefined;
    const place = (): void => {
      button.style.translate = 'none';
      const { left, top, right, bottom } = button.getBoundingClientRect();
      const box = { left, top, right, bottom };
      const lift = liftOf(box, paintedBoxes(box, root.host));
      button.style.translate = lift > 0 ? `0 ${-lift}px` : 'none';
    };
    const observer = new ResizeObserver(place);
    observer.observe(document.documentElement);
    const mutations = new MutationObserver(place);
    mutations.observe(document.body, { childList: true });
    place();
    return () => {
      observer.disconnect();
      mutations.disconnect();
    };
  }, [hidden]);
  return pill;
};

/** The pill beside the chat launcher. */
export const Launcher = ({ label, corner, dir, hidden, onOpen }: LauncherProps): VNode => {
  const pill = useFreeCorner(hidden);
  return (
    <button
      ref={pill}
      type="button"
      class={`launcher at-${corner}`}
      part="launcher"
      dir={dir}
      hidden={hidden}
      onClick={onOpen}
    >
      <ReceiptIcon />
      {label}
    </button>
  );
};

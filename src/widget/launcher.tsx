import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { ReceiptIcon } from '../ui/receipt-icon.tsx';
import { liftOf } from './corner.ts';
import { paintedBoxes } from './neighbours.ts';
import type { Corner } from './settings.ts';

type LauncherProps = {
  readonly label: string;
  readonly corner: Corner;
  readonly dir: 'ltr' | 'rtl';
  readonly hidden: boolean;
  /** Wanted on the other side: by dragging, or with an arrow key. */
  readonly onMove: () => void;
  readonly onOpen: () => void;
};

/** A drag shorter than this is a click. */
const DRAG = 40;

/** Stands above whatever is painted in its corner; measured again when the page changes shape. */
const useFreeCorner = (hidden: boolean, corner: Corner) => {
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
  }, [hidden, corner]);
  return pill;
};

type DragEventOn = PointerEvent & { readonly currentTarget: HTMLButtonElement };

/** Pointer drag to the other side. Moves along while dragged; the click that ends a drag opens nothing. */
const useDrag = (isRight: boolean, onMove: () => void) => {
  const from = useRef<number | undefined>(undefined);
  const dragged = useRef(false);
  return {
    onPointerDown: (event: DragEventOn): void => {
      from.current = event.clientX;
      dragged.current = false;
      // At once: a quick pointer is off the pill before it first tells of a move.
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    // Else the browser would drag the shop's link that comes out from under the pill, and cancel the pointer.
    onMouseDown: (event: MouseEvent & { readonly currentTarget: HTMLButtonElement }): void => {
      event.preventDefault();
      event.currentTarget.focus();
    },
    onPointerMove: (event: DragEventOn): void => {
      if (from.current === undefined) return;
      const way = event.clientX - from.current;
      if (!dragged.current && Math.abs(way) < DRAG) return;
      dragged.current = true;
      event.currentTarget.style.transform = `translateX(${way}px)`;
    },
    onPointerUp: (event: DragEventOn): void => {
      event.currentTarget.style.transform = '';
      const isOther = event.clientX < innerWidth / 2 === isRight;
      if (dragged.current && isOther) onMove();
      from.current = undefined;
    },
    onPointerCancel: (event: DragEventOn): void => {
      event.currentTarget.style.transform = '';
      from.current = undefined;
    },
    /** Whether this click is the end of a drag; one from the keyboard never is. */
    endsDrag: ({ detail }: MouseEvent): boolean => detail > 0 && dragged.current,
  };
};

/** The pill beside the chat launcher. */
export const Launcher = ({ label, corner, dir, hidden, onMove, onOpen }: LauncherProps): VNode => {
  const pill = useFreeCorner(hidden, corner);
  const isRight = (corner === 'end') === (dir === 'ltr');
  const { endsDrag, ...drag } = useDrag(isRight, onMove);
  return (
    <button
      ref={pill}
      type="button"
      class={`launcher at-${corner}`}
      part="launcher"
      dir={dir}
      hidden={hidden}
      aria-keyshortcuts={isRight ? 'ArrowLeft' : 'ArrowRight'}
      {...drag}
      onKeyDown={({ key }) => key === (isRight ? 'ArrowLeft' : 'ArrowRight') && onMove()}
      onClick={(event) => (endsDrag(event) ? undefined : onOpen())}
    >
      <ReceiptIcon />
      {label}
    </button>
  );
};
/** The launcher as the shell is given it. */
export type LauncherView = typeof Launcher;

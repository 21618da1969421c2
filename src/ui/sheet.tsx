import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Below this width the surface is a bottom sheet, and modal. */
const PHONE = '(width < 480px)';

/** A `dialog` that the shell opens and closes. */
export type SheetProps = {
  readonly open: boolean;
  readonly label: string;
  readonly class: string;
  readonly dir: 'ltr' | 'rtl';
  /** Part of the page: never over it. */
  readonly inline: boolean;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
};

/** Shows a dialog beside the page on wide screens, over an inert page on phones. Esc closes it either way. */
export const Sheet = ({ open, label, dir, inline, onClose, children, ...props }: SheetProps): VNode => {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    if (!dialog || open === dialog.open) return;
    if (!open) dialog.close();
    else if (!inline && matchMedia(PHONE).matches) dialog.showModal();
    else dialog.show();
  }, [open, inline]);
  const closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    onClose();
  };
  return (
    <dialog
      ref={box}
      class={props.class}
      part="surface"
      dir={dir}
      aria-label={label}
      onClose={onClose}
      onKeyDown={closeOnEscape}
    >
      {children}
    </dialog>
  );
};

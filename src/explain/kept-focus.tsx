import type { ComponentChildren, VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** What is shown, and a key that changes when it is replaced. */
type KeptFocusProps = { readonly of: string; readonly children: ComponentChildren };

/** Takes the focus when what had it is replaced: a keyboard never lands at the top of the page. */
export const KeptFocus = ({ of, children }: KeptFocusProps): VNode => {
  const box = useRef<HTMLDivElement>(null);
  const wasInside = useRef(false);
  useLayoutEffect(() => {
    const root = box.current?.getRootNode();
    const holder = root instanceof Document || root instanceof ShadowRoot ? root.activeElement : null;
    if (wasInside.current && (holder === null || holder === document.body)) box.current?.focus({ preventScroll: true });
  }, [of]);
  const noteLeaving = ({ relatedTarget }: FocusEvent): void => {
    // An element that is removed leaves its focus to nobody: then it was not the shopper who left.
    if (relatedTarget !== null) wasInside.current = false;
  };
  return (
    <div
      ref={box}
      tabIndex={-1}
      onFocusIn={() => {
        wasInside.current = true;
      }}
      onFocusOut={noteLeaving}
    >
      {children}
    </div>
  );
};

import type { ComponentChildren, VNode } from 'preact';
import { useState } from 'preact/hooks';

/** Something that is shown when asked for. `label` is what the shopper presses. */
export type DisclosureProps = {
  readonly label: string;
  readonly children: () => ComponentChildren;
};

/** A native `details`; what is in it is made only when it is opened. */
export const Disclosure = ({ label, children }: DisclosureProps): VNode => {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="disclosure" part="disclosure" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{label}</summary>
      {isOpen ? children() : null}
    </details>
  );
};

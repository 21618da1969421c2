import type { VNode } from 'preact';

/** A switch with its visible label beside it; `onChange` hears the wanted state and the event that asked for it. */
export type SwitchProps = {
  readonly on: boolean;
  readonly labelledBy: string;
  readonly describedBy?: string;
  readonly onChange: (on: boolean, event: Event) => void;
};

/** A native button in the role of a switch (ARIA 1.2): Space and Enter work, the state is announced. */
export const Switch = ({ on, labelledBy, describedBy, onChange }: SwitchProps): VNode => (
  <button
    type="button"
    role="switch"
    class="switch"
    part="switch"
    aria-checked={on}
    aria-labelledby={labelledBy}
    aria-describedby={describedBy}
    onClick={(event) => onChange(!on, event)}
  >
    <span class="switch-thumb" />
  </button>
);

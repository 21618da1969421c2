import type { VNode } from 'preact';

/** A cross: close. */
export const CloseIcon = (): VNode => (
  <svg
    width="16"
    height="16"
    viewBox="0 0 16 16"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    aria-hidden="true"
  >
    <path d="m3 3 10 10M13 3 3 13" />
  </svg>
);

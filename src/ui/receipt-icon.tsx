import type { VNode } from 'preact';

/** A receipt with its lines: the launcher's mark. */
export const ReceiptIcon = (): VNode => (
  <svg
    width="16"
    height="16"
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    aria-hidden="true"
  >
    <path d="M3 1.75h10v12.5l-1.67-1.2-1.66 1.2L8 13.05l-1.67 1.2-1.66-1.2L3 14.25z" stroke-linejoin="round" />
    <path d="M5.5 5h5M5.5 8h5" stroke-linecap="round" />
  </svg>
);

import type { VNode } from 'preact';

/** What has just happened, announced politely; always in the page so that a screen reader hears the change. */
export const StatusLine = ({ text }: { readonly text: string }): VNode => (
  <p role="status" class="soft status-line" part="status">
    {text}
  </p>
);

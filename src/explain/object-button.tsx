import type { VNode } from 'preact';

/** "Do not use this", which stays where it is when it is done. */
export const ObjectButton = ({
  done,
  label,
  doneLabel,
  onObject,
}: {
  readonly done: boolean;
  readonly label: string;
  readonly doneLabel: string;
  readonly onObject: () => void;
}): VNode => (
  <button
    type="button"
    class="link-button"
    part="object"
    aria-disabled={done}
    onClick={() => (done ? undefined : onObject())}
  >
    {done ? doneLabel : label}
  </button>
);

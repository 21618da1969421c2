import type { ComponentChildren, VNode } from 'preact';

/** What stands in the place of a part: a line until it comes, a way to ask again when it did not. */
export type LaterProps<TPart extends object> = {
  readonly late: {
    readonly part: { readonly value: TPart | 'loading' | 'failed' };
    readonly load: () => Promise<TPart | undefined>;
  };
  readonly words: { readonly loading: string; readonly failed: string; readonly retry: string };
  readonly children: (part: TPart) => ComponentChildren;
};

/** What comes with a panel's second half. */
export const Later = <TPart extends object>({ late, words, children }: LaterProps<TPart>): VNode => {
  const part = late.part.value;
  if (typeof part === 'object') return <>{children(part)}</>;
  if (part === 'loading')
    return (
      <div class="skeleton" role="status" aria-label={words.loading}>
        <span />
      </div>
    );
  return (
    <div class="stack-tight">
      <p role="status" class="note note-warn">
        {words.failed}
      </p>
      <div>
        <button type="button" class="button" part="button" onClick={() => void late.load()}>
          {words.retry}
        </button>
      </div>
    </div>
  );
};

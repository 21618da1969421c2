import type { ComponentChildren, VNode } from 'preact';
import type * as Details from './details.tsx';
import { type PanelProps, textOf } from './panel-words.ts';

type LaterProps = Pick<PanelProps, 'late' | 'i18n'> & {
  readonly children: (parts: typeof Details) => ComponentChildren;
};

/** What comes with the panel's second half: a line in its place until then, and a way to ask again when it did not come. */
export const Later = ({ late, i18n, children }: LaterProps): VNode => {
  const parts = late.part.value;
  if (typeof parts === 'object') return <>{children(parts)}</>;
  const text = textOf(i18n);
  if (parts === 'loading')
    return (
      <div class="skeleton" role="status" aria-label={text('why.loading')}>
        <span />
      </div>
    );
  return (
    <div class="stack-tight">
      <p role="status" class="note note-warn">
        {text('why.part')}
      </p>
      <div>
        <button type="button" class="button" part="button" onClick={() => void late.load()}>
          {text('why.retry')}
        </button>
      </div>
    </div>
  );
};

import type { ComponentChildren, VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Late } from '../runtime/late.ts';
import { Later } from '../ui/later.tsx';
import { KeptFocus } from './kept-focus.tsx';
import { type PartProps, textOf } from './panel-words.ts';

/** One part by itself. */
type OnePart<TPart extends object> = Pick<PartProps, 'i18n'> & {
  readonly late: Late<TPart>;
  /** Comes without being asked for, one of several: it is not missed until it fails. */
  readonly quietly?: boolean;
  readonly children: (part: TPart) => ComponentChildren;
};

/** A part of the second half that comes by itself: it is asked for when its place is drawn. */
export const Part = <TPart extends object>({ late, quietly, i18n, children }: OnePart<TPart>): VNode => {
  const text = textOf(i18n);
  const words = {
    loading: text('why.loading'),
    failed: text('why.part'),
    retry: text('why.retry'),
  };
  const part = late.part.value;
  useEffect(() => void late.load(), [late]);
  return (
    <KeptFocus of={typeof part === 'object' ? '' : part}>
      {quietly && part === 'loading' ? (
        <i class="to-come" hidden />
      ) : (
        <Later late={late} words={words}>
          {children}
        </Later>
      )}
    </KeptFocus>
  );
};

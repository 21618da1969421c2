import type { ComponentChildren, VNode } from 'preact';
import { Later as Place } from '../ui/later.tsx';
import type { Half } from './details.tsx';
import { type PanelProps, type PartProps, textOf } from './panel-words.ts';

/** The second half, and what its views are given; undefined while it is not here. */
export const halfOf = (late: PanelProps['late']): { readonly views: Half; readonly props: PartProps } | undefined => {
  const views = late.part.value;
  if (typeof views !== 'object') return undefined;
  const { model, i18n, parts } = views;
  const why = model.why.value;
  return why && { views, props: { model, i18n, parts, why } };
};

type LaterProps = Pick<PanelProps, 'late' | 'i18n'> & {
  readonly children: (views: Half, props: PartProps) => ComponentChildren;
};

/** What comes with the panel's second half, with this panel's words in its place until then. */
export const Later = ({ late, i18n, children }: LaterProps): VNode => {
  const text = textOf(i18n);
  const words = { loading: text('why.loading'), failed: text('why.part'), retry: text('why.retry') };
  return (
    <Place late={late} words={words}>
      {() => {
        const half = halfOf(late);
        return half && children(half.views, half.props);
      }}
    </Place>
  );
};

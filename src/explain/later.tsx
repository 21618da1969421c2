import type { ComponentChildren, VNode } from 'preact';
import { Later as Part } from '../ui/later.tsx';
import { type Half, type PanelProps, textOf } from './panel-words.ts';

type LaterProps = Pick<PanelProps, 'late' | 'i18n'> & {
  readonly children: (parts: Half) => ComponentChildren;
};

/** What comes with the panel's second half, with this panel's words in its place until then. */
export const Later = ({ late, i18n, children }: LaterProps): VNode => {
  const text = textOf(i18n);
  const words = { loading: text('why.loading'), failed: text('why.part'), retry: text('why.retry') };
  return (
    <Part late={late} words={words}>
      {children}
    </Part>
  );
};

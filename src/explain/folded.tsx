import type { VNode } from 'preact';
import type { Late } from '../runtime/late.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { explainMoreText } from './explain-more-text.ts';
import type { PartProps } from './panel-words.ts';
import { Part } from './part.tsx';

type FoldedProps<TPart extends object> = Pick<PartProps, 'i18n'> & {
  readonly label: keyof typeof explainMoreText;
  readonly late: Late<TPart>;
  readonly children: (part: TPart) => VNode;
};

/** A part that comes when it is unfolded. */
export const Folded = <TPart extends object>({ label, late, i18n, children }: FoldedProps<TPart>): VNode => (
  <Disclosure label={i18n.of(explainMoreText)(label)}>
    {() => (
      <Part late={late} i18n={i18n}>
        {children}
      </Part>
    )}
  </Disclosure>
);

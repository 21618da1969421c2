import type { VNode } from 'preact';
import { Answer } from './explain-answer.tsx';
import { Checks } from './explain-checks.tsx';
import { Law } from './explain-law.tsx';
import { Price } from './explain-price.tsx';
import { moreTextOf } from './more-words.ts';
import type { PartProps } from './panel-words.ts';
import { isUnmoved } from './small-change.ts';

/** What follows the reasons at once: how a chat answer was made, that no small change is stated, and the price. */
export const Told = (props: PartProps): VNode => (
  <>
    <Answer {...props} />
    {isUnmoved(props.why) ? <p>{moreTextOf(props.i18n)('why.unmoved')}</p> : null}
    <Price {...props} />
  </>
);

/** What stands at the end: what was checked, and the law. */
export const Checked = (props: PartProps): VNode => (
  <section class="stack-tight">
    <Checks {...props} />
    <Law {...props} />
  </section>
);

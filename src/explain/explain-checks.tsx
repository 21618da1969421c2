import type { VNode } from 'preact';
import { allChecks } from './all-checks.ts';
import type { Check } from './checks.ts';
import { sentenceOfCheck } from './check-words.ts';
import type { PartProps } from './panel-words.ts';

const Result = ({ result, ...props }: PartProps & { readonly result: Check }): VNode => (
  <li class={`check-${result.tone}`}>{sentenceOfCheck(result, props)}</li>
);

/** What came of every check of this explanation, good or bad, in the order of the checks. */
export const Checks = (props: PartProps): VNode => (
  <ul class="stack-tight" part="checks">
    {allChecks(props.why).map((result, at) => (
      <Result key={at} {...props} result={result} />
    ))}
  </ul>
);

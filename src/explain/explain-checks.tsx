import type { VNode } from 'preact';
import { Disclosure } from '../ui/disclosure.tsx';
import { allChecks } from './all-checks.ts';
import type { Check } from './checks.ts';
import { sentenceOfCheck } from './check-words.ts';
import { moreTextOf } from './more-words.ts';
import type { PartProps } from './panel-words.ts';

const Result = ({ result, ...props }: PartProps & { readonly result: Check }): VNode => (
  <li class={`check-${result.tone}`}>{sentenceOfCheck(result, props)}</li>
);

/** What came of every check of this explanation, good or bad, in the order of the checks. */
export const Checks = (props: PartProps): VNode => (
  <Disclosure label={moreTextOf(props.i18n)('why.checks')}>
    {() => (
      <ul class="stack-tight" part="checks">
        {allChecks(props.why).map((result, at) => (
          <Result key={at} {...props} result={result} />
        ))}
      </ul>
    )}
  </Disclosure>
);

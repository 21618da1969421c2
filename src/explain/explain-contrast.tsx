import type { VNode } from 'preact';
import type { Explanation } from '../contract/explanation.ts';
import { actsTextOf } from './acts-words.ts';
import { figure } from './figures.ts';
import { type PartProps, quoted, shopText } from './panel-words.ts';

type Difference = NonNullable<Explanation['contrast']>['differences'][number];

const differenceText = ({ label, delta }: Difference, props: PartProps): string | undefined => {
  const told = shopText(label, props);
  if (told === undefined) return undefined;
  if (delta === undefined || delta === 0) return quoted(told, props.i18n);
  const words = { label: told, delta: figure(Math.abs(delta), props.i18n) };
  return actsTextOf(props.i18n)(delta > 0 ? 'why.contrast.for' : 'why.contrast.against', words);
};

/** "Why this and not that": where the two differ, as the shop tells it. */
export const Contrast = (props: PartProps): VNode | null => {
  const { contrast } = props.why.explanation;
  if (!contrast || contrast.differences.length === 0 || props.why.sentence.code === 'written-by-ai') return null;
  const { insteadOf, differences } = contrast;
  return (
    <section class="stack-tight">
      <h4>{actsTextOf(props.i18n)('why.contrast', { name: insteadOf.name ?? insteadOf.id })}</h4>
      <ul class="contrast">
        {differences.map((difference, at) => (
          <li key={at}>{differenceText(difference, props)}</li>
        ))}
      </ul>
    </section>
  );
};

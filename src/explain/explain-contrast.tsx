import type { VNode } from 'preact';
import type { Explanation } from '../contract/explanation.ts';
import { figure } from './figures.ts';
import { type PartProps, quoted, shopText } from './panel-words.ts';
import { explainContrastText } from './explain-contrast-acts-text.ts';

type Told = NonNullable<Explanation['contrast']>;
type Difference = Told['differences'][number];

const differenceText = ({ label, delta }: Difference, props: PartProps): string | undefined => {
  const told = shopText(label, props);
  if (told === undefined) return undefined;
  if (delta === undefined || delta === 0) return quoted(told, props.i18n);
  const words = { label: told, delta: figure(Math.abs(delta), props.i18n) };
  return props.i18n.of(explainContrastText)(delta > 0 ? 'why.contrast.for' : 'why.contrast.against', words);
};

/** "Why this and not that": where the two differ, as the shop tells it. */
export const Contrast = ({ contrast, ...props }: PartProps & { readonly contrast: Told }): VNode => {
  const { insteadOf, differences } = contrast;
  return (
    <section class="stack-tight">
      <h4>{props.i18n.of(explainContrastText)('why.contrast', { name: insteadOf.name ?? insteadOf.id })}</h4>
      <ul class="contrast">
        {differences.map((difference, at) => (
          <li key={at}>{differenceText(difference, props)}</li>
        ))}
      </ul>
    </section>
  );
};

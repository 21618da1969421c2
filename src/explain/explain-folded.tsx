import type { VNode } from 'preact';
import { Disclosure } from '../ui/disclosure.tsx';
import { explainMoreText } from './explain-more-text.ts';
import type { PartProps } from './panel-words.ts';
import { Part } from './part.tsx';

/** What came of every check, when it is asked for. */
export const Checks = (props: PartProps): VNode => (
  <Disclosure label={props.i18n.of(explainMoreText)('why.checks')}>
    {() => (
      <Part late={props.parts.checks} i18n={props.i18n}>
        {(part) => <part.Checks {...props} />}
      </Part>
    )}
  </Disclosure>
);

/** What the law asks for, when it is asked for. */
export const Law = (props: PartProps): VNode => (
  <Disclosure label={props.i18n.of(explainMoreText)('why.law')}>
    {() => (
      <Part late={props.parts.law} i18n={props.i18n}>
        {(part) => <part.Law {...props} />}
      </Part>
    )}
  </Disclosure>
);

/** The engine's own numbers, when they are asked for. None where there are none, or where a language model made them up. */
export const Numbers = (props: PartProps): VNode | null => {
  const { method, score, factors } = props.why.explanation;
  const hasNumbers = score !== undefined && factors.some(({ weight }) => weight !== null);
  if (!hasNumbers || method.type === 'llm-generated' || method.type === 'none') return null;
  return (
    <Disclosure label={props.i18n.of(explainMoreText)('why.numbers')}>
      {() => (
        <Part late={props.parts.numbers} i18n={props.i18n}>
          {(part) => <part.NumbersTable {...props} />}
        </Part>
      )}
    </Disclosure>
  );
};

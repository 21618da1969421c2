import type { VNode } from 'preact';
import { Disclosure } from '../ui/disclosure.tsx';
import { actsTextOf } from './acts-words.ts';
import { figure } from './figures.ts';
import { labelOf, type PartProps } from './panel-words.ts';
import { sumOf, sumState } from './sum-check.ts';

const Line = ({ part, value }: { readonly part: string; readonly value: string }): VNode => (
  <tr>
    <th scope="row">{part}</th>
    <td class="figure">{value}</td>
  </tr>
);

const Table = (props: PartProps): VNode => {
  const { why, i18n } = props;
  const text = actsTextOf(i18n);
  const { score } = why.explanation;
  const untold = text('why.numbers.untold-one');
  const told = (value: number | undefined): string => (value === undefined ? untold : figure(value, i18n));
  return (
    <table part="numbers">
      <caption class="visually-hidden">{text('why.numbers')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('why.numbers.part')}</th>
          <th scope="col" class="figure">
            {text('why.numbers.value')}
          </th>
        </tr>
      </thead>
      <tbody>
        <Line part={text('why.numbers.base')} value={told(score?.base)} />
        {why.factors.map((factor) => {
          const { weight } = factor.factor;
          const value = weight === null ? untold : figure(weight, i18n, 'exceptZero');
          return <Line key={factor.factor.id} part={labelOf(factor, props)} value={value} />;
        })}
        <Line part={text('why.numbers.rest')} value={told(score?.residual)} />
      </tbody>
      <tfoot>
        <Line part={text('why.numbers.sum')} value={figure(sumOf(why.explanation), i18n)} />
        <Line part={text('why.numbers.score')} value={told(score?.value)} />
      </tfoot>
    </table>
  );
};

/** The engine's own numbers, added up again here. None where there are none, or where a language model made them up. */
export const Numbers = (props: PartProps): VNode | null => {
  const { why, model, i18n } = props;
  const { method, score, factors } = why.explanation;
  const read = model.read.value;
  const hasNumbers = score !== undefined && factors.some(({ weight }) => weight !== null);
  if (!read || !hasNumbers || method.type === 'llm-generated' || method.type === 'none') return null;
  const text = actsTextOf(i18n);
  return (
    <Disclosure label={text('why.numbers')}>
      {() => (
        <>
          <Table {...props} />
          <p>{text(`why.numbers.${sumState(read)}`)}</p>
        </>
      )}
    </Disclosure>
  );
};

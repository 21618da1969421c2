import type { VNode } from 'preact';
import { InParts } from '../ui/in-parts.tsx';
import { explainMoreText } from './explain-more-text.ts';
import { figure } from './figures.ts';
import { labelOf, type PartProps } from './panel-words.ts';
import { sumOf, sumState } from './sum-check.ts';
import { explainNumbersText } from './explain-numbers-acts-text.ts';

/** Lines drawn in one go. */
const LINES_AT_ONCE = 8;

const Line = ({ part, value }: { readonly part: string; readonly value: string }): VNode => (
  <tr>
    <th scope="row">{part}</th>
    <td class="figure">{value}</td>
  </tr>
);

const Table = (props: PartProps): VNode => {
  const { why, i18n } = props;
  const text = i18n.of(explainNumbersText);
  const { score } = why.explanation;
  const untold = text('why.numbers.untold-one');
  const told = (value: number | undefined): string => (value === undefined ? untold : figure(value, i18n));
  return (
    <table part="numbers">
      <caption class="visually-hidden">{i18n.of(explainMoreText)('why.numbers')}</caption>
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
        <InParts all={why.factors} size={LINES_AT_ONCE}>
          {(some) =>
            some.map((line) => {
              const { id, weight } = line.factor;
              const value = weight === null ? untold : figure(weight, i18n, 'exceptZero');
              return <Line key={id} part={labelOf(line, props)} value={value} />;
            })
          }
        </InParts>
        <Line part={text('why.numbers.rest')} value={told(score?.residual)} />
      </tbody>
      <tfoot>
        <Line part={text('why.numbers.sum')} value={figure(sumOf(why.explanation), i18n)} />
        <Line part={text('why.numbers.score')} value={told(score?.value)} />
      </tfoot>
    </table>
  );
};

/** The engine's own numbers, added up again here. */
export const NumbersTable = (props: PartProps): VNode | null => {
  const { model, i18n } = props;
  const read = model.read.value;
  return read ? (
    <>
      <Table {...props} />
      <p>{i18n.of(explainNumbersText)(`why.numbers.${sumState(read)}`)}</p>
    </>
  ) : null;
};

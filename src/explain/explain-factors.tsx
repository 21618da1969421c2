import type { VNode } from 'preact';
import { Disclosure } from '../ui/disclosure.tsx';
import { InParts } from '../ui/in-parts.tsx';
import { Meter } from '../ui/meter.tsx';
import { halfOf, Later } from './later.tsx';
import { isSensitive, labelOf, type FirstProps, percent, strengthOf, textOf, toldLabel } from './panel-words.ts';

/** Reasons shown before the shopper asks for more. */
const SHOWN_FIRST = 3;
/** Reasons drawn in one go. */
const DRAWN_AT_ONCE = 6;

type Factors = FirstProps['why']['factors'];
type FactorProps = FirstProps & { readonly factor: Factors[number] };

/** What can be done about one factor, once the second half is there. */
const Beside = ({ factor: { factor }, late }: Pick<FactorProps, 'factor' | 'late'>): VNode | null => {
  const half = halfOf(late);
  return factor.controls.length > 0 && half ? <half.views.FactorControls {...half.props} of={factor} /> : null;
};

const Factor = ({ factor, ...props }: FactorProps): VNode => {
  const text = textOf(props.i18n);
  const { direction, share } = factor;
  const label = `factor-${factor.factor.id}`;
  return (
    <li class="factor" part="factor">
      <p id={label} class="factor-label">
        {labelOf(factor, props)}
      </p>
      <p class="soft factor-strength">{strengthOf(factor, props.i18n)}</p>
      {share !== undefined && (direction === 'for' || direction === 'against') ? (
        <Meter share={share} kind={direction} labelledBy={label} />
      ) : null}
      {isSensitive(factor, props) ? (
        <Disclosure label={text('why.data.show')}>{() => <p>{toldLabel(factor, props)}</p>}</Disclosure>
      ) : null}
      {factor.together === undefined ? null : <p class="soft">{text('why.together', { count: factor.together })}</p>}
      {factor.isFewPeople ? <p class="soft">{text('why.few')}</p> : null}
      {factor.lacksSource ? <p class="note note-warn">{text('why.no-source')}</p> : null}
      {factor.rows.length === 0 ? null : (
        <Disclosure label={text('why.data', { count: factor.rows.length })}>
          {() => (
            <Later {...props}>
              {({ DataTable }, all) => <DataTable {...all} at={props.why.factors.indexOf(factor)} />}
            </Later>
          )}
        </Disclosure>
      )}
      <Beside {...props} factor={factor} />
    </li>
  );
};

const List = ({ factors, ...props }: FirstProps & { readonly factors: Factors }): VNode => (
  <ul class="factors">
    <InParts all={factors} size={DRAWN_AT_ONCE}>
      {(part) => part.map((factor) => <Factor key={factor.factor.id} {...props} factor={factor} />)}
    </InParts>
  </ul>
);

const Remainder = ({ share, i18n }: Pick<FirstProps, 'i18n'> & { readonly share: number }): VNode => (
  <div class="factor remainder" part="remainder">
    <p id="factor-remainder" class="factor-label">
      {textOf(i18n)('why.remainder')}
    </p>
    <p class="soft factor-strength">{percent(share, i18n)}</p>
    <Meter share={share} kind="rest" labelledBy="factor-remainder" />
  </div>
);

/** Every reason with its strength and its data, for and against, and the part that is not told. */
export const Factors = (props: FirstProps): VNode | null => {
  const { why, i18n } = props;
  const text = textOf(i18n);
  const { factors, remainder } = why;
  if (factors.length === 0) return null;
  const more = factors.slice(SHOWN_FIRST);
  const hasAgainst = factors.some(({ direction }) => direction === 'against');
  return (
    <section class={hasAgainst ? 'stack-tight bars two-sided' : 'stack-tight bars'}>
      <h4>{text('why.reasons')}</h4>
      <List {...props} factors={factors.slice(0, SHOWN_FIRST)} />
      {more.length > 0 ? (
        <Disclosure label={text('why.more', { count: more.length })}>
          {() => <List {...props} factors={more} />}
        </Disclosure>
      ) : null}
      {remainder === undefined || remainder === 0 ? null : <Remainder share={remainder} i18n={i18n} />}
    </section>
  );
};

import type { ComponentChildren, VNode } from 'preact';
import { Disclosure } from '../ui/disclosure.tsx';
import { InParts } from '../ui/in-parts.tsx';
import type { ReceiptId } from '../contract/ids.ts';
import { consentText } from './consent-words.ts';
import { type Effect, effectOf } from './controls.ts';
import { EffectLine } from './deed-button.tsx';
import { RowControls } from './explain-controls.tsx';
import type { FactorView, RowView } from './explain.ts';
import { ObjectButton } from './object-button.tsx';
import { labelOf, type ActProps, purposeTitle, quoted, textOf } from './panel-words.ts';

/** Rows drawn in one go. */
const ROWS_AT_ONCE = 4;

type RowProps = ActProps & { readonly view: RowView };

const Examples = ({ view, i18n }: RowProps): VNode | null => {
  const text = textOf(i18n);
  const { row, isFewPeople } = view;
  if (row.examples.length === 0 || row.about === 'other-shoppers' || isFewPeople) return null;
  const list = (): VNode => (
    <ul>
      {row.examples.map(({ label }, at) => (
        <li key={at}>{quoted(label, i18n)}</li>
      ))}
    </ul>
  );
  return row.special ? <Disclosure label={text('why.data.show')}>{list}</Disclosure> : list();
};

const What = (props: RowProps): VNode => {
  const text = textOf(props.i18n);
  const { row, isFewPeople } = props.view;
  const told =
    row.count === undefined || isFewPeople
      ? quoted(row.category, props.i18n)
      : text('why.data.count', { what: row.category, count: row.count });
  return (
    <>
      {told}
      {isFewPeople ? <p class="soft">{text('why.few')}</p> : null}
      <Examples {...props} />
    </>
  );
};

const whenOf = ({ view, i18n }: RowProps): string | undefined => {
  const { from, to } = view.row;
  const [first, last] = [from, to].map((time) => time && i18n.date(time));
  if (first === undefined || last === undefined || first === last) return first ?? last;
  return textOf(i18n)('why.data.range', { from: first, to: last });
};

const sourceOf = ({ view: { row, isFewPeople }, i18n }: RowProps): string => {
  const text = textOf(i18n);
  const origin = text(`why.origin.${row.origin}`);
  return row.source === undefined || isFewPeople ? origin : text('why.data.origin', { source: row.source, origin });
};

const ReceiptLink = ({ receipt, model, i18n }: ActProps & { readonly receipt: string | undefined }): VNode | null => {
  const kept = model.past.value.acts.find((act) => act.receipt?.jti === receipt)?.receipt;
  return kept ? <Link jti={kept.jti} label={textOf(i18n)('why.consent.receipt')} onOpen={model.openReceipt} /> : null;
};

const Link = ({
  jti,
  label,
  onOpen,
}: {
  readonly jti: ReceiptId;
  readonly label: string;
  readonly onOpen: (jti: ReceiptId) => void;
}): VNode => (
  <button type="button" class="link-button" onClick={() => onOpen(jti)}>
    {label}
  </button>
);

const Permission = (props: RowProps): VNode => {
  const { row, consent } = props.view;
  const text = textOf(props.i18n);
  if (!consent) return <>{text(row.basis === 'consent' ? 'why.basis.other' : `why.basis.${row.basis}`)}</>;
  return (
    <>
      <span class={`consent consent-${consent.code}`}>{consentText(consent, props)}</span>{' '}
      <ReceiptLink {...props} receipt={row.consent?.receiptId} />
    </>
  );
};

const Line = ({ title, children }: { readonly title: string; readonly children: ComponentChildren }): VNode => (
  <tr>
    <th scope="row">{title}</th>
    <td>{children}</td>
  </tr>
);

/** When the shop says that "Do not use this" works for a row. */
const rowEffect = ({ view: { row }, why }: RowProps): Effect | undefined =>
  effectOf(why.explanation, ({ id, type }) => type === 'exclude-data' && row.controls.includes(id));

const Row = (props: RowProps): VNode => {
  const { view, model, i18n } = props;
  const text = textOf(i18n);
  const { row } = view;
  const when = whenOf(props);
  return (
    <tbody>
      <Line title={text('why.data.what')}>
        <What {...props} />
      </Line>
      {when ? <Line title={text('why.data.when')}>{when}</Line> : null}
      <Line title={text('why.data.from')}>{sourceOf(props)}</Line>
      <Line title={text('why.data.for')}>
        {quoted(purposeTitle(row.consent?.purposeId ?? row.purpose, model), i18n)}
      </Line>
      <Line title={text('why.data.by')}>
        <Permission {...props} />
        {row.about === 'shopper' ? (
          <p>
            <ObjectButton
              done={view.isObjected}
              label={text('why.object')}
              doneLabel={text('why.objected')}
              onObject={() => void model.objectTo(row)}
            />{' '}
            <EffectLine effect={rowEffect(props)} i18n={i18n} />
          </p>
        ) : null}
        <RowControls {...props} row={row} />
      </Line>
    </tbody>
  );
};

/** The data a factor rests on: what, when, from where, for which purpose, under which receipt. */
export const DataTable = ({ factor, ...props }: ActProps & { readonly factor: FactorView }): VNode => (
  <table part="data">
    <caption class="visually-hidden">{labelOf(factor, props)}</caption>
    <InParts key={factor.factor.id} all={factor.rows} size={ROWS_AT_ONCE}>
      {(rows) => rows.map((view) => <Row key={view.row.id} {...props} view={view} />)}
    </InParts>
  </table>
);

import type { VNode } from 'preact';
import type { Explanation } from '../contract/explanation.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { effectOf } from './controls.ts';
import { EffectLine } from './deed-button.tsx';
import { figure } from './figures.ts';
import { Folded } from './folded.tsx';
import { safeLink } from './links.ts';
import { OutsideLink } from './outside-link.tsx';
import { type PartProps, quoted, shopText } from './panel-words.ts';
import { actsTextOf } from './acts-words.ts';
import { explainCardText } from './explain-card-acts-text.ts';

/** What the shop's contact links are called, besides the one to a person. */
const CONTACTS = ['privacy', 'complaint'] as const satisfies readonly (keyof NonNullable<Explanation['contact']>)[];

const Engine = ({ why, i18n }: PartProps): VNode | null => {
  const text = i18n.of(explainCardText);
  const { engine } = why.explanation;
  if (!engine) return null;
  const { model, trainedAt } = engine;
  return (
    <>
      <p>
        {text('why.engine', { name: engine.version === undefined ? engine.name : `${engine.name} ${engine.version}` })}
      </p>
      {model === undefined ? null : (
        <p>
          {trainedAt === undefined
            ? text('why.engine.model', { model })
            : text('why.engine.trained', { model, date: i18n.date(trainedAt) })}
        </p>
      )}
    </>
  );
};

const checkedText = ({ why, i18n }: PartProps): string => {
  const text = i18n.of(explainCardText);
  const { verified, tolerance } = why.explanation.method;
  if (!verified) return text('why.checked.no');
  return tolerance === undefined
    ? text('why.checked.yes')
    : text('why.checked.within', { tolerance: figure(tolerance, i18n) });
};

/** Name and value of everything the engine tells of itself. */
const factsOf = (props: PartProps): readonly (readonly [string, string])[] => {
  const text = props.i18n.of(explainCardText);
  const { engine, method } = props.why.explanation;
  return [
    ...(engine ? [[text('why.engine.adapter'), quoted(engine.adapter, props.i18n)] as const] : []),
    ...(engine?.responseId === undefined
      ? []
      : [[text('why.engine.response'), quoted(engine.responseId, props.i18n)] as const]),
    [text('why.engine.method'), text(`why.method.${method.type}`)],
    [text('why.engine.checked'), checkedText(props)],
  ];
};

const Facts = (props: PartProps): VNode => {
  const title = props.i18n.of(explainCardText)('why.engine.more');
  const note = shopText(props.why.explanation.method.note, props);
  return (
    <Disclosure label={title}>
      {() => (
        <>
          <table>
            <caption class="visually-hidden">{title}</caption>
            <tbody>
              {factsOf(props).map(([name, value]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{value}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {note === undefined ? null : <p>{quoted(note, props.i18n)}</p>}
        </>
      )}
    </Disclosure>
  );
};

/** How good the engine's numbers turned out to be, where it publishes that. */
const TrackRecord = (props: PartProps): VNode | null => {
  const { why, i18n } = props;
  const text = i18n.of(explainCardText);
  const record = why.explanation.score?.calibration;
  const told = shopText(record?.statement, props);
  return record ? (
    <p>
      {record.n === undefined ? null : text('why.track-record', { count: record.n })}{' '}
      {told === undefined ? null : quoted(told, i18n)}{' '}
      {record.measuredAt === undefined ? null : text('why.measured', { date: i18n.date(record.measuredAt) })}
    </p>
  ) : null;
};

/** The engine's own numbers. None where there are none, or where a language model made them up. */
const Numbers = (props: PartProps): VNode | null => {
  const { method, score, factors } = props.why.explanation;
  const hasNumbers = score !== undefined && factors.some(({ weight }) => weight !== null);
  if (!hasNumbers || method.type === 'llm-generated' || method.type === 'none') return null;
  return (
    <Folded label="why.numbers" late={props.parts.numbers} i18n={props.i18n}>
      {(part) => <part.NumbersTable {...props} />}
    </Folded>
  );
};

const Person = (props: PartProps): VNode => {
  const { why, i18n } = props;
  const text = i18n.of(explainCardText);
  const url = why.explanation.contact?.human;
  if (safeLink(url, []) === undefined) return <span>{text('why.human.none')}</span>;
  return (
    <span class="row">
      <OutsideLink {...props} url={url} label={actsTextOf(i18n)('why.human')} />
      <EffectLine effect={effectOf(why.explanation, ({ type }) => type === 'request-human')} i18n={i18n} />
    </span>
  );
};

/** The engine with its numbers, track record and card, and who at the shop can be asked. */
export const Card = (props: PartProps): VNode => {
  const text = props.i18n.of(explainCardText);
  const { engine, contact } = props.why.explanation;
  return (
    <>
      <Engine {...props} />
      <TrackRecord {...props} />
      <Facts {...props} />
      <Numbers {...props} />
      <div class="row">
        <OutsideLink {...props} url={engine?.card} label={text('why.card')} />
        <Person {...props} />
        {CONTACTS.map((name) => (
          <OutsideLink key={name} {...props} url={contact?.[name]} label={text(`why.${name}`)} />
        ))}
      </div>
    </>
  );
};

import type { VNode } from 'preact';
import type { Explanation } from '../contract/explanation.ts';
import { safeLink } from './links.ts';
import { type PartProps, shopText, textOf } from './panel-words.ts';

/** What the shop's contact links are called. */
const CONTACTS = ['human', 'privacy', 'complaint'] as const satisfies readonly (keyof NonNullable<
  Explanation['contact']
>)[];

const OutsideLink = ({
  url,
  label,
  model,
  i18n,
}: Pick<PartProps, 'model' | 'i18n'> & { readonly url: string | undefined; readonly label: string }): VNode | null => {
  const link = safeLink(url, model.config.value?.shopOrigins ?? []);
  return link ? (
    <a href={link.href} rel="noopener noreferrer" target="_blank">
      {link.isOutside ? textOf(i18n)('why.link.host', { label, host: link.host }) : label}
    </a>
  ) : null;
};

const Engine = ({ why, i18n }: PartProps): VNode | null => {
  const text = textOf(i18n);
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

/** The engine with its track record and card, and who at the shop can be asked. */
export const Card = (props: PartProps): VNode => {
  const { why, model, i18n } = props;
  const text = textOf(i18n);
  const { engine, contact, score } = why.explanation;
  const record = score?.calibration;
  return (
    <>
      <Engine {...props} />
      {record ? (
        <p>
          {record.n === undefined ? null : text('why.track-record', { count: record.n })}{' '}
          {shopText(record.statement, props)}
        </p>
      ) : null}
      <p class="row">
        <OutsideLink model={model} i18n={i18n} url={engine?.card} label={text('why.card')} />
        {CONTACTS.map((name) => (
          <OutsideLink key={name} model={model} i18n={i18n} url={contact?.[name]} label={text(`why.${name}`)} />
        ))}
      </p>
    </>
  );
};

import type { VNode } from 'preact';
import { type Law as Rule, lawsFor, type LawsHere } from './law-map.ts';
import { safeLink } from './links.ts';
import type { PartProps } from './panel-words.ts';
import { explainLawText } from './explain-law-more-text.ts';

type Words = Pick<PartProps, 'i18n'>;

const RuleLine = ({ rule, i18n }: Words & { readonly rule: Rule }): VNode => {
  const text = i18n.of(explainLawText);
  const link = safeLink(rule.source, []);
  return (
    <li>
      {text(`why.law.${rule.id}`, { date: rule.since === undefined ? '' : i18n.date(rule.since) })}{' '}
      {link ? (
        <a href={link.href} rel="noopener noreferrer" target="_blank">
          {text('why.law.read', { host: link.host })}
        </a>
      ) : null}
    </li>
  );
};

const Rules = ({
  title,
  rules,
  i18n,
}: Words & { readonly title: string; readonly rules: readonly Rule[] }): VNode | null =>
  rules.length === 0 ? null : (
    <section class="stack-tight">
      <h5>{title}</h5>
      <ul class="stack-tight">
        {rules.map((rule) => (
          <RuleLine key={rule.id} rule={rule} i18n={i18n} />
        ))}
      </ul>
    </section>
  );

const Map = ({ laws, region, i18n }: Words & { readonly laws: LawsHere; readonly region: string }): VNode => {
  const text = i18n.of(explainLawText);
  return (
    <>
      {laws.known ? null : <p>{text('why.law.unknown', { region })}</p>}
      <Rules title={text('why.law.applies')} rules={laws.applies} i18n={i18n} />
      <Rules title={text('why.law.voluntary')} rules={laws.voluntary} i18n={i18n} />
      <p class="soft">{text('why.law.as-of', { region, date: i18n.date(laws.asOf) })}</p>
    </>
  );
};

/** Which duties this explanation answers in the region the merchant names, and which nobody asks of an ordinary shop. */
export const Law = ({ why, model, i18n }: PartProps): VNode => {
  const region = model.region();
  const laws = lawsFor(why.explanation, region);
  return laws && region !== undefined ? (
    <Map laws={laws} region={region} i18n={i18n} />
  ) : (
    <p>{i18n.of(explainLawText)('why.law.no-region')}</p>
  );
};

import type { VNode } from 'preact';
import { moneyOf } from './money-words.ts';
import type { PartProps } from './panel-words.ts';
import { NEW_YORK_SENTENCE, type PriceLaw, priceOf, type PriceView } from './price.ts';
import { explainPriceText } from './explain-price-more-text.ts';

const Sentence = ({ law, i18n }: Pick<PartProps, 'i18n'> & { readonly law: PriceLaw }): VNode =>
  law === 'ny-349-a' ? (
    <p class="note" lang="en" dir="ltr">
      {NEW_YORK_SENTENCE}
    </p>
  ) : (
    <p class="note">{i18n.of(explainPriceText)(`why.price.${law}`)}</p>
  );

const Shown = ({ view, i18n }: PartProps & { readonly view: PriceView & { readonly kind: 'shown' } }): VNode => {
  const text = i18n.of(explainPriceText);
  const { price, laws, isPersonal, reference, direction } = view;
  return (
    <>
      <p>{moneyOf(price, i18n)}</p>
      {laws.map((law) => (
        <Sentence key={law} law={law} i18n={i18n} />
      ))}
      {isPersonal ? null : <p class="soft">{text('why.price.same-for-all')}</p>}
      {isPersonal && direction ? <p class="soft">{text(`why.price.${direction}`)}</p> : null}
      {isPersonal && reference ? (
        <p class="soft">{text('why.price.without', { price: moneyOf(reference, i18n) })}</p>
      ) : null}
    </>
  );
};

/** The price line: with the sentence the region's law prescribes where the price was made for the shopper, else not at all. */
export const Price = (props: PartProps): VNode | null => {
  const { why, model, i18n } = props;
  const text = i18n.of(explainPriceText);
  const view = why.price === 'untold' ? undefined : priceOf(why, model.region());
  if (!view) return null;
  return (
    <section class="stack-tight" part="price">
      <h4>{text('why.price')}</h4>
      {view.kind === 'shown' ? <Shown {...props} view={view} /> : <p class="note">{text(`why.price.${view.code}`)}</p>}
    </section>
  );
};

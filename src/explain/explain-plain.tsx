import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { effectOf } from './controls.ts';
import { DeedButton, EffectLine, rememberedBy } from './deed-button.tsx';
import { isDone, isIdle, withoutData } from './deeds.ts';
import { shopLink } from './links.ts';
import { listedOf } from './list-diff.ts';
import { type ActProps, quoted, shopText } from './panel-words.ts';
import { type SideBySide, sideBySide, type SideItem } from './side-by-side.ts';
import { explainPlainText } from './explain-plain-acts-text.ts';

type Alternative = ActProps['why']['explanation']['alternatives'][number];
type ListProps = ActProps & { readonly plain: readonly Alternative[] };

const Product = ({ product, ...props }: ActProps & { readonly product: Alternative }): VNode => {
  const { id, name = id, url } = product;
  const told = quoted(name, props.i18n);
  const link = shopLink(url, props.model.config.value?.shopOrigins ?? []);
  return link ? (
    <a href={link.href} rel="noopener noreferrer">
      {told}
    </a>
  ) : (
    <>{told}</>
  );
};

const Why = ({ product, ...props }: ActProps & { readonly product: Alternative }): VNode | null => {
  const told = shopText(product.why, props);
  return told === undefined ? null : <p class="soft">{quoted(told, props.i18n)}</p>;
};

/** The list alone, while what the page shows is not known. */
const Alone = ({ plain, ...props }: ListProps): VNode => (
  <ol class="plain" part="plain">
    {plain.map((product) => (
      <li key={product.id}>
        <Product {...props} product={product} />
        <Why {...props} product={product} />
      </li>
    ))}
  </ol>
);

/** Both lists with a heading each; what only one of them has says so in words. */
const Both = ({ plain, sides, ...props }: ListProps & { readonly sides: SideBySide }): VNode => {
  const text = props.i18n.of(explainPlainText);
  const only = (item: SideItem | undefined): VNode | null =>
    item?.isOnlyHere ? <p class="soft">{text('why.plain.only')}</p> : null;
  return (
    <div class="side-by-side">
      <section>
        <h5>{text('why.plain.with')}</h5>
        <ol class="plain">
          {sides.yours.map((item, at) => (
            <li key={at}>
              {quoted(item.name, props.i18n)}
              {only(item)}
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h5>{text('why.plain.without')}</h5>
        <ol class="plain" part="plain">
          {plain.slice(0, sides.count).map((product, at) => (
            <li key={at}>
              <Product {...props} product={product} />
              {only(sides.plain[at])}
              <Why {...props} product={product} />
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
};

/** One tap for the list without the shopper's data from now on: withdrawn where it rests on consent, else objected to. */
const FromNowOn = (props: ActProps): VNode | null => {
  const { why, model, i18n } = props;
  const text = i18n.of(explainPlainText);
  const deed = withoutData(model.personal(), why.explanation.data);
  if (isIdle(deed)) return null;
  const done = isDone(deed, rememberedBy(model));
  return (
    <>
      <DeedButton {...props} deed={deed} label={text('why.plain.always')} kind="button" />
      <p class="soft">{text(done ? 'why.plain.done' : 'why.plain.means')}</p>
      <EffectLine effect={effectOf(why.explanation, ({ type }) => type === 'disable-personalisation')} i18n={i18n} />
    </>
  );
};

/** The same list without personalisation, beside the page's own where that is known. */
export const Plain = (props: ActProps): VNode | null => {
  const { why, model, i18n } = props;
  const text = i18n.of(explainPlainText);
  const plain = why.explanation.alternatives.filter(({ personalised }) => !personalised);
  const isThere = plain.length > 0;
  useEffect(() => {
    if (isThere) void model.lookAround();
  }, [model, why.explanation.id, isThere]);
  if (!isThere) return null;
  const sides = sideBySide(listedOf(why), model.around.value, plain);
  return (
    <section class="stack-tight">
      <h4>{text(sides ? 'why.plain.both' : 'why.plain')}</h4>
      {sides ? <p class="soft">{text('why.plain.first', { count: sides.count })}</p> : null}
      {sides ? <Both {...props} plain={plain} sides={sides} /> : <Alone {...props} plain={plain} />}
      <FromNowOn {...props} />
    </section>
  );
};

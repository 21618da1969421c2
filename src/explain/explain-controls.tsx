import type { VNode } from 'preact';
import type { DataRow, Factor } from '../contract/explanation.ts';
import { actsTextOf } from './acts-words.ts';
import { type ControlView, factorControls, type Offered, rowControls, wholeControls } from './controls.ts';
import { DeedButton, EffectLine } from './deed-button.tsx';
import { safeLink } from './links.ts';
import { OutsideLink } from './outside-link.tsx';
import { type ActProps, shopText } from './panel-words.ts';

type ControlProps = ActProps & { readonly control: ControlView };

const offeredBy = ({ why, model }: ActProps): Offered => ({
  explanation: why.explanation,
  cited: why.cited,
  personal: model.personal(),
});

/** What a control is called; only for a type this version does not know, the shop's own word is told, as its word. */
const labelOf = ({ control, ...props }: ControlProps): string => {
  const text = actsTextOf(props.i18n);
  const { type, label, deed } = control;
  if (type === 'other') {
    const told = shopText(label, props);
    return told === undefined ? text('why.do.unnamed') : text('why.do.other', { label: told });
  }
  if (type === 'request-human') return text('why.human');
  const source = props.i18n.list(deed?.object.map(({ ref }) => ref) ?? []);
  return type === 'hide-brand' && !deed
    ? text('why.do.unnamed')
    : text(`why.do.${type}`, { item: props.why.explanation.item.name, source });
};

/** The shop's contact that a control leads to; its privacy contact where it names one, else a person. */
const urlOf = ({ control, why, model }: ControlProps): string | undefined => {
  const { contact } = why.explanation;
  const shop = model.config.value?.controller;
  const all = control.link === 'privacy' ? [contact?.privacy, shop?.privacyUrl, contact?.human] : [];
  return all.find((url) => safeLink(url, []) !== undefined);
};

/** A control as text: this version, or this explanation, has no way to do it. */
const Told = (props: ControlProps): VNode => {
  const text = actsTextOf(props.i18n);
  const label = labelOf(props);
  const isSentence = props.control.type === 'other' || label === text('why.do.unnamed');
  return <span>{isSentence ? label : text('why.do.nowhere', { what: label })}</span>;
};

const ControlItem = (props: ControlProps): VNode => {
  const { control, i18n } = props;
  const { deed, effect, type } = control;
  const url = urlOf(props);
  const linkLabel = type === 'wrong-data' ? actsTextOf(i18n)('why.do.correct') : labelOf(props);
  return (
    <li class="control row" part="control">
      {deed ? <DeedButton {...props} deed={deed} label={labelOf(props)} /> : null}
      {url === undefined ? null : <OutsideLink {...props} url={url} label={linkLabel} />}
      {deed || url !== undefined ? <EffectLine effect={effect} i18n={i18n} /> : <Told {...props} />}
    </li>
  );
};

const List = ({ controls, ...props }: ActProps & { readonly controls: readonly ControlView[] }): VNode | null =>
  controls.length === 0 ? null : (
    <ul class="controls">
      {controls.map((control, at) => (
        <ControlItem key={at} {...props} control={control} />
      ))}
    </ul>
  );

/** What the shop offers beside one data row. */
export const RowControls = ({ row, ...props }: ActProps & { readonly row: DataRow }): VNode | null => (
  <List {...props} controls={rowControls(row, offeredBy(props))} />
);

/** What the shop offers beside one factor. */
export const FactorControls = ({ of, ...props }: ActProps & { readonly of: Factor }): VNode | null => (
  <List {...props} controls={factorControls(of, offeredBy(props))} />
);

/** What can be done about the explanation as a whole: each act once, in the panel's words. */
export const Controls = (props: ActProps): VNode | null => {
  const controls = wholeControls(offeredBy(props));
  if (controls.length === 0) return null;
  return (
    <section class="stack-tight">
      <h4>{actsTextOf(props.i18n)('why.do')}</h4>
      <List {...props} controls={controls} />
    </section>
  );
};

import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import { StatusLine } from '../ui/status-line.tsx';
import { Switch } from '../ui/switch.tsx';
import type { ChoiceKey } from '../contract/ids.ts';
import { type ActProps, purposeTitle, textOf } from './panel-words.ts';

const statusText = (props: ActProps): string => {
  const telling = props.parts.telling.part.value;
  const text = textOf(props.i18n);
  const act = props.model.act.value;
  if (!act) return '';
  if (!('remembered' in act)) return text(`why.status.${act.kind}`);
  const saved = text(act.remembered ? 'why.status.saved' : 'why.status.forgetful');
  if (act.kind === 'asking') return `${saved} ${text('why.status.asking')}`;
  return act.diff && typeof telling === 'object' ? `${saved} ${telling.outcomeText(act, props)}` : saved;
};

/** What the last act did: always there, so that a change is announced, and in sight wherever the act was. */
export const Outcome = (props: ActProps): VNode => {
  const { model, i18n } = props;
  const act = model.act.value;
  const next = act?.kind === 'done' ? act.next : undefined;
  return (
    <div class={act ? 'why-outcome note row' : 'why-outcome'}>
      <StatusLine text={statusText(props)} />
      {next === undefined ? null : (
        <button type="button" class="link-button" onClick={() => void model.showNext(next)}>
          {textOf(i18n)('why.diff.show')}
        </button>
      )}
    </div>
  );
};

const PurposeSwitch = ({ purpose, model, i18n }: ActProps & { readonly purpose: ChoiceKey }): VNode => {
  const text = textOf(i18n);
  const id = useId();
  const status = model.past.value.statusNow(purpose);
  // The explanation says the data is in use: unknown here is no "off".
  const isOn = status === 'given' || status === 'unknown';
  return (
    <li class="purpose-switch">
      <p id={`${id}-title`} class="factor-label">
        {purposeTitle(purpose, model)}
      </p>
      <Switch
        on={isOn}
        labelledBy={`${id}-title`}
        describedBy={`${id}-text`}
        onChange={(on) => (on ? model.openChoice(purpose) : void model.stopUsing(purpose))}
      />
      <p id={`${id}-text`} class="soft">
        {text(isOn ? 'why.switch.on' : 'why.switch.off')}
      </p>
    </li>
  );
};

/** One switch for each purpose on consent that this explanation rests on. */
export const Switches = (props: ActProps): VNode | null => {
  const { cited } = props.why;
  if (cited.length === 0) return null;
  return (
    <section class="stack-tight">
      <h4>{textOf(props.i18n)('why.switches')}</h4>
      <ul class="stack-tight">
        {cited.map((purpose) => (
          <PurposeSwitch key={purpose} {...props} purpose={purpose} />
        ))}
      </ul>
    </section>
  );
};

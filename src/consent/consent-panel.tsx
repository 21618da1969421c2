import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { I18n } from '../i18n/i18n.ts';
import { isRealAct } from '../ui/real-act.ts';
import { StatusLine } from '../ui/status-line.tsx';
import type { ChoiceRow } from './choices.ts';
import { ChoiceRowView } from './choice-row.tsx';
import { ConfirmGrant } from './confirm-grant.tsx';
import type { ConsentModel } from './consent-model.ts';
import { consentText } from './consent-text.ts';

/** What the parts of this panel share. */
export type PanelProps = { readonly model: ConsentModel; readonly i18n: I18n };

const Outcome = ({ model, i18n }: PanelProps): VNode => {
  const text = i18n.of(consentText);
  const outcome = model.outcome.value;
  // Also what was chosen before this panel was open is forgotten with the page.
  const hasActed = (model.state.value?.entries.length ?? 0) > 0;
  const forgets = hasActed && !model.remembers();
  return (
    <div class="row outcome">
      <StatusLine
        text={
          outcome && !(forgets && outcome.delivery === 'waiting') ? text(`choices.delivery.${outcome.delivery}`) : ''
        }
      />
      {forgets ? <p role="status">{text('choices.forgetful')}</p> : null}
      {outcome?.canUndo ? (
        <button type="button" class="link-button" onClick={() => void model.undo()}>
          {text('choices.undo')}
        </button>
      ) : null}
    </div>
  );
};

const Section = ({
  title,
  rows,
  ...props
}: PanelProps & {
  readonly title: string;
  readonly rows: readonly ChoiceRow[];
  readonly paintedAt: number;
}): VNode | null =>
  rows.length === 0 ? null : (
    <section class="stack-tight">
      <h3>{title}</h3>
      <ul class="choices">
        {rows.map((row) => (
          <ChoiceRowView key={row.purpose.id} row={row} {...props} />
        ))}
      </ul>
    </section>
  );

const Everything = ({ model, i18n, paintedAt }: PanelProps & { readonly paintedAt: number }): VNode => {
  const text = i18n.of(consentText);
  const allowAll = (event: MouseEvent): void => {
    if (isRealAct(event, paintedAt)) void model.allow(undefined, 'choices');
    else model.ask(undefined, event.timeStamp);
  };
  return (
    <div class="equal-buttons">
      <button type="button" class="button" part="button" onClick={allowAll}>
        {text('choices.accept')}
      </button>
      <button type="button" class="button" part="button" onClick={() => void model.refuseAll()}>
        {text('choices.refuse')}
      </button>
    </div>
  );
};

const Unreachable = ({ model, i18n }: PanelProps): VNode => {
  const text = i18n.of(consentText);
  return (
    <div class="stack-tight">
      <p class="note note-warn">{text('choices.unreachable')}</p>
      <button type="button" class="button" onClick={() => void model.load()}>
        {text('choices.retry')}
      </button>
    </div>
  );
};

/** The Choices panel: every purpose with its switch, AI purposes first, refusing as easy as allowing. */
export const ConsentPanel = ({ model, i18n }: PanelProps): VNode => {
  const text = i18n.of(consentText);
  const [paintedAt] = useState(() => performance.now());
  const config = model.config.value;
  const rows = model.rows.value;
  if (!config || !rows)
    return model.loading.value ? (
      <p class="soft">{text('choices.loading')}</p>
    ) : (
      <Unreachable model={model} i18n={i18n} />
    );
  const shared = { model, i18n, paintedAt };
  return (
    <div class="stack">
      <p>{text('choices.intro', { shop: config.controller.name })}</p>
      <Everything {...shared} />
      {model.pending.value && !model.pending.value.purpose ? <ConfirmGrant model={model} i18n={i18n} /> : null}
      <Outcome model={model} i18n={i18n} />
      <Section title={text('choices.assistant')} rows={rows.assistant} {...shared} />
      <Section title={text('choices.other')} rows={rows.other} {...shared} />
      {rows.told.length > 0 ? (
        <section class="stack-tight">
          <h3>{text('choices.told')}</h3>
          <p class="soft">{text('choices.told.text')}</p>
          <ul class="choices">
            {rows.told.map(({ words }) => (
              <li key={words.id} class="choice">
                <p class="choice-title">{words.title}</p>
                <p class="soft">{words.text}</p>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
};

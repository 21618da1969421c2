import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { I18n } from '../i18n/i18n.ts';
import type { ConsentModel } from './consent-model.ts';
import { consentText } from './consent-text.ts';

/** After this, an act that only assistive software can send is taken, and recorded as `api`. */
const ASSISTED_AFTER = 2_000;

/**
 * Asks once more before a grant that was not certainly the shopper's own act. A trusted act confirms at once; where
 * software can only send untrusted ones, the same button counts after two seconds.
 */
export const ConfirmGrant = ({ model, i18n }: { readonly model: ConsentModel; readonly i18n: I18n }): VNode | null => {
  const text = i18n.of(consentText);
  const box = useRef<HTMLDivElement>(null);
  const pending = model.pending.value;
  useEffect(() => box.current?.focus(), []);
  if (!pending) return null;
  const words = model.config.value?.notice.purposes.find(({ id }) => id === pending.purpose);
  const confirm = (event: MouseEvent): void => {
    if (event.isTrusted) void model.allow(pending.purpose, 'choices');
    else if (event.timeStamp - pending.askedAt >= ASSISTED_AFTER) void model.allow(pending.purpose, 'api');
  };
  return (
    <div ref={box} class="note note-warn stack-tight" role="alertdialog" aria-labelledby="candor-confirm" tabIndex={-1}>
      <p id="candor-confirm">
        {words ? text('choices.confirm', { purpose: words.title }) : text('choices.confirm.all')}
      </p>
      <div class="equal-buttons">
        <button type="button" class="button" onClick={confirm}>
          {text('choices.confirm.yes')}
        </button>
        <button type="button" class="button" onClick={() => model.dropQuestion()}>
          {text('choices.confirm.no')}
        </button>
      </div>
    </div>
  );
};

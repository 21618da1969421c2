import type { VNode } from 'preact';
import { type PartProps, purposeTitle, textOf } from './panel-words.ts';

/** What the shopper had switched off, and this explanation does without. */
export const SwitchedOff = ({ why, model, i18n }: PartProps): VNode | null => {
  const text = textOf(i18n);
  if (why.switchedOff.length === 0) return null;
  return (
    <section class="note stack-tight" part="switched-off">
      <h4>{text('why.off')}</h4>
      <ul class="stack-tight">
        {why.switchedOff.map(({ purpose, since, receipt }) => (
          <li key={purpose}>
            {text('why.off.since', { purpose: purposeTitle(purpose, model), date: i18n.date(since) })}{' '}
            {receipt ? (
              <button type="button" class="link-button" onClick={() => model.openReceipt(receipt)}>
                {text('why.off.receipt')}
              </button>
            ) : (
              text('why.off.waiting')
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};

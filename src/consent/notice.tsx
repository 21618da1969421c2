import { render, type VNode } from 'preact';
import css from '../../styles/notice.css?inline';
import type { NoticeText } from '../contract/notice-text.ts';
import { isRealAct } from '../ui/real-act.ts';

/** What a shopper does with the first layer. `ask-accept`: an acceptance that was not certainly theirs; it is asked again. */
export type NoticeAct = 'accept-all' | 'ask-accept' | 'refuse-all' | 'choose';

/** What the first layer is shown with. */
export type NoticeOptions = {
  readonly notice: NoticeText;
  readonly dir: 'ltr' | 'rtl';
  readonly onAct: (act: NoticeAct) => void;
};

/** The stylesheet of the first layer. */
export const noticeCss: string = css;

const NoticeView = ({ notice, dir, onAct, paintedAt }: NoticeOptions & { readonly paintedAt: number }): VNode => {
  const { title, body, terms, labels } = notice;
  return (
    <section class="notice" part="notice" dir={dir} lang={notice.lang} aria-labelledby="candor-notice">
      <h2 id="candor-notice">{title}</h2>
      <p>{body}</p>
      {terms === undefined ? null : <p class="soft">{terms}</p>}
      <div class="notice-actions">
        <button
          type="button"
          class="button"
          part="button"
          onClick={(event) => onAct(isRealAct(event, paintedAt) ? 'accept-all' : 'ask-accept')}
        >
          {labels.accept}
        </button>
        <button type="button" class="button" part="button" onClick={() => onAct('refuse-all')}>
          {labels.refuse}
        </button>
        <button type="button" class="link-button" onClick={() => onAct('choose')}>
          {labels.choose}
        </button>
      </div>
    </section>
  );
};

/** Two or three sentences, Accept and Refuse of equal size and weight, Choose. Shown until the returned function is called. */
export const showNotice = (layer: Element, options: NoticeOptions): (() => void) => {
  render(<NoticeView {...options} paintedAt={performance.now()} />, layer);
  return () => render(null, layer);
};

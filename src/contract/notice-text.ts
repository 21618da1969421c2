/** What the first layer paints: the notice's sentences and its three labels. */
export type NoticeText = {
  readonly lang: string;
  readonly title: string;
  readonly body: string;
  readonly terms?: string;
  readonly labels: { readonly accept: string; readonly refuse: string; readonly choose: string };
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const areTexts = (values: readonly unknown[]): boolean =>
  values.every((value) => typeof value === 'string' && value !== '');

/**
 * The notice of a config's JSON as far as the first layer needs it. Written by hand because it must paint before the
 * schemas are loaded; nothing is recorded under a notice that `config` has not read whole.
 */
export const readNoticeText = (config: unknown): NoticeText | undefined => {
  const notice = isRecord(config) ? config['notice'] : undefined;
  if (!isRecord(notice) || !isRecord(notice['labels'])) return undefined;
  const { lang, title, body, terms = 'none', labels } = notice;
  const { accept, refuse, choose } = notice['labels'];
  return labels && areTexts([lang, title, body, terms, accept, refuse, choose]) ? (notice as NoticeText) : undefined;
};

import type { VNode } from 'preact';
import { actsTextOf } from './acts-words.ts';
import { safeLink } from './links.ts';
import type { PartProps } from './panel-words.ts';

/** A link of the shop's, with its host where that is not the shop; nothing where it is not safe. Opens a page of its own. */
export const OutsideLink = ({
  url,
  label,
  model,
  i18n,
}: Pick<PartProps, 'model' | 'i18n'> & { readonly url: string | undefined; readonly label: string }): VNode | null => {
  const link = safeLink(url, model.config.value?.shopOrigins ?? []);
  return link ? (
    <a href={link.href} rel="noopener noreferrer" target="_blank">
      {link.isOutside ? actsTextOf(i18n)('why.link.host', { label, host: link.host }) : label}
    </a>
  ) : null;
};

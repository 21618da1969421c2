import { isPanelName, type PanelTarget } from '../contract/targets.ts';

/** Whatever in the page's own markup leads to a panel: `data-candor-why="<id>"`, and links `#candor-why=<id>`, `#candor-choices`. */
export const MARKED = '[data-candor-why],a[href^="#candor-"]';
/** The same, and `<candor-why>`. */
export const TRIGGERS = `candor-why,${MARKED}`;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** What `#candor-why=<id>` or `#candor-choices` names; undefined for any other hash. */
export const targetOfHash = (hash: string | null): PanelTarget | undefined => {
  const [, panel, id = ''] = /^#candor-(\w+)(?:=(.*))?$/.exec(hash ?? '') ?? [];
  if (panel === 'why') return { panel, explanationId: decoded(id) || undefined };
  return isPanelName(panel) ? { panel } : undefined;
};

/** Where a trigger of the page's own markup leads; without an id to the latest explanation. */
export const targetOf = (trigger: Element): PanelTarget | undefined => {
  const id = trigger.getAttribute('data-candor-why');
  return id === null ? targetOfHash(trigger.getAttribute('href')) : { panel: 'why', explanationId: id || undefined };
};

/** The explanation a trigger of any kind asks for. */
export const idOfTrigger = (trigger: Element): string | undefined => {
  const target = targetOf(trigger);
  return trigger.getAttribute('explanation-id') ?? (target?.panel === 'why' ? target.explanationId : undefined);
};

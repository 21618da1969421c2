/** What an element can be given: attributes, `class`, text, listeners as `onclick` and the like. */
export type Props = Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>>;
/** Children: elements, text, or nothing. */
export type Child = Node | string | undefined | false;

const setProp = (element: HTMLElement, name: string, value: Props[string]): void => {
  if (value === undefined || value === false) return;
  if (typeof value === 'function') element.addEventListener(name.replace(/^on/, ''), value);
  else element.setAttribute(name, value === true ? '' : String(value));
};

/** Makes an element; text goes in as text, never as markup. */
export const el = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(element, name, value);
  element.append(...children.filter((child): child is Node | string => child !== undefined && child !== false));
  return element;
};

/** A link within the shop; the router takes it over. */
export const link = (href: string, props: Props, ...children: readonly Child[]): HTMLAnchorElement =>
  el('a', { ...props, href }, ...children);

/** A button that acts. */
export const button = (label: string, act: () => void, props: Props = {}): HTMLButtonElement =>
  el('button', { type: 'button', ...props, onclick: act }, label);

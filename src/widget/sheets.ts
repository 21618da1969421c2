/**
 * Adds a stylesheet to a shadow root, once. Constructed stylesheets are no inline style: allowed under `style-src 'none'`
 * (CSP 3 §6.4 covers only markup).
 */
export const adoptSheet = (root: ShadowRoot, css: string): void => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
};

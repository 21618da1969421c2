/** Paths that are not pages of the storefront. */
const ELSEWHERE = /^\/(?:candor|strict|shop|v1|admin)\b/;

/** Takes over clicks on the shop's own links, from shadow trees too, and the back button. */
export const followLinks = (moved: () => void): void => {
  document.addEventListener('click', (event) => {
    const anchor = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!anchor || !plain || event.defaultPrevented || anchor.target || 'reload' in anchor.dataset) return;
    const url = new URL(anchor.href, location.href);
    if (url.origin !== location.origin || ELSEWHERE.test(url.pathname)) return;
    event.preventDefault();
    history.pushState(null, '', url);
    moved();
  });
  addEventListener('popstate', moved);
};

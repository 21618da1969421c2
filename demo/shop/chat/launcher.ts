import type { ShopContext } from '../context.ts';
import { button, el } from '../dom.ts';

/** The chat's button in the corner, and its window. The chat component is fetched when the window is first opened. */
export const chatLauncher = (context: ShopContext): HTMLElement => {
  const { text } = context;
  const place = el('div', { class: 'chat-place' });
  const close = button('×', () => toggle(false), { class: 'chat-close', 'aria-label': text.say('chatClose') });
  const head = el('div', { class: 'chat-head' }, el('h2', {}, text.say('chatTitle')), close);
  const panel = el(
    'section',
    { class: 'chat-window', id: 'chat', hidden: true, 'aria-label': text.say('chatTitle') },
    head,
    place,
  );
  const opener = button(text.say('chatOpen'), () => toggle(panel.hidden === true), {
    class: 'chat-launcher',
    'aria-controls': 'chat',
    'aria-expanded': 'false',
  });
  let filled = false;

  const fill = async (): Promise<void> => {
    const { openChat } = await import('./chat.ts');
    const chat = await openChat(context);
    place.append(chat.element);
    chat.focus();
  };
  const toggle = (open: boolean): void => {
    panel.hidden = !open;
    opener.setAttribute('aria-expanded', String(open));
    if (!open) opener.focus();
    if (!open || filled) return;
    filled = true;
    fill().catch(() => {
      filled = false;
      place.replaceChildren(text.say('failed'));
    });
  };
  panel.addEventListener('keydown', ({ key }) => key === 'Escape' && toggle(false));
  return el('div', { class: 'chat' }, panel, opener);
};

import { capturePlatform, defineWidget, type CandorWidgetElement, type WidgetModule } from './element.ts';
import { defineTrigger } from './why-element.ts';

/** One command of the queue: a method of the element and its arguments. */
type Command = readonly ['open' | 'close' | 'explain', ...unknown[]];

declare global {
  /** Written by the build: name of a lazy entry → its hashed file, relative to the loader. */
  const __CANDOR_CHUNKS__: { readonly start: string };
  interface Window {
    /** Command queue: an array the page may fill before the loader runs; then an object that runs commands at once. */
    candor?: { push: (command: Command) => unknown } | Command[];
  }
}

const script = document.currentScript as HTMLScriptElement | null;
const settings: DOMStringMap = script?.dataset ?? {};
const { base: namedBase, endpoint } = settings;
const base = new URL('.', namedBase ?? script?.src ?? location.href).href;

defineTrigger();
defineWidget(
  () => import(/* @vite-ignore */ base + __CANDOR_CHUNKS__.start) as Promise<WidgetModule>,
  capturePlatform(),
);

/** Settings of the script tag become attributes of the widget: `data-explanations-src` → `explanations-src`. */
const addWidget = (): void => {
  if (document.querySelector('candor-widget') || !endpoint) return;
  const widget = document.createElement('candor-widget');
  for (const { name, value } of Array.from(script?.attributes ?? [])) {
    if (name.startsWith('data-') && name !== 'data-base') widget.setAttribute(name.slice(5), value);
  }
  document.body.append(widget);
};

const run = ([method, ...values]: Command): void => {
  const widget = document.querySelector<CandorWidgetElement>('candor-widget');
  const ran =
    method === 'explain'
      ? widget?.explain(...(values as Parameters<CandorWidgetElement['explain']>))
      : method === 'open' &&
        widget?.open({ panel: values[0], explanationId: values[1] } as Parameters<CandorWidgetElement['open']>[0]);
  if (method === 'close') widget?.close();
  // A widget that cannot be loaded throws nothing into the page.
  else if (ran) ran.catch(() => undefined);
};

const replay = (): void => {
  addWidget();
  const queue = window.candor;
  window.candor = { push: run };
  if (Array.isArray(queue)) queue.forEach(run);
};

if (document.body) replay();
else document.addEventListener('DOMContentLoaded', replay, { once: true });

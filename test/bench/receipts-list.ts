import type { Page } from 'playwright-core';
import { type Bench, type Figure, percentile } from './bench.ts';
import { onStage, type Stage, THROTTLE } from './stage.ts';

const MANY = 10_000;
const FEW = 50;
const OPENINGS = 31;
const FRAME = 1_000 / 60;

/** Fills the ledger with copies of its first entry, receipts and all, until it holds so many. */
const fill = (page: Page, count: number): Promise<void> =>
  page.evaluate(async (wanted) => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve) => request.addEventListener('success', () => resolve(request.result)));
    const database = await settled(indexedDB.open('candor'));
    const writing = database.transaction(['entries', 'papers', 'subject'], 'readwrite');
    const [row] = await settled(writing.objectStore('entries').getAll(undefined, 1));
    const papers = await settled(writing.objectStore('papers').get(row.entry.id));
    const held = await settled(writing.objectStore('entries').count());
    for (let seq = held + 1; seq <= wanted; seq += 1) {
      const id = `${row.entry.id.slice(0, -12)}${String(seq).padStart(12, '0')}`;
      const entry = { ...row.entry, id, event: { ...row.entry.event, event_id: id, seq } };
      writing.objectStore('entries').add({ entry, chain: [entry.event.subject, seq] });
      writing.objectStore('papers').put(papers, id);
    }
    const self = await settled(writing.objectStore('subject').get('self'));
    writing.objectStore('subject').put({ ...self, head: { ...self.head, seq: wanted } }, 'self');
    await new Promise((done, fail) => {
      writing.addEventListener('complete', done);
      writing.addEventListener('abort', () => fail(writing.error ?? new Error('not filled')));
    });
    database.close();
  }, count);

/** Milliseconds from opening the panel until its rows are there and the frame with them is drawn. */
const openingTime = (page: Page): Promise<number> =>
  page.evaluate(async (rows) => {
    const widget = document.querySelector('candor-widget');
    const body = widget?.shadowRoot;
    await widget?.open({ panel: 'choices' });
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const began = performance.now();
    void widget?.open({ panel: 'receipts' });
    while ((body?.querySelectorAll('.receipt').length ?? 0) < rows) await new Promise(requestAnimationFrame);
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const took = performance.now() - began;
    await widget?.open({ panel: 'choices' });
    return took;
  }, FEW);

/** Times between frames while the list is scrolled from top to bottom and back. */
const frameTimes = async (page: Page): Promise<readonly number[]> => {
  await page.evaluate(() => document.querySelector('candor-widget')?.open({ panel: 'receipts' }));
  const box = await page.locator('candor-widget').locator('.surface-body').boundingBox();
  await page.mouse.move((box?.x ?? 0) + 50, (box?.y ?? 0) + 100);
  const frames = page.evaluate(async () => {
    const times: number[] = [];
    for (let last = await new Promise<number>(requestAnimationFrame); times.length < 180;) {
      const now = await new Promise<number>(requestAnimationFrame);
      times.push(now - last);
      last = now;
    }
    return times;
  });
  for (let step = 0; step < 60; step += 1) await page.mouse.wheel(0, step < 30 ? 240 : -240);
  return frames;
};

const heldBy = async (page: Page): Promise<{ readonly nodes: number; readonly heap: number }> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  return { nodes: metric('Nodes'), heap: metric('JSHeapUsedSize') };
};

/** The list with so many receipts, in a browser of its own: how long it takes to open, how it scrolls, what it holds. */
const listOf = async ({ page, open }: Stage, count: number) => {
  await open(page);
  await page.evaluate(() => document.querySelector('candor-widget')?.open({ panel: 'choices' }));
  await page.locator('candor-widget').getByRole('button', { name: 'Refuse all' }).last().press('Enter');
  await page.locator('candor-widget').getByText('Saved, and confirmed by the shop.').waitFor();
  await fill(page, count);
  await open(page);
  // The first one loads the panel, and the whole ledger with it.
  const first = await openingTime(page);
  const times: number[] = [];
  for (let turn = 0; turn < OPENINGS; turn += 1) times.push(await openingTime(page));
  const frames = await frameTimes(page);
  return { first, opening: percentile(times, 0.5), frames, ...(await heldBy(page)) };
};

const measure = async (): Promise<readonly Figure[]> => {
  const few = await onStage((stage) => listOf(stage, FEW));
  const many = await onStage((stage) => listOf(stage, MANY));
  return [
    { what: `first opening on a page, with ${FEW}`, value: few.first, unit: 'ms' },
    { what: `first opening on a page, with ${MANY}`, value: many.first, unit: 'ms' },
    { what: `opening with ${FEW}, p50`, value: few.opening, unit: 'ms' },
    { what: `opening with ${MANY}, p50`, value: many.opening, unit: 'ms' },
    { what: 'longer by', value: Math.max(0, many.opening - few.opening), unit: 'ms', bound: { below: FRAME } },
    {
      what: `frames while scrolling ${MANY}, p95`,
      value: percentile(many.frames, 0.95),
      unit: 'ms',
      bound: { below: FRAME * 1.1 },
    },
    { what: 'the same, longest', value: percentile(many.frames, 1), unit: 'ms' },
    {
      what: 'DOM nodes, times those of the short list',
      value: many.nodes / few.nodes,
      unit: '×',
      bound: { below: 1.2 },
    },
    {
      what: 'heap, MB more than with the short list',
      value: (many.heap - few.heap) / 1e6,
      unit: '',
      bound: { below: 40 },
    },
  ];
};

/** What a long list of receipts costs. */
export const receiptsList: Bench = {
  name: `The list of receipts in Chromium at ${THROTTLE}× CPU throttle`,
  run: measure,
};

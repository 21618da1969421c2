// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';

/** These act when they are loaded: that is what they are for. */
const ENTRIES = ['../../src/loader.ts', '../../src/backend/cli.ts'];

const modules = Object.entries(import.meta.glob('../../src/**/*.{ts,tsx}')).filter(([path]) => !ENTRIES.includes(path));

/** What a module could leave behind by being loaded. */
const traces = () => ({
  globals: Object.getOwnPropertyNames(globalThis).toSorted(),
  listeners: process.eventNames().map((name) => `${String(name)} ${process.listenerCount(name)}`),
  servers: process.getActiveResourcesInfo().filter((kind) => /Server|FSWatcher/.test(kind)),
});

describe('every module but the entries', () => {
  it('is among those tried', () => {
    expect(modules.length).toBeGreaterThan(100);
  });

  it.each(modules)('can be imported where there is no browser, and does nothing: %s', async (_path, load) => {
    const before = traces();
    const started = (['setTimeout', 'setInterval', 'fetch'] as const).map((name) => vi.spyOn(globalThis, name));
    expect(await load()).toBeTypeOf('object');
    expect(traces()).toEqual(before);
    for (const start of started) expect(start).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });
});

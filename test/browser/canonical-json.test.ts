import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestJson } from '../../src/crypto/digest.ts';
import { canonicalJson } from '../../src/crypto/jcs.ts';
import { anyJsonText, EXOTIC } from '../invariants/json-values.ts';
import { launchBrowser } from '../support/browser.ts';
import { openModulePage } from '../support/module-page.ts';
import { itShared } from '../support/shared.ts';

const { subtle } = globalThis.crypto;
const SEED = 10;

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  page = await openModulePage(browser, ['crypto/digest', 'crypto/jcs']);
});
afterAll(() => browser?.close());

type Digests = readonly (readonly [canonical: string, sha256: string])[];

type Functions = { readonly digestJson: typeof digestJson; readonly canonicalJson: typeof canonicalJson };

const inBrowser = (texts: readonly string[]): Promise<Digests> =>
  page.evaluate(async (all) => {
    const { candor } = globalThis as unknown as { readonly candor: Functions };
    return Promise.all(
      all.map(
        async (text) =>
          [
            candor.canonicalJson(JSON.parse(text)),
            await candor.digestJson(JSON.parse(text), globalThis.crypto.subtle),
          ] as const,
      ),
    );
  }, texts);

const inNode = (texts: readonly string[]): Promise<Digests> =>
  Promise.all(
    texts.map(async (text) => [canonicalJson(JSON.parse(text)), await digestJson(JSON.parse(text), subtle)] as const),
  );

const expectAlike = async (texts: readonly string[]): Promise<void> => {
  expect(await inBrowser(texts)).toEqual(await inNode(texts));
};

describe('invariant 10: canonical JSON and its digest in Chromium', () => {
  it('are those of Node at the edges', () => expectAlike(EXOTIC));

  it('are those of Node for a thousand values of any kind', () =>
    expectAlike(fc.sample(anyJsonText, { numRuns: 1_000, seed: SEED })));

  it('are those of Node for ten thousand numbers', () =>
    expectAlike(
      fc
        .sample(fc.double({ noNaN: true, noDefaultInfinity: true }), { numRuns: 10_000, seed: SEED })
        .map((number) => JSON.stringify(number)),
    ));

  itShared('are those of the published vectors', 'vectors/jcs/input', async (folder) => {
    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(texts.length).toBeGreaterThanOrEqual(6);
    await expectAlike(texts);
  });
});

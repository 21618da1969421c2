import { type Browser, chromium } from 'playwright-core';
import { ensureChromium } from './chromium.ts';

/** A container has no user namespace for the sandbox and no GPU; the rest keeps the browser from calling anyone by itself. */
export const CHROMIUM_FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a headless Chromium; the caller closes it. Throws one sentence saying what to do when there is none. */
export const launchBrowser = async (...flags: readonly string[]): Promise<Browser> =>
  chromium.launch({ executablePath: await ensureChromium(), args: [...CHROMIUM_FLAGS, ...flags] });

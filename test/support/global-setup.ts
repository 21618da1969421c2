import { ensureBuilt } from './build.ts';
import { ensureChromium } from './chromium.ts';

/** Before the tests that drive the built product: a browser, so that its want is said once and at once; then the product itself. */
export const setup = async (): Promise<void> => {
  process.env['CANDOR_CHROMIUM'] = await ensureChromium();
  ensureBuilt();
};

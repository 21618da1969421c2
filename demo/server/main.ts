import { fileURLToPath } from 'node:url';
import { ImportError } from '../data/import-error.ts';
import { OptionsError, readOptions, USAGE } from './options.ts';
import type { RunningShop } from './start.ts';
import { startShop } from './start.ts';

/** Two folders up, both from the source and from the build. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Ends at the first signal; a second one does not wait. */
const closeOnSignal = (shop: RunningShop): void => {
  let asked = false;
  const close = (): void => {
    if (asked) process.exit(1);
    asked = true;
    shop.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', close);
  process.on('SIGTERM', close);
};

const run = async (): Promise<void> => {
  const options = readOptions(process.argv.slice(2), process.env);
  if (!options) return void process.stdout.write(USAGE);
  const shop = await startShop(options, ROOT);
  closeOnSignal(shop);
  process.stdout.write(`${shop.imported}\nThe shop is open: ${shop.url}\n`);
};

/** The reason in one line; never a stack trace. */
const refuse = (error: unknown): void => {
  const reason = error instanceof Error ? error.message : String(error);
  const isUsage = error instanceof OptionsError;
  const orders = error instanceof ImportError ? 'the orders were refused: ' : '';
  process.stderr.write(`candor demo: ${orders}${reason}\n${isUsage ? `\n${USAGE}` : ''}`);
  process.exitCode = isUsage || error instanceof ImportError ? 2 : 1;
};

run().catch(refuse);

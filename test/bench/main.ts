import { availableParallelism, loadavg } from 'node:os';
import { ensureBuilt } from '../support/build.ts';
import { type Bench, busyLine, isWithin, tableOf } from './bench.ts';
import { clickToSaved } from './click-to-saved.ts';
import { receiptsList } from './receipts-list.ts';
import { serverReceipt } from './server-receipt.ts';
import { triggers } from './triggers.ts';
import { twoTabs } from './two-tabs.ts';
import { why } from './why.ts';

/** Everything that is measured, by the word that runs it alone. */
const BENCHES: Readonly<Record<string, Bench>> = {
  sqlite: serverReceipt('sqlite'),
  postgres: serverReceipt('postgres'),
  click: clickToSaved,
  tabs: twoTabs,
  receipts: receiptsList,
  triggers,
  why,
};

/** `npm run bench [-- NAME…]`: prints what was measured. Exit code 1 where a figure is out of its bounds. */
export const main = async (names: readonly string[]): Promise<void> => {
  const unknown = names.find((name) => !BENCHES[name]);
  if (unknown !== undefined)
    throw new Error(`there is no bench "${unknown}": write ${Object.keys(BENCHES).join(', ')}`);
  ensureBuilt();
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const figures = await bench.run();
    process.stdout.write(`${tableOf(bench.name, figures)}\n`);
    if (!figures.every(isWithin)) process.exitCode = 1;
  }
  const busy = busyLine(loadavg()[0] ?? 0, availableParallelism());
  if (busy !== undefined) process.stdout.write(`${busy}\n`);
};

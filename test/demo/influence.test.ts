// @vitest-environment node
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readOptions } from '../../demo/server/options.ts';
import { startShop } from '../../demo/server/start.ts';
import type { Counterfactual, Explanation } from '../../src/contract/explanation.ts';
import { sharedFile } from '../support/shared.ts';
import type { IndependentScores } from './independent-scores.ts';
import { readIndependently } from './independent-scores.ts';
import type { ShopAt, ToldList } from './running-shopper.ts';
import { aShopper, lookAt } from './running-shopper.ts';
import { aFolder, fillRoot } from './shop-root.ts';

const UCI = 'data/online-retail/demo-shop.json.gz';
const SHOPPERS = 200;
const AT_ONCE = 4;

/** The shop on these orders, and its backend, on a port of their own. */
const openOn = async (orders: string) => {
  const root = fillRoot(aFolder());
  const options = readOptions(['--port', '0', '--data', join(root, 'data'), '--orders', orders], {});
  if (!options) throw new Error('no options');
  const running = await startShop(options, root);
  const close = async (): Promise<void> => {
    await running.close();
    rmSync(root, { recursive: true, force: true });
  };
  return { shop: await lookAt(running.url), close };
};

/** Does the work for each, a few at once. */
const forEach = async <T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> => {
  const waiting = [...list];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
};

const codeOf = (row: string | undefined): string => (row ?? '').replace('purchase:', '');

/** The largest difference between what an explanation states and what the orders say. */
const errorOf = (customer: string, { item, factors, score }: Explanation, orders: IndependentScores): number => {
  const { parts, total } = orders.scoreOf(customer, item.id);
  const listed = factors.map(({ weight, data }) => Math.abs((weight ?? 9) - (parts.get(codeOf(data[0])) ?? 9)));
  const told = new Set(factors.map(({ data }) => codeOf(data[0])));
  const unlisted = [...parts].reduce((sum, [code, value]) => sum + (told.has(code) ? 0 : value), 0);
  return Math.max(...listed, Math.abs((score?.value ?? 9) - total), Math.abs((score?.residual ?? 9) - unlisted));
};

const isPersonal = ({ data }: Explanation): boolean => data.some(({ about }) => about === 'shopper');

/** Whether a list is what a counterfactual said: the first product, and the place of the one it was about. */
const isAsStated = ({ outcome }: Counterfactual, item: string, { ids }: ToldList): boolean => {
  const { newRank, first } = outcome;
  const shown = newRank && newRank <= ids.length ? newRank : 0;
  return ids[0] === first?.id && ids.indexOf(item) + 1 === shown;
};

type Stated = { readonly number: string; readonly item: string; readonly jws: string; readonly change: Counterfactual };

/** Does in a fresh session what a counterfactual supposes, or nothing, and tells whether what it states has come. */
const comesTrue = async (shop: ShopAt, { number, item, jws, change }: Stated, act = true): Promise<boolean> => {
  const shopper = await aShopper(shop, number);
  await shopper.list();
  const refs = change.change.flatMap(({ op, ref }) => (op === 'exclude-data' && ref !== undefined ? [ref] : []));
  if (act) await (refs.length > 0 ? shopper.object(refs, jws) : shopper.withdraw());
  return isAsStated(change, item, await shopper.list());
};

/** Shoppers spread over all of the file. */
const someOf = (customers: readonly string[]): readonly string[] =>
  Array.from({ length: SHOPPERS }, (_, at) => customers[Math.floor((at * customers.length) / SHOPPERS)] ?? '');

test(
  'every counterfactual that 200 real shoppers are told comes true when it is done',
  { timeout: 1_200_000 },
  async (context) => {
    const file = sharedFile(context, UCI);
    const orders = readIndependently(file);
    const { shop, close } = await openOn(file);
    const stated: Stated[] = [];
    let none = 0;
    let error = 0;
    try {
      await forEach(someOf(orders.customers), async (number) => {
        const { told, jws } = await (await aShopper(shop, number)).list();
        for (const one of told.filter(isPersonal)) error = Math.max(error, errorOf(number, one, orders));
        const [first] = told;
        if (!first || first.counterfactuals.length === 0) none += 1;
        else
          for (const change of first.counterfactuals)
            stated.push({ number, item: first.item.id, jws: jws[0] ?? '', change });
      });
      let held = 0;
      await forEach(stated, async (one) => {
        if (await comesTrue(shop, one)) held += 1;
      });
      const shoppers = new Set(stated.map(({ number }) => number)).size;
      process.stdout.write(
        `\nInfluence on the real orders: ${SHOPPERS} shoppers, stated to ${shoppers}, none to ${none}; ${stated.length} done, ${held} held; largest error ${error}\n`,
      );
      const idle = await Promise.all(stated.slice(0, 5).map((one) => comesTrue(shop, one, false)));
      expect(idle).toEqual(idle.map(() => false));
      expect(error).toBeLessThanOrEqual(1e-6);
      expect(shoppers + none).toBe(SHOPPERS);
      expect(shoppers).toBeGreaterThanOrEqual(0.4 * SHOPPERS);
      expect(held).toBe(stated.length);
    } finally {
      await close();
    }
  },
);

import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core');

type AxeResults = {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
};

/** Violations inside the widget, in words that name the rule and the element. */
export const violationsOf = async (page: Page): Promise<readonly string[]> => {
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(
    () =>
      (Reflect.get(globalThis, 'axe') as { run: (where: unknown, how: unknown) => Promise<unknown> }).run(
        { include: [['candor-widget']] },
        {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
          rules: { region: { enabled: false } },
        },
      ) as Promise<AxeResults>,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
};

import { describe, expect, it } from 'vitest';
import { violationsOf } from '../support/axe.ts';
import { setUpVisits } from '../support/visit.ts';
import { wholeExplanation } from '../support/whole-explanation.ts';
import { unfoldAll } from '../support/why-stage.ts';
import { openNarrow, showWhole, stopOf } from '../support/why-visit.ts';

const visits = setUpVisits();

describe('An act with the keyboard', () => {
  it.each([
    ['the switch of a purpose', '.purpose-switch .switch'],
    ['“Do not use this” beside a data row', '[part="data"] [part="object"]'],
    ['“This is wrong” beside a data row', '[part="data"] .control [part="object"]'],
    ['what would change it', '.change [part="button"]'],
    ['the list without the shopper’s data', '.why section > .row [part="button"]'],
    ['“Not interested”', '.why > section > .controls [part="object"]'],
  ])('leaves the focus where it is, and is told: %s', async (_what, selector) => {
    const stage = await openNarrow(visits);
    const { page, panel } = stage;
    await showWhole(stage, 'recommendation');
    await unfoldAll(stage);
    const button = panel.locator(selector).first();
    await button.focus();
    const words = await button.textContent();
    await page.keyboard.press(selector.endsWith('.switch') ? 'Space' : 'Enter');
    await panel
      .locator('.why-outcome [role="status"]')
      .getByText(/^Saved\. (?!Asking)/)
      .waitFor();
    const [isSame, now] = await button.evaluate((one) => [
      (one.getRootNode() as ShadowRoot).activeElement === one,
      `${one.textContent} ${one.getAttribute('aria-checked') ?? ''}`,
    ]);
    expect(isSame).toBe(true);
    expect(now).not.toBe(`${words} true`);
    expect(now).toMatch(/Done: |You objected\.|false/);
    expect(await violationsOf(page)).toEqual([]);
  });

  it('that shows another reason keeps the focus in the panel', async () => {
    const stage = await openNarrow(visits);
    const { page, panel } = stage;
    await showWhole(stage, 'recommendation');
    const next = { ...wholeExplanation(stage.parties), id: 'next', engine: { name: 'the next one', adapter: 'a' } };
    await stage.answerWith([await stage.sign(next)]);
    await panel.getByRole('button', { name: 'Leave it out' }).press('Enter');
    await panel.getByRole('button', { name: 'Show the new reason' }).press('Enter');
    await panel.getByText('Engine: “the next one”').waitFor();
    const holder = await panel.locator('.surface-body').evaluate((body) => {
      const active = (body.getRootNode() as ShadowRoot).activeElement;
      return active !== null && body.contains(active);
    });
    expect(holder).toBe(true);
    await page.keyboard.press('Tab');
    expect((await stopOf(page)).at).toBeGreaterThanOrEqual(0);
  });
});

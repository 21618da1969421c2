import type { BrowserContextOptions, Locator, Page, Route } from 'playwright-core';
import type { ExplanationInput } from '../../src/contract/explanation.ts';
import { aSigner, sign, type Signer } from '../crypto/sign.ts';
import type { Visits } from './visit.ts';

/** How a page of the stage is made. */
export type StageOptions = BrowserContextOptions & {
  readonly lang?: string;
  /** The region the merchant names. */
  readonly region?: string | undefined;
  /** Looks at the page before anything of it is loaded. */
  readonly before?: (page: Page) => Promise<unknown>;
};

/** A page of the shop with nothing on it but the widget, whose shop also signs with a key of the test. */
export type WhyStage = {
  readonly page: Page;
  /** The `iss` and `aud` of what this shop signs for this page. */
  readonly parties: Pick<ExplanationInput, 'iss' | 'aud'>;
  readonly sign: (explanation: unknown) => Promise<string>;
  /** The panel. */
  readonly panel: Locator;
  /** Gives explanations to the widget, the page shows them as its list, and the first one's reason is opened. */
  readonly show: (given: readonly unknown[], said?: string) => Promise<void>;
  /** What the page answers when its list is asked for anew. */
  readonly answerWith: (explanations: readonly string[]) => Promise<void>;
};

const html = (lang: string, region: string | undefined): string => `<!doctype html>
<html lang="${lang}"><meta name="viewport" content="width=device-width"><title>Stage</title><body><main></main>
<script async src="/candor/stage/candor.js" data-endpoint="/" data-lang="${lang}" ${region === undefined ? '' : `data-region="${region}"`}
 data-panels="why choices receipts"></script></body></html>`;

const withKey = async (route: Route, { jwk }: Signer): Promise<void> => {
  const reply = await route.fetch();
  const { keys } = (await reply.json()) as { keys: unknown[] };
  await route.fulfill({ response: reply, json: { keys: [...keys, jwk] } });
};

const show = async (page: Page, given: readonly unknown[], said: string | undefined): Promise<void> => {
  await page.evaluate(
    async ([all, text]) => {
      const widget = document.querySelector('candor-widget');
      const main = document.querySelector('main');
      if (!widget || !main) throw new Error('there is no widget');
      await widget.ready;
      main.replaceChildren();
      const ids: string[] = [];
      for (const one of all) {
        const kept = await widget.explain(one as string | object, text === undefined ? {} : { said: text });
        if (kept.kind !== 'kept') throw new Error(`not kept: ${kept.kind}`);
        ids.push(...kept.ids);
      }
      for (const id of ids) {
        const trigger = document.createElement('candor-why');
        trigger.setAttribute('explanation-id', id);
        main.append(trigger);
      }
      await widget.open({ panel: 'why', explanationId: ids[0] });
    },
    [given, said] as const,
  );
  const widget = page.locator('candor-widget');
  await widget.locator('[part="why"], .surface [part="finding"]').first().waitFor();
  await widget.locator('.skeleton,.to-come').first().waitFor({ state: 'detached' });
};

const answerWith = (page: Page, explanations: readonly string[]): Promise<void> =>
  page.evaluate((all) => {
    document.addEventListener('candor-influence-request', (event) => {
      event.respondWith(Promise.resolve({ explanations: all }));
    });
  }, explanations);

/** Opens the stage in a fresh profile. */
export const openWhyStage = async ({ visit, shop }: Visits, options: StageOptions = {}): Promise<WhyStage> => {
  const { lang = 'en', region, before, ...rest } = options;
  const signer = await aSigner('Ed25519', 'explanation');
  const { issuer } = (await (await fetch(new URL('/v1/config', shop()))).json()) as { issuer: string };
  const page = await visit('/stage', {
    ...rest,
    before: async (fresh) => {
      await fresh.route('**/stage', (route) => route.fulfill({ contentType: 'text/html', body: html(lang, region) }));
      await fresh.route('**/.well-known/candor/jwks.json', (route) => withKey(route, signer));
      await before?.(fresh);
    },
  });
  await page.locator('candor-widget').locator('.launcher').waitFor({ state: 'attached' });
  return {
    page,
    parties: { iss: issuer, aud: new URL(shop()).origin },
    sign: (explanation) => sign(explanation, signer, { typ: 'why+jws' }),
    panel: page.locator('candor-widget').locator('.surface'),
    show: (given, said) => show(page, given, said),
    answerWith: (explanations) => answerWith(page, explanations),
  };
};

/** Unfolds all of these, and waits for what comes with them. All at once: a click for each takes seconds, and none is what is looked at. */
export const unfold = async (folded: Locator, panel: Locator): Promise<void> => {
  // What is folded within what is folded comes only once that is open.
  while ((await folded.count()) > 0) {
    await folded.evaluateAll(async (all) => {
      for (const one of all) one.closest('details')?.setAttribute('open', '');
      // It is told that it was opened, and draws what is in it, before the second frame.
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    });
    await panel.locator('.skeleton,.to-come').first().waitFor({ state: 'detached' });
  }
};

/** Unfolds everything that can be unfolded. */
export const unfoldAll = ({ panel }: Pick<WhyStage, 'panel'>): Promise<void> =>
  unfold(panel.locator('details:not([open])'), panel);

import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { anArmedPage, ownWordsOf, strangeIn, type Watch, watching } from '../support/armed-page.ts';
import { sharedStrings } from '../support/shared.ts';
import { setUpVisits } from '../support/visit.ts';
import { placesOf, type StringField, stringFields, wholeExplanation, withTexts } from '../support/whole-explanation.ts';
import { openWhyStage, type StageOptions, unfoldAll, type WhyStage } from '../support/why-stage.ts';

const visits = setUpVisits();
/** Everything where proof is asked for; else every so manieth, beginning with another each time. */
const some = <T>(all: readonly T[], every: number, from = 0): readonly T[] =>
  process.env['CANDOR_EVIDENCE'] === '1' ? all : all.filter((_one, at) => at % every === from % every);

/** As narrow as WCAG 1.4.10 asks for. */
const NARROW = { width: 320, height: 640 };
const FREE = stringFields().filter(({ longest }) => longest !== undefined);
const CLOSED = stringFields().filter(({ longest }) => longest === undefined);

type Payload = (mark: string) => string;
type Armed = WhyStage & { readonly watch: Watch };

/** Each keeps the mark that is put into it: by that its place on the screen is found. */
const PAYLOADS: Readonly<Record<string, Payload>> = {
  'markup that runs': (mark) => `<img src=x onerror=hit(1)><svg/onload=hit(2)>${mark}<script>hit(3)</script>`,
  'markup that breaks out': (mark) => `${mark}"'></bdi></dialog><iframe srcdoc="<script>parent.hit(4)</script>">`,
  'addresses that run': (mark) => `javascript:hit(5)//${mark} [a](javascript:hit(6)) <a href=javascript:hit(7)>`,
  'addresses that are asked for': (mark) => `${mark} <img src=https://leak.example/a> ![a](https://leak.example/b)`,
  'the panel’s own words': (mark) => `${mark}”. Signed by the shop. Verified by Candor. “Mug`,
  'the panel’s own words in German': (mark) => `${mark}“. Vom Shop signiert. Von Candor geprüft. „Mug`,
  'the panel’s own words in Arabic': (mark) => `${mark}». وقّعه المتجر. «كوب`,
  'the panel’s own words after a gap': (mark) => `${mark}\u00a0\u00a0\u2003\u2003\u3000Signed by the shop.`,
  'text from right to left': (mark) => `${mark} שלום (2) \u202eהבא\u2066 .1 «»`,
  'hidden characters': (mark) => `\u200b${mark}\ufeff\u00ad\u2028\u2029\u0000\u001b[31m\u{e0041}\ud83d\u200f`,
  'marks piled up': (mark) => `${mark}${'\u0336\u0489\u0300'.repeat(40)}`,
  'one endless word': (mark) => `${mark}${'W'.repeat(280)}`,
  'places of a template': (mark) => `${mark} {count} {item} $& $1 \${hit(8)} {{hit(9)}} %s`,
};

const openStage = async (options: StageOptions = {}): Promise<Armed> => {
  const armed: { watch?: Watch } = {};
  // Without the page's policy: what stops a script here is the widget alone.
  const stage = await openWhyStage(visits, {
    region: 'DE',
    viewport: NARROW,
    bypassCSP: true,
    ...options,
    before: async (page) => {
      armed.watch = await watching(page, visits.shop());
    },
  });
  return { ...stage, watch: armed.watch ?? { seen: [] } };
};

/** The explanation with other texts in these fields; each place gets a mark of its own. */
const poisoned = <T extends object>(whole: T, fields: readonly StringField[], payload: Payload): T => {
  const places = fields.flatMap((field) => placesOf(whole, field));
  return withTexts(whole, new Map(places.map((place, at) => [place, payload(`Mark${at}x`)])));
};

/** What is wrong with the page when everything of this explanation is unfolded; nothing is. */
const faultsOf = async (stage: Armed, explanation: object, said?: string): Promise<readonly string[]> => {
  const beside = { ...explanation, id: 'beside', item: { id: 'trowel', name: 'Mark0x Hand trowel' } };
  await stage.show([await stage.sign(explanation), await stage.sign(beside)], said);
  await unfoldAll(stage);
  return faultsNow(stage);
};

const faultsNow = async ({
  page,
  watch,
}: {
  readonly page: Page;
  readonly watch: Watch;
}): Promise<readonly string[]> => [...watch.seen, ...(await strangeIn(page)), ...(await ownWordsOf(page))];

describe('The watch over a page', () => {
  it('sees what the payloads do where they are written as markup', async () => {
    const { page, watch } = await anArmedPage(visits);
    for (const payload of Object.values(PAYLOADS).slice(0, 4)) {
      await page.evaluate(
        (text) => document.body.append(document.createRange().createContextualFragment(text)),
        payload('m'),
      );
    }
    await page
      .locator('body > a')
      .last()
      .evaluate((link) => (link as HTMLElement).click());
    for (const deed of ['hit(1)', 'hit(4)', 'hit(7)', 'a request: https://leak.example/a'])
      await expect.poll(() => watch.seen).toContain(deed);
  });

  it('sees a shop that speaks with the panel’s voice, and elements of others', async () => {
    const stage = await openStage();
    expect(await faultsOf(stage, wholeExplanation(stage.parties))).toEqual([]);
    await stage.panel.locator('[part="footer"]').evaluate((foot) => {
      foot.append('Mark1x is verified by Candor.', document.createElement('img'));
    });
    expect(await faultsNow(stage)).toEqual([
      'a foreign element: img',
      'Mark1x stands without quotation marks: Mark1x is verified by Candor.',
    ]);
  });
});

describe('Every text of an explanation at once', () => {
  // Every kind, language, region and way to give reasons, each at least once.
  const LOOKS = [
    ['a recommendation', 'recommendation', {}, {}],
    ['a search result, in German', 'search-rank', { lang: 'de' }, {}],
    ['an advert, in Arabic', 'advert', { lang: 'ar' }, {}],
    ['a price in New York', 'price', { region: 'US-NY' }, {}],
    ['a price in a region whose sentence nobody knows', 'price', { region: 'JP' }, {}],
    ['a story of a language model', 'recommendation', {}, { method: { type: 'llm-generated', verified: false } }],
    [
      'a chat answer in no region, of no known strengths',
      'chat-answer',
      { region: undefined },
      { score: undefined, method: { type: 'vendor-reason', verified: false } },
    ],
  ] as const;
  it.each(LOOKS.map((look, at) => [...look, at] as const))('does nothing and keeps to itself: %s', async (...look) => {
    const [, kind, options, over, at] = look;
    const stage = await openStage(options);
    for (const [what, payload] of some(Object.entries(PAYLOADS), 2, at)) {
      const said = `“${payload('Said')}” and “The Said Mug”, because you bought ${payload('Said')}.`;
      const explanation = poisoned({ ...wholeExplanation(stage.parties, kind), ...over }, FREE, payload);
      expect(await faultsOf(stage, explanation, said), what).toEqual([]);
      expect(await stage.panel.locator('[part="why"]').count(), what).toBe(1);
    }
  });

  it('holds none of the known attacks', async (context) => {
    const all = sharedStrings(context, 'corpora/html.jsonl').filter((text) => text.length < 2_000);
    const strings = some(all, 4);
    const stage = await openStage();
    const whole = wholeExplanation(stage.parties, 'chat-answer');
    const places = FREE.flatMap((field) => placesOf(whole, field));
    for (let at = 0; at < strings.length; at += places.length) {
      const texts = places.map((place, nth) => [place, `Mark${nth}x ${strings[at + nth] ?? ''}`] as const);
      expect(await faultsOf(stage, withTexts(whole, new Map(texts))), `from ${at}`).toEqual([]);
    }
  });
});

describe('Every id, address, date and word of a closed list, one at a time', () => {
  it('is left out, and nothing else happens', async () => {
    const stage = await openStage();
    const payload: Payload = (mark) => `${mark}"'></bdi></dialog><iframe src="javascript:hit(4)">${'W'.repeat(280)}`;
    for (const field of some(CLOSED, 2)) {
      const explanation = poisoned(wholeExplanation(stage.parties), [field], payload);
      if (field.path === 'id') explanation.id = 'id';
      expect(await faultsOf(stage, explanation), field.path).toEqual([]);
    }
  });

  it('and an address leads nowhere but where it says', async () => {
    const stage = await openStage();
    const links = CLOSED.filter(({ path }) => /(?:url|card|human|privacy|complaint)$/.test(path));
    expect(links.length).toBeGreaterThanOrEqual(7);
    for (const address of [
      'javascript:hit(5)',
      'data:text/html,<script>hit(6)</script>',
      'https://shop.candor.example@leak.example/',
      'http://leak.example/',
      '//leak.example/',
      'https://leak.example\\@shop.candor.example/" onclick="hit(7)',
    ]) {
      await faultsOf(
        stage,
        poisoned(wholeExplanation(stage.parties, 'chat-answer'), links, () => address),
      );
      const shown = stage.panel.locator('[part="why"] a');
      const hosts = await shown.evaluateAll((all) => all.map((one) => new URL((one as HTMLAnchorElement).href).host));
      const words = await shown.allTextContents();
      for (const [at, host] of hosts.entries()) expect(words[at], address).toContain(host);
      expect(await faultsNow(stage), address).toEqual([]);
    }
  });
});

describe('Ten megabytes', () => {
  const HUGE = 10_000_000;

  it('in any field are not read, and the panel goes on', async () => {
    const stage = await openStage();
    const whole = wholeExplanation(stage.parties);
    const places = stringFields().flatMap((field) => placesOf(whole, field).slice(0, 1));
    await stage.show([whole]);
    for (const place of some(places, 4)) {
      const huge = withTexts(whole, new Map([[place, '']]));
      await stage.page.evaluate(
        async ([object, path, length]) => {
          const names = path.split('.');
          const last = names.pop() ?? '';
          const holder = names.reduce<unknown>((at, name) => Reflect.get(at as object, name), object);
          Reflect.set(holder as object, last, '<'.repeat(length));
          const widget = document.querySelector('candor-widget');
          const kept = await widget?.explain(object);
          await widget?.open({ panel: 'why', explanationId: kept?.kind === 'kept' ? kept.ids[0] : '' });
        },
        [huge, place, HUGE] as const,
      );
      await stage.panel.getByText('The shop sent an explanation that cannot be read.').waitFor();
    }
    expect(await faultsOf(stage, whole)).toEqual([]);
  });

  it('signed, or said by an assistant, or answered by the page, are no more than that', async () => {
    const stage = await openStage();
    const whole = wholeExplanation(stage.parties, 'chat-answer');
    const huge = await stage.sign({ ...whole, item: { id: 'x', name: '<'.repeat(HUGE) } });
    const given = await stage.page.evaluate((jws) => document.querySelector('candor-widget')?.explain(jws), huge);
    expect(given).toEqual({ kind: 'unreadable' });
    expect(await faultsOf(stage, whole, '“Big '.repeat(HUGE / 5))).toEqual([]);
    await stage.answerWith(['A'.repeat(HUGE), await stage.sign(whole)]);
    await stage.panel.getByRole('button', { name: 'Leave it out' }).click();
    await stage.panel
      .locator('.why-outcome')
      .getByText(/^Saved\. (?!Asking)/)
      .waitFor();
    expect(await faultsNow(stage)).toEqual([]);
  });
});

describe('After an act', () => {
  it.each(['markup that runs', 'the panel’s own words', 'text from right to left'])(
    'what the page answers does nothing and keeps to itself: %s',
    async (what) => {
      const stage = await openStage();
      const whole = poisoned(wholeExplanation(stage.parties), FREE, PAYLOADS[what] ?? String);
      const after = ['new', 'newer'].map((id) => ({ ...whole, id, item: { ...whole.item, id } }));
      expect(await faultsOf(stage, whole)).toEqual([]);
      await stage.answerWith(await Promise.all(after.map(stage.sign)));
      await stage.panel.getByRole('button', { name: 'Leave it out' }).click();
      await stage.panel.locator('.why-outcome').getByText(/Mark/).waitFor();
      expect(await faultsNow(stage)).toEqual([]);
    },
  );
});

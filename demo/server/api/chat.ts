import type { ExplanationInput } from 'candor-widget/contract';
import { Hono } from 'hono';
import { codeOf, nameOf } from '../../recommender/explain-context.ts';
import { QUESTION } from '../../recommender/explain-data.ts';
import { tellScore } from '../../recommender/explain-factors.ts';
import { hiddenItems } from '../../recommender/obey.ts';
import { PHRASES } from '../../recommender/phrases.ts';
import type { Placed } from '../../recommender/rank.ts';
import type { Recommendation } from '../../recommender/recommend.ts';
import { recommend, recommendHits } from '../../recommender/recommend.ts';
import { PURPOSE_OF } from '../../recommender/rows.ts';
import type { Answer, Asker } from '../answer.ts';
import { answer } from '../answer.ts';
import { CHAT_TEXT } from '../chat-text.ts';
import { readBody, readConsent, readText } from '../input.ts';
import type { PageConsent } from '../input.ts';
import { isPermitted } from '../permission.ts';
import type { Shop } from '../shop.ts';
import { askerOf, usableRows } from './recommendations.ts';
import { sessionOf } from './session-cookie.ts';

const SHOWN = 3;
/** Control, format and unassigned characters, which an explanation may not carry. */
const HIDDEN = /\p{C}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}/gu;

type Search = ReturnType<Shop['search']>;

const isPersonal = (placed: Placed): boolean =>
  placed.parts().some((part) => part.kind === 'row' && PURPOSE_OF[part.row.kind] !== undefined);

/** Which tools were called for one product of the answer, with which data rows, and what the answer cites. */
const tellAi =
  (shop: Shop, origin: string, found: Search) =>
  (placed: Placed): ExplanationInput['ai'] => {
    const at = new Date(Math.floor(shop.now() / 1000) * 1000).toISOString();
    const rows = tellScore(placed).listed.flatMap((part) => (part.kind === 'row' ? [part.row.id] : []));
    const searched = found.words.length > 0;
    const quote = shop.data.products[placed.item]?.text;
    return {
      interacting: true,
      generatedText: false,
      model: 'catalogue search; no language model',
      tools: [
        ...(searched ? [{ name: 'catalogue-search', at, data: [QUESTION], resultCount: found.hits.length }] : []),
        { name: 'recommender', at, data: rows.slice(0, 20), resultCount: searched ? found.hits.length : SHOWN },
      ],
      citations: [
        {
          label: nameOf(shop, placed.item).slice(0, 140),
          url: `${origin}/product/${codeOf(shop, placed.item)}`,
          ...(quote ? { quote: quote.slice(0, 280) } : {}),
        },
      ],
    };
  };

const rank = (shop: Shop, asker: Asker, found: Search): Recommendation => {
  const hidden = hiddenItems(asker.permission);
  const question = {
    index: shop.index,
    rows: usableRows(shop, asker),
    isHidden: (item: number) => hidden.has(codeOf(shop, item)),
  };
  return found.words.length > 0 ? recommendHits(found.hits, question) : recommend(question);
};

const textFor = ({ lang }: Asker, found: Search, ranking: readonly Placed[]): string => {
  const text = CHAT_TEXT[lang];
  const words = found.words.join(', ');
  if (ranking.length === 0) return text.nothing(words);
  const personal = ranking.slice(0, SHOWN).some(isPersonal) ? text.personal : '';
  const sentences =
    found.words.length === 0 ? [personal, text.noWords] : [text.found(words, ranking.length), personal, text.first];
  return sentences.filter(Boolean).join(' ');
};

/** Keeps the two lines where the shopper allowed it. */
const keepLines = async (
  shop: Shop,
  consent: PageConsent,
  said: { readonly asker: Asker; readonly question: string; readonly text: string },
): Promise<void> => {
  const { session } = said.asker;
  if (!session || !(await isPermitted('assistant.transcripts', consent, { ask: shop.ask, now: shop.now() }))) return;
  shop.chatLines.keep(
    session,
    [
      { who: 'user', text: said.question },
      { who: 'ai', text: said.text },
    ],
    shop.now(),
  );
};

const reply = async (shop: Shop, asker: Asker, question: string): Promise<{ readonly text: string } & Answer> => {
  const found = shop.search(question);
  const recommendation = rank(shop, asker, found);
  const shown = await answer(shop, asker, {
    recommendation,
    count: SHOWN,
    surface: { id: 'chat.answer', heading: PHRASES.answer },
    ai: tellAi(shop, asker.origin, found),
  });
  return { text: textFor(asker, found, recommendation.ranking), ...shown };
};

/** `POST /shop/chat` `{text, subject?, state?, lang}`, and `/shop/chat/kept`: the lines the shopper allowed to keep. */
export const chatRoutes = (shop: Shop): Hono =>
  new Hono()
    .post('/chat', async (c) => {
      const body = await readBody(c.req.raw);
      const question = readText(body, 'text', /\S/).replace(HIDDEN, ' ').slice(0, 500);
      const asker = await askerOf(shop, c, body);
      const { text, items, explanations } = await reply(shop, asker, question);
      await keepLines(shop, readConsent(body), { asker, question, text });
      return c.json({ text, currency: shop.data.currency, items, explanations });
    })
    .post('/chat/kept', async (c) => {
      const consent = readConsent(await readBody(c.req.raw));
      const session = sessionOf(shop, c);
      const kept = session && (await isPermitted('assistant.transcripts', consent, { ask: shop.ask, now: shop.now() }));
      return c.json({ lines: kept ? shop.chatLines.read(session) : [] });
    });

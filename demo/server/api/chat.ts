import { Hono } from 'hono';
import { codeOf } from '../../recommender/explain-context.ts';
import { hiddenItems, unwantedItems } from '../../recommender/obey.ts';
import { PHRASES } from '../../recommender/phrases.ts';
import type { Placed } from '../../recommender/rank.ts';
import type { Recommendation } from '../../recommender/recommend.ts';
import { recommend, recommendHits } from '../../recommender/recommend.ts';
import { PURPOSE_OF } from '../../recommender/rows.ts';
import type { Answer, Asker } from '../answer.ts';
import { answer } from '../answer.ts';
import { tellAi } from '../chat-ai.ts';
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

/** What was asked for by name is found whatever was objected to as data; without a name it is a list like any other. */
const rank = (shop: Shop, asker: Asker, { words, hits }: Search): Recommendation => {
  const named = words.length > 0;
  const out = named ? hiddenItems(asker.permission) : unwantedItems(asker.permission);
  const question = {
    index: shop.index,
    rows: usableRows(shop, asker),
    isHidden: (item: number) => out.has(codeOf(shop, item)),
  };
  return named ? recommendHits(hits, question) : recommend(question);
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
    ai: tellAi(shop, {
      origin: asker.origin,
      words: found.words,
      found: found.hits.length,
      shown: recommendation.ranking.slice(0, SHOWN),
    }),
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

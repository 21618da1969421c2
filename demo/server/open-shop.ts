import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { ShopData } from '../data/shop-data.ts';
import { indexOrders } from '../recommender/orders-index.ts';
import { createSearch } from './catalogue-search.ts';
import type { AskRecord } from './permission.ts';
import type { Shop, SignAnswer } from './shop.ts';
import { createShopperData } from './shopper-rows.ts';
import { createChatLines } from './store/chat-lines.ts';
import { openTables } from './store/database.ts';
import { createExplanations } from './store/explanations.ts';
import { createGoods } from './store/goods.ts';
import { createSessions } from './store/sessions.ts';

const DAY = 86_400_000;
const VIEWS_KEPT = 90 * DAY;
const CHATS_KEPT = 365 * DAY;

/** What a shop is opened with. */
export type ShopParts = {
  readonly data: ShopData;
  readonly folder: string;
  readonly ask: AskRecord;
  readonly sign: SignAnswer;
  readonly issuer: string;
  readonly pageOrigins: readonly string[];
  readonly now: () => number;
};

/** Opens the shop's own file and learns from the orders. What may be kept no longer is deleted first. */
export const openShop = ({
  data,
  folder,
  ask,
  sign,
  issuer,
  pageOrigins,
  now,
}: ShopParts): Shop & { readonly close: () => void } => {
  const tables = openTables(join(folder, 'shop.sqlite'));
  const goods = createGoods(tables);
  const chatLines = createChatLines(tables);
  goods.forget(now() - VIEWS_KEPT);
  chatLines.forget(now() - CHATS_KEPT);
  return {
    data,
    index: indexOrders(data),
    search: createSearch(data),
    shoppers: createShopperData(data, goods),
    sessions: createSessions(tables),
    goods,
    explanations: createExplanations(tables),
    chatLines,
    ask,
    sign,
    issuer,
    pageOrigins,
    now,
    newId: randomUUID,
    close: tables.close,
  };
};

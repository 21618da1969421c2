import { anyOf, at, isFields, listOf, rawText } from './reading.ts';

/** Names under which shops' tools list products; UCP's carts and checkouts have `line_items` that hold an `item`. */
const LISTS = ['products', 'items', 'results', 'line_items', 'recommendations', 'hits'] as const;
const MAX_DEPTH = 4;
/** Text of a tool is read as JSON up to here, in UTF-16 units. */
const MAX_TEXT = 500_000;

/** Where tools keep id, name and address of a product. */
export const TOOL_NAMING = {
  id: ['id', 'product_id', 'productId', 'item_id', 'sku', 'objectID'],
  name: ['title', 'name', 'product_name'],
  url: ['url', 'link', 'product_url'],
};

const entryOf = (value: unknown): readonly unknown[] => {
  const inner = at(value, 'item') ?? at(value, 'product');
  const entry = isFields(inner) ? inner : value;
  return rawText(anyOf(entry, ...TOOL_NAMING.id)) === undefined ? [] : [entry];
};

/** Every product an answer lists, in its order. */
export const itemsIn = (value: unknown, depth = 0): readonly unknown[] => {
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one) => itemsIn(one, depth + 1));
  const listed = LISTS.flatMap((name) => listOf(at(value, name))).flatMap(entryOf);
  return listed.length > 0 ? listed : Object.values(value).flatMap((one) => itemsIn(one, depth + 1));
};

const jsonIn = (text: unknown): unknown => {
  if (typeof text !== 'string' || text.length > MAX_TEXT || !/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** What a tool answered as data: `structuredContent`, JSON in its text blocks (MCP 2025-06-18), or the answer itself. */
export const dataOf = (result: unknown): unknown => {
  const structured = at(result, 'structuredContent');
  if (structured !== undefined && structured !== null) return structured;
  const content = at(result, 'content');
  return Array.isArray(content) ? content.map((block) => jsonIn(at(block, 'text'))) : result;
};

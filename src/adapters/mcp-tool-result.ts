import { instant } from '../contract/explanation-values.ts';
import type { ExplanationInput } from '../contract/explanation.ts';
import { parse } from '../contract/parse.ts';
import type { Adapter, Gap, Known } from './adapted.ts';
import { explained, type NotTold, refuse, type Told } from './explained.ts';
import type { Part } from './factors.ts';
import { findItem, isRefusal, itemIn } from './items.ts';
import { anyOf, at, idOf, isFields, linkOf, listOf, rawText, textOf } from './reading.ts';
import { dataOf, itemsIn, TOOL_NAMING } from './tool-items.ts';
import { foundByTool } from './words.ts';

/** One call of a tool, with what it answered. */
type Call = { readonly name: string | undefined; readonly at: string | undefined; readonly result: unknown };
type Ai = NonNullable<ExplanationInput['ai']>;

const MOST_TOOLS = 20;
const MOST_CITATIONS = 12;

const isCall = (value: unknown): boolean =>
  isFields(value) && at(value, 'result') !== undefined && at(value, 'jsonrpc') === undefined;

/** A list of calls, one call, a JSON-RPC answer, or the bare result. */
const callsOf = (given: unknown, { model }: Known): readonly Call[] => {
  const list = Array.isArray(given) && given.length > 0 && given.every(isCall) ? given : undefined;
  const calls =
    list ?? (isCall(given) ? [given] : [{ result: at(given, 'jsonrpc') === undefined ? given : at(given, 'result') }]);
  return calls.slice(0, MOST_TOOLS).map((call) => ({
    name: textOf(anyOf(call, 'name', 'tool'), 80) ?? model,
    at: parse(instant, at(call, 'at')),
    result: at(call, 'result'),
  }));
};

const isFailed = ({ result }: Call): boolean => at(result, 'isError') === true;

const toolOf = (call: Call, known: Known): NonNullable<Ai['tools']>[number] | undefined =>
  call.name === undefined
    ? undefined
    : {
        name: call.name,
        at: call.at,
        data: (known.meaningOf(call.name).data ?? []).slice(0, 20),
        resultCount: isFailed(call) ? undefined : itemsIn(dataOf(call.result)).length,
      };

type Citation = NonNullable<Ai['citations']>[number];

const citationOf = (text: string | undefined, url: string | undefined): readonly Citation[] => {
  const label = textOf(text, 140);
  return label === undefined ? [] : [{ label, url }];
};

/** Products the tool found, and the resources it links to. */
const citationsOf = (entries: readonly unknown[], calls: readonly Call[], known: Known): readonly Citation[] => {
  const products = entries.flatMap((entry) => {
    const item = itemIn(entry, TOOL_NAMING, known);
    return item ? citationOf(item.name, item.url) : [];
  });
  const links = calls
    .flatMap(({ result }) => listOf(at(result, 'content')))
    .filter((block) => at(block, 'type') === 'resource_link')
    .flatMap((block) => citationOf(textOf(anyOf(block, 'title', 'name')), linkOf(at(block, 'uri'), known.origin)));
  return [...products, ...links].slice(0, MOST_CITATIONS);
};

const foundPart = (name: string | undefined): Part => ({
  key: name ?? 'tool',
  code: 'matches-query',
  label: foundByTool(name),
  weight: null,
  effect: 'for',
  basis: 'observed',
});

/** The call whose answer holds the item asked about. */
const callWith = (calls: readonly Call[], known: Known): Call | undefined =>
  calls.find(({ result }) =>
    itemsIn(dataOf(result)).some((entry) => idOf(rawText(anyOf(entry, ...TOOL_NAMING.id))) === known.item.id),
  );

const read = (given: unknown, known: Known): Told | NotTold => {
  if (typeof given !== 'object') return refuse('shape-unknown');
  const calls = callsOf(given, known);
  const call = known.item.id === undefined ? calls[0] : callWith(calls, known);
  const found = findItem(call ? itemsIn(dataOf(call.result)) : [], TOOL_NAMING, known);
  const { id, url } = known.item;
  if (isRefusal(found) && id === undefined) return found;
  const entries = calls.flatMap(({ result }) => itemsIn(dataOf(result)));
  const tools = calls.flatMap((one) => toolOf(one, known) ?? []);
  const failed: readonly Gap[] = calls.filter(isFailed).map(({ name }) => ({ code: 'tool-failed', at: name }));
  const ai: Ai = { interacting: true, tools, citations: [...citationsOf(entries, calls, known)] };
  const shared = { kind: 'chat-answer', method: 'observed-strategy', ai } as const;
  if (!isRefusal(found))
    return { ...shared, ...found, parts: [foundPart(call?.name)], gaps: [...found.gaps, ...failed] };
  if (id === undefined) return found;
  return { ...shared, item: { id, name: known.nameOf(id), url }, gaps: [{ code: 'item-not-in-result' }, ...failed] };
};

export type { Adapted, AdapterContext } from './adapted.ts';

/**
 * A result of an assistant's tool over MCP, UCP's included, or the list of its calls `[{name, at, result}]`. It tells which tools were
 * called, what they found, and whether the item asked about is among it; `context.model` names the tool of a bare result.
 */
export const explainToolResult: Adapter = explained({ key: 'mcp-tool-result', name: 'Assistant' }, read);

import type { Choice } from '../../src/contract/consent-event.ts';
import type { DataRow } from '../../src/contract/explanation.ts';
import type { ChoiceKey, PurposeId, ReceiptId, Timestamp } from '../../src/contract/ids.ts';
import { readExplanation, type ReadExplanation } from '../../src/contract/read-explanation.ts';
import { assess, type Context, type Why } from '../../src/explain/explain.ts';
import type { ConsentAct, ConsentPast } from '../../src/explain/consent-check.ts';
import { statusAt } from '../../src/ledger/past.ts';

type Raw = Record<string, unknown>;

/** The purpose these tests speak of. */
export const PURCHASES = 'assistant.personalise.purchases' as string as ChoiceKey;
/** 4 November 2011, midnight UTC, as in the worked example. */
export const IAT = 1_320_364_800;

/** A time so many seconds after the explanation was made. */
export const at = (seconds: number): Timestamp => new Date((IAT + seconds) * 1000).toISOString() as Timestamp;
/** A receipt's number. */
export const receiptNumber = (digit: number): ReceiptId => `rcp_${String(digit).repeat(16)}` as ReceiptId;

/** A factor for the item, before reading. */
export const aFactor = (over: object = {}): Raw => ({
  id: 'f1',
  code: 'bought-with',
  label: { en: 'You bought a red candle' },
  weight: 0.5,
  effect: 'for',
  basis: 'exact',
  data: ['d1'],
  ...over,
});

/** A purchase under consent, before reading. */
export const aRow = (over: object = {}): Raw => ({
  id: 'd1',
  category: 'purchase',
  about: 'shopper',
  origin: 'observed',
  source: 'order 550936',
  from: '2011-04-21T00:00:00Z',
  count: 1,
  examples: [{ label: 'Red candle' }],
  purpose: PURCHASES,
  basis: 'consent',
  consent: { purposeId: PURCHASES, receiptId: receiptNumber(1), stateAtUse: 'given', at: at(0) },
  ...over,
});

/** Orders of everybody, before reading. */
export const othersRow = (over: object = {}): Raw => ({
  id: 'd9',
  category: 'orders of others',
  about: 'other-shoppers',
  origin: 'derived',
  source: 'all orders',
  count: 14_238,
  purpose: 'shop.orders',
  basis: 'not-personal',
  ...over,
});

/** An explanation that adds up, before reading. */
export const anExplanation = (over: object = {}): Raw => ({
  v: 1,
  id: 'x1',
  iss: 'https://shop.example',
  aud: 'https://shop.example',
  iat: IAT,
  exp: IAT + 86_400,
  lang: 'en',
  kind: 'recommendation',
  surface: { id: 'home.for-you', strategy: 'co-purchase' },
  item: { id: '84970L', name: 'Candle holder' },
  rank: { position: 1, of: 10 },
  engine: { name: 'item-cf', adapter: 'item-cf@1' },
  method: { type: 'exact-additive', verified: true },
  score: { value: 0.5, scale: 'additive', base: 0, residual: 0 },
  factors: [aFactor()],
  data: [aRow()],
  commercial: { sponsored: false, effect: 'none' },
  controls: [],
  contact: { human: 'https://shop.example/contact' },
  ...over,
});

/** The same, read. */
export const reading = (over: object = {}): ReadExplanation => {
  const read = readExplanation(anExplanation(over));
  if (!read) throw new Error('the sample cannot be read');
  return read;
};

/** A data row, read. */
export const row = (over: object = {}): DataRow => {
  const [read] = reading({ data: [aRow(over)] }).explanation.data;
  if (!read) throw new Error('the sample row cannot be read');
  return read;
};

/** An act made and received at these seconds after the explanation; unconfirmed without a second one. */
export const anAct = (choice: Choice, made: number, received?: number, over: Partial<ConsentAct> = {}): ConsentAct => ({
  choices: { [PURCHASES]: choice },
  occurred_at: at(made),
  byGpc: false,
  receipt: received === undefined ? undefined : { jti: receiptNumber(1), received_at: at(received) },
  ...over,
});

const recorded = (acts: readonly ConsentAct[]) =>
  acts.map(({ choices, receipt, occurred_at }, place) => ({
    seq: place + 1,
    order: place + 1,
    received_at: receipt?.received_at ?? occurred_at,
    forked: false,
    choices,
  }));

/** What a device knows that remembers these acts: the ledger's own fold over them. */
export const pastOf = (acts: readonly ConsentAct[] = [], over: Partial<ConsentPast> = {}): ConsentPast => ({
  statusAt: (key, time) => statusAt(recorded(acts.filter(({ receipt }) => receipt)), key, time, []),
  statusNow: (key) => statusAt(recorded(acts), key, at(86_000), []),
  acts,
  fetched: {},
  ...over,
});

/** An explanation after all checks. */
export const judged = (over: object = {}, context: Partial<Context> = {}): Why =>
  assess(
    { read: reading(over), signature: 'signed', jws: 'e30.e30.c2ln' },
    {
      past: pastOf(),
      objections: [],
      choosable: [PURCHASES as string as PurposeId],
      now: IAT * 1000 + 3_600_000,
      ...context,
    },
  );

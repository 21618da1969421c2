import { control, type ExplanationInput } from '../../src/contract/explanation.ts';
import { ADS, CHAT, PURCHASES } from '../support/builders.ts';

/** The contract's bounds. */
const FACTORS = 24;
const ROWS = 40;
const CONTROLS_EACH = 8;

/** Whose explanation it is, and the receipt its data names. */
export type Whose = {
  readonly id: string;
  readonly iss: string;
  readonly aud: string;
  /** Seconds since 1970. */
  readonly iat: number;
  readonly receipt: string;
};

const { type: TYPE, effect: EFFECT } = control.entries;
const PURPOSES = [PURCHASES, CHAT, ADS] as const;

const some = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_none, at) => make(at));
const oneOf = <T>(all: readonly [T, ...T[]], at: number): T => all[at % all.length] ?? all[0];

const moment = (iat: number, daysAgo: number): string => new Date((iat - daysAgo * 86_400) * 1000).toISOString();
const controlIds = (at: number): string[] => some(CONTROLS_EACH, (place) => `c${(at + place) % 20}`);

const rowAt = (at: number, { iat, receipt }: Whose): ExplanationInput['data'][number] => ({
  id: `d${at}`,
  category: `what was bought, shelf ${at}`,
  dpv: 'pd:PurchasesAndSpendingHabit',
  about: 'shopper',
  origin: 'observed',
  source: `order 5509${at}, made in the shop by the harbour`,
  from: moment(iat, 400 - at),
  to: moment(iat, 40 - at / 2),
  count: at + 1,
  examples: some(5, (place) => ({ label: `A candle holder of zinc, number ${place} of shelf ${at}` })),
  purpose: oneOf(PURPOSES, at),
  basis: 'consent',
  consent: {
    purposeId: oneOf(PURPOSES, at),
    receiptId: receipt,
    stateAtUse: 'given',
    at: new Date(iat * 1000).toISOString(),
  },
  special: at === ROWS - 1,
  retention: 'two years',
  recipients: ['Example Shop'],
  controls: controlIds(at),
});

const factorAt = (at: number): ExplanationInput['factors'][number] => ({
  id: `f${at}`,
  code: 'bought-with',
  label: { en: `You bought the candle holder of zinc with a heart, number ${at}` },
  weight: at % 5 === 4 ? -0.25 : 0.5,
  effect: at % 5 === 4 ? 'against' : 'for',
  basis: 'exact',
  // The last row is sensitive: a reason that rests on it keeps its words back.
  data: some(at === FACTORS - 1 ? ROWS : ROWS - 1, (place) => `d${place}`),
  detail: { together: 140 + at, lift: 20.74, confidence: 0.403, similarity: 0.5, recency: 0.1 },
  controls: controlIds(at),
});

const changeAt = (at: number): NonNullable<ExplanationInput['counterfactuals']>[number] => ({
  change: some(5, (place) => ({ op: 'exclude-data', ref: `d${at * 5 + place}` })),
  outcome: { newRank: at + 2, first: { id: `i${at}`, name: `Lantern ${at}` } },
  verified: at % 2 === 0,
  control: 'c0',
});

/** An explanation with as much of everything as the contract lets one have: 24 factors, 40 data rows. */
export const largestExplanation = (whose: Whose): ExplanationInput => {
  const { id, iss, aud, iat } = whose;
  const factors = some(FACTORS, factorAt);
  return {
    v: 1,
    id,
    iss,
    aud,
    iat,
    exp: iat + 86_400,
    lang: 'en',
    kind: 'recommendation',
    surface: { id: 'home.for-you', heading: { en: 'For you' }, strategy: 'co-purchase' },
    item: { id: `item-${id}`, name: `Candle holder ${id}`, price: { amount: 1999, currency: 'EUR' } },
    because: some(5, (at) => ({ id: `b${at}`, name: `Candle ${at}` })),
    rank: { position: 1, of: 10 },
    engine: {
      name: 'item-cf',
      version: '0.1',
      adapter: 'item-cf@1',
      model: 'train-20261031',
      trainedAt: moment(iat, 30),
      card: 'https://shop.example/card',
      responseId: 'r-1',
    },
    method: { type: 'exact-additive', verified: true, tolerance: 0.000001 },
    score: {
      value: factors.reduce((sum, { weight }) => sum + (weight ?? 0), 1),
      scale: 'additive',
      base: 0,
      residual: 1,
      calibration: { statement: { en: 'About 1 in 20 is bought.' }, n: 1390, measuredAt: moment(iat, 20) },
    },
    factors,
    data: some(ROWS, (at) => rowAt(at, whose)),
    commercial: { sponsored: false, effect: 'included', promotion: 'Winter', marginUsed: true, ownBrand: true },
    counterfactuals: some(6, changeAt),
    contrast: {
      insteadOf: { id: 'other', name: 'Lantern' },
      differences: some(6, (at) => ({ factor: `f${at}`, delta: 0.1 * at, label: { en: `Number ${at} counted` } })),
    },
    alternatives: some(8, (at) => ({
      id: `a${at}`,
      name: `Lantern ${at}`,
      url: `${aud}/lantern-${at}`,
      why: { en: 'Much bought by everybody' },
      personalised: false,
    })),
    controls: some(20, (at) => ({
      id: `c${at}`,
      type: oneOf(TYPE.options, at),
      label: { en: `Control ${at}` },
      effect: oneOf(EFFECT.options, at),
    })),
    ai: {
      interacting: true,
      generatedText: true,
      model: 'm-1',
      tools: some(20, (at) => ({
        name: `tool-${at}`,
        at: moment(iat, 0),
        data: some(20, (place) => `d${place}`),
        resultCount: at,
      })),
      citations: some(12, (at) => ({
        label: `Page ${at}`,
        url: 'https://shop.example/p',
        quote: `About lantern ${at}.`,
      })),
    },
    contact: {
      human: 'https://shop.example/contact',
      privacy: 'https://shop.example/privacy',
      complaint: 'https://shop.example/complaint',
      respondsWithin: 'a day',
    },
  };
};

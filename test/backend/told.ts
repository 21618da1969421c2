import { checkExplanations, type CheckContext } from '../../src/backend/explanation-check/check.ts';
import type { ExplanationInput } from '../../src/contract/explanation.ts';

/** What may be changed of an explanation: any member, to anything. */
export type Over = Readonly<Record<string, unknown>>;

/** A factor about the shopper, on the row `d1`. */
export const aFactor = (over: Over = {}): object => ({
  id: 'f1',
  code: 'bought-with',
  label: { en: 'You bought a red candle' },
  weight: 0.5,
  effect: 'for',
  basis: 'exact',
  data: ['d1'],
  controls: ['c1'],
  ...over,
});

/** A purchase of the shopper, under consent. */
export const aRow = (over: Over = {}): object => ({
  id: 'd1',
  category: 'purchase',
  about: 'shopper',
  origin: 'observed',
  purpose: 'assistant.personalise.purchases',
  basis: 'consent',
  consent: {
    purposeId: 'assistant.personalise.purchases',
    receiptId: 'rcp_0192f7b05c207a108b1d6e3f0a9c2d77',
    stateAtUse: 'given',
    at: '2026-11-22T10:15:31Z',
  },
  controls: ['c1'],
  ...over,
});

/** An explanation with nothing to find but that it is not signed: 0.5 by one factor, 0.1 by what is not listed. */
export const anExplanation = (over: Over = {}): ExplanationInput =>
  ({
    v: 1,
    id: 'why-1',
    iss: 'https://shop.example',
    aud: 'https://shop.example',
    iat: 1_795_342_531,
    exp: 1_795_346_131,
    lang: 'en',
    kind: 'recommendation',
    surface: { id: 'home', strategy: 'co-purchase' },
    item: { id: 'mug', name: 'Mug', url: 'https://shop.example/p/mug' },
    engine: { name: 'Shop', adapter: 'own' },
    method: { type: 'exact-additive', verified: true },
    score: { value: 0.6, scale: 'additive', base: 0, residual: 0.1 },
    factors: [aFactor()],
    data: [aRow()],
    commercial: { sponsored: false, effect: 'none' },
    controls: [{ id: 'c1', type: 'exclude-data', effect: 'immediate' }],
    contact: { human: 'https://shop.example/contact' },
    ...over,
  }) as ExplanationInput;

/** Everything found in a text or value, the text as a whole first. */
export const findingsIn = async (given: unknown, context: CheckContext = {}) => {
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  const { findings, explanations } = await checkExplanations(text, context);
  return [...findings, ...explanations.flatMap((one) => one.findings)];
};

/** Code and place of everything found, but that nothing was signed or checked. */
export const codesIn = async (given: unknown, context: CheckContext = {}): Promise<readonly string[]> =>
  (await findingsIn(given, context))
    .filter(({ code }) => code !== 'not-signed' && code !== 'signature-unchecked')
    .map(({ code, path }) => `${code} ${path}`);

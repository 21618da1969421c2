import type { Fault } from '../../contract/fault.ts';

/** What to write, by the last name of a path. */
const HINTS: Readonly<Record<string, string>> = {
  v: 'write 1',
  id: 'write 1 to 128 letters, digits or . _ : @ / -',
  iss: 'write the issuer of the config, as in "https://shop.example"',
  aud: 'write the origin of the page, as in "https://shop.example"',
  iat: 'write when it was made, in whole seconds since 1970',
  exp: 'write until when it holds, in whole seconds since 1970, at most a day after iat',
  lang: 'write a language tag, as in "en" or "pt-BR"',
  surface: 'write where it was shown, as in {"id": "home.for-you", "strategy": "co-purchase"}',
  item: 'write what was shown, as in {"id": "sku-7", "name": "Glass tea light holder"}',
  engine: 'write who ranked, as in {"name": "Shop recommender", "adapter": "own"}',
  method: 'write how the reasons were found, as in {"type": "exact-additive", "verified": true}',
  score: 'write {"value": 0.62, "scale": "additive", "base": 0, "residual": 0.21}',
  factors: 'list at most 24 factors; the rest goes into the residual',
  data: 'list at most 40 data rows; a factor names them by their ids',
  controls: 'list at most 20 controls; a factor or row names them by their ids',
  label: 'write plain text by language, as in {"en": "You bought a red candle"}, each at most 280 long',
  weight: 'write a number, or null where strength is not disclosed',
  commercial: 'say whether money played a part, as in {"sponsored": false, "effect": "none"}',
  sponsored: 'write true or false: silence is not an answer (UCPD Annex I no. 11a)',
  contact: 'write where a person answers, as in {"human": "https://shop.example/contact"}',
  human: 'write the whole address where a person answers, as in https://shop.example/contact',
  amount: 'write the price in minor units, as in 1295 for 12.95',
  currency: 'write an ISO 4217 code, as in "EUR"',
  dpv: 'write a term of the Data Privacy Vocabulary, as in "pd:Purchase"',
  previous: 'leave it out; signExplanations writes it',
  tolerance: 'leave it out, or write a number from 0',
  examples: 'list at most 5 examples, each with a label',
  counterfactuals: 'list at most 6, each with change, outcome and verified',
};

/** Names whose value is a moment. */
const MOMENT = /^(?:from|to|at|trainedAt|measuredAt)$/;
/** Names whose value is an address. */
const ADDRESS = /^(?:url|card|privacy|complaint)$/;

const hintOf = (name: string): string | undefined => {
  if (MOMENT.test(name)) return 'write RFC 3339, as in 2026-11-22T10:15:31Z or 2026-11-22';
  if (ADDRESS.test(name)) return 'write a whole address, as in https://shop.example/privacy';
  return Object.hasOwn(HINTS, name) ? HINTS[name] : undefined;
};

/** What to do about a fault of an explanation's format: by its reason, else by the nearest name that is known. */
export const shapeHint = ({ path, reason }: Fault): string | undefined => {
  if (reason.startsWith('must be one of')) return 'take one of these words, or "other"';
  if (reason.startsWith('hidden or control')) return 'take out control, zero-width and bidi characters';
  return path
    .split('/')
    .reverse()
    .map(hintOf)
    .find((hint) => hint !== undefined);
};

/** The purpose that the explanation's data rests on. */
export const PURCHASES = 'assistant.personalise.purchases';

/** How many rows one load offers to object to. */
const ROWS = 4;

/** References of the data rows of one load: each objection can be told from every other. */
const rowsOf = (load: string): readonly string[] => Array.from({ length: ROWS }, (_, at) => `row-${load}-${at}`);

/** What a page explains: unsigned, made for this very page, with rows of its own. */
export const explanationOf = (load: string, site: string, now: number): object => {
  const rows = rowsOf(load);
  return {
    v: 1,
    id: `exp_${load}`,
    iss: site,
    aud: site,
    iat: Math.floor(now / 1000),
    exp: Math.floor(now / 1000) + 3_600,
    lang: 'en',
    kind: 'recommendation',
    surface: { id: 'home', strategy: 'co-purchase' },
    item: { id: 'sku-7', name: 'Glass tea light holder', url: `${site}/p/sku-7` },
    engine: { name: 'Shop recommender', adapter: 'own' },
    method: { type: 'exact-additive', verified: true },
    score: { value: 0.6, scale: 'additive', base: 0, residual: 0.2 },
    factors: [
      {
        id: 'f1',
        code: 'bought-with',
        label: { en: 'You bought “Red candle”, and others bought both' },
        weight: 0.4,
        effect: 'for',
        basis: 'exact',
        data: rows,
        controls: [],
      },
    ],
    data: rows.map((id) => ({
      id,
      category: 'purchase',
      about: 'shopper',
      origin: 'observed',
      source: id,
      from: '2026-05-04',
      purpose: PURCHASES,
      basis: 'consent',
      consent: { purposeId: PURCHASES, receiptId: 'rcp_0', stateAtUse: 'given', at: '2026-11-22T10:15:31Z' },
    })),
    commercial: { sponsored: false, effect: 'none' },
    controls: [],
    contact: { human: `${site}/contact` },
  };
};

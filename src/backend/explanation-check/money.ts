import type { Explanation } from '../../contract/explanation.ts';
import { found } from './finding.ts';
import type { Rule } from './rule.ts';

/** Where the explanation itself says that money played a part, though `commercial` does not. */
const contradictions = ({
  kind,
  surface,
  factors,
  commercial,
}: Explanation): readonly (readonly [string, string])[] => {
  const has = (code: string): boolean => factors.some((factor) => factor.code === code);
  const told: readonly (readonly [boolean, string, string])[] = [
    [!commercial.sponsored && kind === 'advert', 'sponsored', 'is false in an advert'],
    [
      !commercial.sponsored && surface.strategy === 'sponsored',
      'sponsored',
      'is false, though the strategy is "sponsored"',
    ],
    [!commercial.sponsored && has('sponsored'), 'sponsored', 'is false, though a factor is "sponsored"'],
    [commercial.sponsored && commercial.effect === 'none', 'effect', 'is "none", though it is sponsored'],
    [commercial.marginUsed !== true && has('margin'), 'marginUsed', 'is not true, though a factor is "margin"'],
    [commercial.ownBrand !== true && has('own-brand'), 'ownBrand', 'is not true, though a factor is "own-brand"'],
  ];
  return told.flatMap(([holds, name, reason]) => (holds ? [[name, reason] as const] : []));
};

const commercial: Rule = (explanation) => {
  const { sponsored, effect, payer } = explanation.commercial;
  return [
    ...contradictions(explanation).map(([name, reason]) =>
      found('commercial-contradicts', ['commercial', name], reason),
    ),
    ...(effect === 'unknown' || effect === 'other'
      ? [found('commercial-untold', '/commercial/effect', `is "${effect}"`)]
      : []),
    ...(sponsored && payer === undefined ? [found('payer-untold', '/commercial/payer', 'is missing')] : []),
  ];
};

/** A personalised price must be told as such (CRD Art. 6(1)(ea); NY Gen. Bus. Law 349-a). */
const price: Rule = ({ price: told }) => {
  if (!told?.personalised) return [];
  const isDisclosed = told.disclosures.some((word) => word !== 'none' && word !== 'other');
  return [
    ...(isDisclosed
      ? []
      : [found('price-undisclosed', '/price/disclosures', 'names no disclosure, though the price is personalised')]),
    ...(told.data.length > 0
      ? []
      : [found('price-data-untold', '/price/data', 'is empty, though the price is personalised')]),
  ];
};

/** Whether money and price are told as they are. */
export const MONEY_RULES: readonly Rule[] = [commercial, price];

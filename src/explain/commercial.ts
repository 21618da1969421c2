import type { ReadClaims } from '../contract/read-first-claims.ts';

/** What the shop says about money, each its own sentence; `untold` also where it could not be read. */
export type CommercialCode =
  | 'sponsored'
  | 'boosted'
  | 'included'
  | 'untold'
  | 'margin'
  | 'own-brand'
  | 'promotion'
  | 'none';

/** Whether and how money played a part (UCPD Annex I no. 11a). Never empty: silence is told as silence. */
export const commercialOf = ({ explanation, marks }: ReadClaims): readonly CommercialCode[] => {
  const { sponsored, effect, marginUsed, ownBrand, promotion } = explanation.commercial;
  const isLost = marks.some(
    ({ path, reason }) => reason !== 'cleaned' && /^commercial(?:\.(?:sponsored|effect))?$/.test(path),
  );
  const isUntold = isLost || effect === 'unknown' || effect === 'other';
  const told: readonly (readonly [boolean, CommercialCode])[] = [
    [sponsored, 'sponsored'],
    [effect === 'boosted', 'boosted'],
    [effect === 'included' && !sponsored, 'included'],
    [isUntold, 'untold'],
    [marginUsed === true, 'margin'],
    [ownBrand === true, 'own-brand'],
    [promotion !== undefined, 'promotion'],
  ];
  const codes = told.flatMap(([holds, code]) => (holds ? [code] : []));
  return codes.length > 0 ? codes : ['none'];
};

import type { Factor } from '../contract/explanation.ts';
import type { Gap, Known, Words } from './adapted.ts';

/** One thing that counted, before the page's own words are put to it. */
export type Part = {
  /** The engine's name for it, by which the page's words are found. */
  readonly key: string;
  readonly code: string;
  readonly label: Words;
  /** Null where the engine tells no strength. */
  readonly weight: number | null;
  readonly effect: Factor['effect'];
  readonly basis: Factor['basis'];
};

/** An explanation lists no more than this. */
export const MOST_FACTORS = 24;

const factorOf = (part: Part, place: number, known: Known): Factor => {
  const { label, code, data } = known.meaningOf(part.key);
  return {
    id: `f${place + 1}`,
    code: code ?? part.code,
    label: label ?? part.label,
    weight: part.weight,
    effect: part.effect,
    basis: part.basis,
    data: [...(data ?? [])],
    controls: [],
  };
};

/** The factors with the page's words where it has some; what does not fit is told as a gap. */
export const factorsOf = (
  parts: readonly Part[],
  known: Known,
): { readonly factors: readonly Factor[]; readonly gaps: readonly Gap[] } => ({
  factors: parts.slice(0, MOST_FACTORS).map((part, place) => factorOf(part, place, known)),
  gaps: parts.length > MOST_FACTORS ? [{ code: 'too-many' }] : [],
});

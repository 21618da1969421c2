import type { VNode } from 'preact';

/** A share of a whole, drawn as a bar; the words beside it say the same. */
export type MeterProps = {
  /** 0 to 1. */
  readonly share: number;
  /** `for` fills to the end side, `against` to the start side, `rest` is hatched. */
  readonly kind: 'for' | 'against' | 'rest';
  readonly labelledBy: string;
};

/** A native `meter`, whole numbers of per cent. */
export const Meter = ({ share, kind, labelledBy }: MeterProps): VNode => (
  <meter
    class={`meter meter-${kind}`}
    part={`meter meter-${kind}`}
    min={0}
    max={100}
    value={Math.round(share * 100)}
    aria-labelledby={labelledBy}
  />
);

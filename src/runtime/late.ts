/** The second half of a panel, which comes after the first is painted. */
export type Late<TPart extends object> = {
  /** Here, on its way, or not to be had for now; a signal. */
  readonly part: { readonly value: TPart | 'loading' | 'failed' };
  /** Brings it once; asks again after a failure. Undefined when it did not come. */
  readonly load: () => Promise<TPart | undefined>;
};

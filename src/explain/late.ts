import { type ReadonlySignal, signal } from '@preact/signals';

/** The second half of a panel, which comes after the first is painted. */
export type Late<TPart extends object> = {
  /** Here, on its way, or not to be had for now. */
  readonly part: ReadonlySignal<TPart | 'loading' | 'failed'>;
  /** Brings it once; asks again after a failure. Undefined when it did not come. */
  readonly load: () => Promise<TPart | undefined>;
};

/** A half that `bring` loads when it is first asked for. */
export const createLate = <TPart extends object>(bring: () => Promise<TPart>): Late<TPart> => {
  const part = signal<TPart | 'loading' | 'failed'>('loading');
  let coming: Promise<TPart | undefined> | undefined;
  const ask = async (): Promise<TPart | undefined> => {
    part.value = 'loading';
    try {
      const brought = await bring();
      part.value = brought;
      return brought;
    } catch {
      coming = undefined;
      part.value = 'failed';
      return undefined;
    }
  };
  return { part, load: () => (coming ??= ask()) };
};

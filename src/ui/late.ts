import { signal } from '@preact/signals';

/** A half that `bring` loads when it is first asked for. */
export const createLate = <TPart extends object>(bring: () => Promise<TPart>) => {
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

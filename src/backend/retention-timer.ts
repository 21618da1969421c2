import type { Backend } from './app.ts';
import type { RetentionOutcome } from './retention.ts';

/** What a run of the retention job has to tell: what it deleted, or the kind of its failure. */
export type RetentionEntry = {
  /** RFC 3339. */
  readonly at: string;
  readonly job: 'retention';
} & (RetentionOutcome | { readonly failure: string });

/** Milliseconds between two runs. */
const HOUR = 3_600_000;

const isEmpty = (outcome: RetentionOutcome): boolean => Object.values(outcome).every((count) => count === 0);

/** Runs the job now and every hour until it is stopped. A run that fails is told, and the next one tries again. */
export const keepRetaining = (
  { retain }: Pick<Backend, 'retain'>,
  tell: (entry: RetentionEntry) => void,
): { readonly stop: () => void } => {
  const head = () => ({ at: new Date().toISOString(), job: 'retention' as const });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const run = async (): Promise<void> => {
    try {
      const outcome = await retain();
      if (!isEmpty(outcome)) tell({ ...head(), ...outcome });
    } catch (error) {
      tell({ ...head(), failure: error instanceof Error ? error.name : typeof error });
    }
    if (!stopped) timer = setTimeout(() => void run(), HOUR);
  };
  void run();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};

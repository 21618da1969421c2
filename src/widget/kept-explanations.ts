import { peekPayload } from '../crypto/peek.ts';
import { idOf } from './explanation-id.ts';

/** Explanations that were asked for, for as long as they say they are valid. */
export type KeptExplanations = {
  readonly get: (id: string) => string | undefined;
  readonly add: (jws: string) => void;
};

const MOST = 200;
/** Milliseconds; an explanation that names a later end says more than it may. */
const LONGEST = 86_400_000;

/** When an explanation says it ends, in milliseconds since 1970; believed only as far as it is kept no longer than a day. */
const endOf = (jws: string): number => {
  const payload = peekPayload(jws);
  const end = payload && typeof payload === 'object' && 'exp' in payload ? payload.exp : undefined;
  return typeof end === 'number' ? end * 1_000 : 0;
};

/** The newest 200. `now` in milliseconds since 1970. */
export const createKept = (now: () => number): KeptExplanations => {
  const kept = new Map<string, { readonly jws: string; readonly until: number }>();
  return {
    get: (id) => {
      const one = kept.get(id);
      return one && now() < one.until ? one.jws : undefined;
    },
    add: (jws) => {
      const id = idOf(jws);
      if (id === undefined) return;
      kept.delete(id);
      kept.set(id, { jws, until: Math.min(endOf(jws), now() + LONGEST) });
      const [oldest] = kept.keys();
      if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
    },
  };
};

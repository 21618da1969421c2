import { peekPayload } from '../crypto/peek.ts';
import { idOf } from './explanation-id.ts';

/** A compact JWS, and the list it came in, in the order of that list. */
export type Came = { readonly jws: string; readonly list: readonly string[] };

/** Explanations that were asked for, for as long as they say they are valid. */
export type KeptExplanations = {
  readonly get: (id: string) => Came | undefined;
  readonly add: (came: Came) => void;
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
  const kept = new Map<string, Came & { readonly until: number }>();
  return {
    get: (id) => {
      const one = kept.get(id);
      return one && now() < one.until ? one : undefined;
    },
    add: (came) => {
      const id = idOf(came.jws);
      if (id === undefined) return;
      kept.delete(id);
      kept.set(id, { ...came, until: Math.min(endOf(came.jws), now() + LONGEST) });
      const [oldest] = kept.keys();
      if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
    },
  };
};

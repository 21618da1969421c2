import { readExplanation, type ReadExplanation } from '../contract/read-explanation.ts';
import { peekPayload } from '../crypto/peek.ts';

/** What a signed explanation says before anything of it is checked: to find the one that is asked for, and for nothing else. */
export const readUnverified = (jws: string): ReadExplanation | undefined => readExplanation(peekPayload(jws));

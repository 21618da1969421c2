import type { Explanation } from '../../contract/explanation.ts';
import type { Finding } from './finding.ts';

/** One thing to check of an explanation whose format is right. */
export type Rule = (explanation: Explanation) => readonly Finding[];

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../support/shared.ts';
import type { Scenario } from './scenario.ts';

/** A script that failed once, and what the fault was. */
export type Regression = { readonly fault: string; readonly scenario: Scenario };

/** Every script that failed once. */
export const readRegressions = (): readonly Regression[] =>
  JSON.parse(readFileSync(join(PROJECT, 'test/faults/regressions.json'), 'utf8')) as readonly Regression[];

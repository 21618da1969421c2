import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '../support/shared.ts';
import { type Figures, measure, overrun, unexplained } from './budgets.ts';
import recorded from './budgets.json' with { type: 'json' };
import { demoConfigBody } from './demo-config.ts';
import { readOutput } from './output.ts';

const FIGURES: Figures = recorded;
const lines = measure(readOutput(join(PROJECT, 'dist/widget')), await demoConfigBody(PROJECT));

describe('the built widget', () => {
  it.each(lines.map((measured) => [measured.line, measured] as const))('keeps its budget: %s', (_line, measured) => {
    expect(overrun(measured, FIGURES)).toBeUndefined();
  });

  it('has grown nowhere without a written reason', () => {
    expect(unexplained(FIGURES)).toEqual([]);
  });

  it('has no figure recorded for a line that is not measured', () => {
    expect(Object.keys(FIGURES).filter((line) => !lines.some((measured) => measured.line === line))).toEqual([]);
  });
});

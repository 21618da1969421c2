// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { ConsentStatus } from '../../src/contract/receipt.ts';
import type { ChoiceKey, PurposeId } from '../../src/contract/ids.ts';
import type { Purpose } from '../../src/contract/purpose.ts';
import { personalPurposes } from '../../src/explain/personal.ts';
import { PURCHASES } from './samples.ts';

const aPurpose = (id: string, over: Partial<Purpose> = {}): Purpose => ({
  id: id as PurposeId,
  basis: 'consent',
  mechanism: 'opt-in',
  ai: true,
  gpc: false,
  validFor: 'P12M',
  vendors: [],
  ...over,
});
const VIEWS = 'assistant.personalise.views';
const refusedBy = (
  purposes: readonly Purpose[],
  statuses: Readonly<Record<string, ConsentStatus>> = {},
  cited: readonly ChoiceKey[] = [PURCHASES],
): readonly ChoiceKey[] =>
  personalPurposes(cited, [aPurpose(PURCHASES), ...purposes], { statusNow: (key) => statuses[key] ?? 'given' });

describe('“use nothing about me”', () => {
  it('refuses what the explanation rests on, and everything like it that is allowed', () => {
    expect(refusedBy([aPurpose(VIEWS)])).toEqual([PURCHASES, VIEWS]);
  });

  it.each([
    ['is of another family', aPurpose('assistant.train.chat')],
    ['has a family that only begins alike', aPurpose('assistant.personalised.views')],
    ['is no AI purpose', aPurpose(VIEWS, { ai: false })],
    ['is not on consent', aPurpose(VIEWS, { basis: 'contract' })],
  ])('leaves alone what %s', (_what, purpose) => {
    expect(refusedBy([purpose])).toEqual([PURCHASES]);
  });

  it.each(['unknown', 'refused', 'withdrawn', 'expired'] as const)('leaves alone what is %s already', (status) => {
    expect(refusedBy([aPurpose(VIEWS)], { [VIEWS]: status })).toEqual([PURCHASES]);
  });

  it('refuses what the explanation rests on whatever this device knows of it', () => {
    expect(refusedBy([], { [PURCHASES]: 'unknown' })).toEqual([PURCHASES]);
  });

  it('refuses nothing where nothing rests on consent', () => {
    expect(refusedBy([aPurpose(VIEWS)], {}, [])).toEqual([]);
  });
});

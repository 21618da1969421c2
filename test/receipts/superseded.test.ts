import { describe, expect, it } from 'vitest';
import { type Decision, isSuperseded } from '../../src/receipts/superseded.ts';
import { choices } from '../support/ledger-builders.ts';

const decision = (seq: number, all: Parameters<typeof choices>[0], subject = 'sub_a'): Decision => ({
  subject,
  seq,
  choices: choices(all),
});
const grant = decision(2, { ads: 'given', chat: 'given' });

describe('A choice is replaced by later ones', () => {
  it.each([
    ['when all of its purposes are decided again', [decision(3, { ads: 'refused', chat: 'refused' })], true],
    ['by two acts together', [decision(3, { ads: 'refused' }), decision(4, { chat: 'given' })], true],
    ['not while one of its purposes is left', [decision(3, { ads: 'refused' })], false],
    ['not by an earlier one', [decision(1, { ads: 'refused', chat: 'refused' })], false],
    ['not by another subject’s', [decision(3, { ads: 'refused', chat: 'refused' }, 'sub_b')], false],
    ['not when nothing came after it', [], false],
  ])('%s', (_what, later, superseded) => {
    expect(isSuperseded(grant, [grant, ...later])).toBe(superseded);
  });
});

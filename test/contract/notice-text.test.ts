import { describe, expect, it } from 'vitest';
import { readNoticeText } from '../../src/contract/notice-text.ts';
import { aConfig } from '../support/ledger-builders.ts';

const { notice } = aConfig();

describe('The text of the first layer', () => {
  it('is read from a whole config', () => {
    expect(readNoticeText(aConfig())).toMatchObject({ title: notice.title, labels: notice.labels });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'notice'],
    ['no notice', {}],
    ['a notice without labels', { notice: { ...notice, labels: undefined } }],
    ['a label missing', { notice: { ...notice, labels: { accept: 'Yes', choose: 'Choose' } } }],
    ['an empty refusal', { notice: { ...notice, labels: { ...notice.labels, refuse: '' } } }],
    ['a title that is an object', { notice: { ...notice, title: { toString: 'x' } } }],
    ['terms that are a number', { notice: { ...notice, terms: 1 } }],
  ])('is not shown from %s', (_what, config) => {
    expect(readNoticeText(config)).toBeUndefined();
  });
});

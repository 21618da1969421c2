// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { readStructuredString } from '../../src/backend/structured-field.ts';
import { refuseKey } from '../../src/backend/idempotency.ts';
import { uuidV7 } from '../../src/crypto/random.ts';
import { chance, NOON } from '../support/builders.ts';
import { sharedJson } from '../support/shared.ts';

type Vector = {
  readonly name: string;
  readonly raw: readonly string[];
  readonly expected?: readonly [string, readonly unknown[]];
  readonly must_fail?: true;
  readonly can_fail?: true;
};

const isRight = ({ raw, expected, must_fail, can_fail }: Vector): boolean => {
  const read = readStructuredString(raw.join(', '));
  if (must_fail) return read === undefined;
  return read === expected?.[0] || (can_fail === true && read === undefined);
};

describe('a structured string', () => {
  for (const [file, count, failing] of [
    ['string.json', 14, 8],
    ['string-generated.json', 256, 161],
  ] as const) {
    it(`is read as all ${count} published vectors of ${file} have it`, (context) => {
      const vectors = sharedJson(context, `vectors/structured-fields/${file}`) as readonly Vector[];
      expect(vectors.filter((vector) => !isRight(vector)).map(({ name }) => name)).toEqual([]);
      expect([vectors.length, vectors.filter(({ must_fail }) => must_fail).length]).toEqual([count, failing]);
    });
  }

  it.each([
    ['"a"', 'a'],
    ['  "a"  ', 'a'],
    [String.raw`"\"\\"`, String.raw`"\ `.trim()],
    ['"a, b"', 'a, b'],
  ])('%s says %s', (header, text) => {
    expect(readStructuredString(header)).toBe(text);
  });

  it.each([
    '',
    'a',
    '"a',
    'a"',
    "'a'",
    '"a" "b"',
    '"a","a"',
    '"a";b=1',
    '"a"\n',
    '\t"a"',
    String.raw`"\a"`,
    '"\\"',
    '"é"',
  ])('%j is none', (header) => {
    expect(readStructuredString(header)).toBeUndefined();
  });

  it('is read in time that grows with its length only', () => {
    expect(readStructuredString(`"${String.raw`\\`.repeat(30_000)}`)).toBeUndefined();
  });
});

describe('the Idempotency-Key', () => {
  const id = uuidV7(NOON, chance);

  it.each([
    ['bare', id],
    ['as a structured string', `"${id}"`],
    ['as a structured string in spaces', ` "${id}" `],
  ])('may be the id %s', (_what, key) => {
    expect(refuseKey(key, id)).toBeUndefined();
  });

  it.each([
    ['another id', uuidV7(NOON, chance)],
    ['half in quotes', `"${id}`],
    ['twice', `"${id}", "${id}"`],
    ['with a parameter', `"${id}";v=1`],
    ['in capitals', id.toUpperCase()],
  ])('is refused: %s', (_what, key) => {
    expect(refuseKey(key, id)).toEqual({ problem: 'idempotency-key-mismatch' });
  });

  it.each([undefined, ''])('is missing when the header is %j', (key) => {
    expect(refuseKey(key, id)).toEqual({ problem: 'idempotency-key-missing' });
  });
});

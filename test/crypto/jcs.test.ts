// @vitest-environment node
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/crypto/jcs.ts';
import { sharedJson, sharedText } from '../support/shared.ts';

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let at = 0; at < depth; at += 1) value = [value];
  return value;
};

/** The numbers of RFC 8785's published test stream, made as its README tells; the static ones are read from there. */
function* publishedNumbers(readme: string): Generator<number> {
  const listed = readme.slice(readme.indexOf('staticU64s = '), readme.indexOf('staticF64s = '));
  const fixed = [...listed.matchAll(/0x([\da-f]{16})n/g)].map(([, hex]) => BigInt(`0x${hex}`));
  const serial = Array.from({ length: 2000 }, (_, at) => 0x0010000000000000n + BigInt(at));
  yield* new Float64Array(new BigUint64Array([...fixed, ...serial]).buffer);
  let block = Buffer.alloc(32);
  for (;;) {
    block = createHash('sha256').update(block).digest();
    for (let at = 0; at < 32; at += 8) {
      const number = block.readDoubleLE(at);
      if (number !== 0 && Number.isFinite(number)) yield number;
    }
  }
}

const bitsOf = (number: number): string => new BigUint64Array(new Float64Array([number]).buffer)[0]?.toString(16) ?? '';

describe('canonical JSON', () => {
  for (const name of ['arrays', 'french', 'structures', 'unicode', 'values', 'weird']) {
    it(`spells the RFC 8785 vector "${name}" byte for byte`, (context) => {
      const bytes = Buffer.from(canonicalJson(sharedJson(context, `vectors/jcs/input/${name}.json`)), 'utf8');
      const expected = sharedText(context, `vectors/jcs/outhex/${name}.txt`).replace(/\s+/g, '');
      expect(bytes.toString('hex')).toBe(expected);
    });
  }

  it('writes the first million numbers of the published stream alike, at every length that has a checksum', (context) => {
    const readme = sharedText(context, 'vectors/jcs/README.md');
    const checksums = new Map(
      [...readme.matchAll(/^\| ([\da-f]{64}) \| (\d+) +\|/gm)].map(([, sum, lines]) => [Number(lines), sum]),
    );
    const [hash, numbers] = [createHash('sha256'), publishedNumbers(readme)];
    const written = new Map<number, string>();
    for (let line = 1; line <= 1_000_000; line += 1) {
      const number = numbers.next().value as number;
      hash.update(`${bitsOf(number)},${canonicalJson(number)}\n`);
      if (checksums.has(line)) written.set(line, hash.copy().digest('hex'));
    }
    expect([...written.keys()]).toEqual([1_000, 10_000, 100_000, 1_000_000]);
    expect(written).toEqual(new Map([...checksums].filter(([lines]) => lines <= 1_000_000)));
  }, 60_000);

  it.each([
    [-0, '0'],
    [1e21, '1e+21'],
    [1e20, '100000000000000000000'],
    [0.000001, '0.000001'],
    [1e-7, '1e-7'],
    [5e-324, '5e-324'],
    [Number.MAX_VALUE, '1.7976931348623157e+308'],
    [333333333.33333329, '333333333.3333333'],
  ])('writes %d as %s', (number, text) => {
    expect(canonicalJson(number)).toBe(text);
  });

  it('sorts keys by UTF-16 code unit, not by code point or language', () => {
    const keys = { '\ufb33': 1, '😀': 2, ö: 3, Z: 4, a: 5, '\u0080': 6, '1': 7, '10': 8, '2': 9, '': 10 };
    expect(canonicalJson(keys)).toBe('{"":10,"1":7,"10":8,"2":9,"Z":4,"a":5,"\u0080":6,"ö":3,"😀":2,"\ufb33":1}');
  });

  it('leaves out members that are undefined, as if they were not there', () => {
    expect(canonicalJson({ b: undefined, a: { c: undefined } })).toBe('{"a":{}}');
  });

  it('treats __proto__ as the ordinary key it is on the wire', () => {
    expect(canonicalJson(JSON.parse('{"a":1,"__proto__":{"b":2},"constructor":3}'))).toBe(
      '{"__proto__":{"b":2},"a":1,"constructor":3}',
    );
  });

  it('says nothing of what an object inherits or hides', () => {
    const child: object = Object.create({ inherited: 1 }, { hidden: { value: 2, enumerable: false } });
    expect(canonicalJson({ ...child, [Symbol('secret')]: 1 })).toBe('{}');
    expect(canonicalJson(child)).toBe('{}');
    expect(canonicalJson(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}');
  });

  it.each([
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['minus infinity', { a: [Number.NEGATIVE_INFINITY] }],
    ['undefined', undefined],
    ['undefined in a list', [undefined]],
    ['a hole in a list', [1, , 2]],
    ['a function', { a: () => 1 }],
    ['a bigint', 1n],
    ['a symbol', Symbol('x')],
    ['a date', new Date(0)],
    ['a map', new Map([['a', 1]])],
    ['bytes', new Uint8Array(2)],
    ['a boxed string', Object('x')],
    ['a high surrogate alone', '\ud800'],
    ['a low surrogate alone', 'a\udc00b'],
    ['surrogates in the wrong order', '\udc00\ud800'],
    ['a lone surrogate in a key', { '\ud800': 1 }],
  ])('throws a TypeError on %s', (_what, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it('goes 100 levels deep, and refuses more in every engine alike', () => {
    expect(canonicalJson(nested(100))).toHaveLength(201);
    expect(() => canonicalJson(nested(101))).toThrow(TypeError);
    expect(() => canonicalJson(JSON.parse('{"a":'.repeat(30_000) + '1' + '}'.repeat(30_000)))).toThrow(TypeError);
    const loop: { self?: unknown } = {};
    loop.self = loop;
    expect(() => canonicalJson(loop)).toThrow(TypeError);
  });

  const anyJson = fc.jsonValue({ noUnicodeString: false, maxDepth: 5 });

  it('means the same as what it was made of, and spells it once for all', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const text = canonicalJson(value);
        const back: unknown = JSON.parse(text);
        expect(back).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(back)).toBe(text);
      }),
    );
  });

  it('does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), anyJson), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
      }),
    );
  });

  it('gives every finite number back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(Number(canonicalJson(number))).toBe(number === 0 ? 0 : number);
      }),
    );
  });
});

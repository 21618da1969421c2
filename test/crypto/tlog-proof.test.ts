import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tilePath } from '../../src/crypto/tiles.ts';
import { readProof, writeProof } from '../../src/crypto/tlog-proof.ts';

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((array) => Uint8Array.from(array));

describe('a log proof', () => {
  it('reads as it was written', () => {
    const proof = fc.record({
      extra: fc.oneof(bytes(0), bytes(32), bytes(7)),
      index: fc.nat(),
      hashes: fc.array(bytes(32), { maxLength: 63 }),
      checkpoint: fc.constant('shop.example/candor-log\n1\nroot\n\n— shop.example/candor-log sig\n'),
    });
    fc.assert(
      fc.property(proof, (one) => {
        expect(readProof(writeProof(one))).toEqual(one);
      }),
    );
  });

  it('has the lines of C2SP tlog-proof', () => {
    const text = writeProof({
      extra: Uint8Array.of(1, 2, 3),
      index: 73_894,
      hashes: [new Uint8Array(32)],
      checkpoint: 'example.com/fancylog\n',
    });
    expect(text).toBe(`c2sp.org/tlog-proof@v1\nextra AQID\nindex 73894\n${'A'.repeat(43)}=\n\nexample.com/fancylog\n`);
  });

  const good = `c2sp.org/tlog-proof@v1\nextra AQID\nindex 7\n${'A'.repeat(43)}=\n\nexample.com/log\n`;
  it.each([
    ['another version', good.replace('@v1', '@v2')],
    ['extra data that is no base64', good.replace('AQID', 'AQI-')],
    ['an index with a leading zero', good.replace('index 7', 'index 07')],
    ['a negative index', good.replace('index 7', 'index -7')],
    ['no index', good.replace('index 7\n', '')],
    ['a hash that is too short', good.replace('A'.repeat(43), 'A'.repeat(42))],
    ['a hash with stray bits', good.replace('A=', 'B=')],
    ['64 hashes', good.replace(`${'A'.repeat(43)}=\n`, `${'A'.repeat(43)}=\n`.repeat(64))],
    ['no empty line before the checkpoint', good.replace('\n\n', '\n')],
    ['no checkpoint', good.replace('example.com/log\n', '')],
    ['carriage returns', good.replaceAll('\n', '\r\n')],
    ['an HTML page', '<!doctype html><title>Welcome</title>'],
    ['nothing', ''],
  ])('with %s is none', (_what, text) => {
    expect(readProof(good)).toBeDefined();
    expect(readProof(text)).toBeUndefined();
  });
});

describe('the path of a tile', () => {
  it.each([
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 0, index: 273, width: 112 }, 'tile/0/273.p/112'],
    [{ level: 1, index: 1_234_067, width: 256 }, 'tile/1/x001/x234/067'],
    [{ level: 'entries', index: 1000, width: 1 }, 'tile/entries/x001/000.p/1'],
  ] as const)('of %o is %s', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
  });
});

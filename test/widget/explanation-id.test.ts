import { describe, expect, it } from 'vitest';
import { toBase64Url } from '../../src/crypto/base64url.ts';
import { idOf } from '../../src/widget/explanation-id.ts';

const encode = (value: object): string => toBase64Url(new TextEncoder().encode(JSON.stringify(value)));
const [HEADER, SIGNATURE] = [encode({ alg: 'EdDSA', kid: 'k1' }), 'c2lnbmF0dXJl'];
const PAYLOAD = encode({ v: 1, id: 'exp_1', item: { id: 'sku', name: 'Größe' }, iat: 1_795_342_531 });
const JWS = `${HEADER}.${PAYLOAD}.${SIGNATURE}`;
const changedAt = (at: number, letter: string): string => `${JWS.slice(0, at)}${letter}${JWS.slice(at + 1)}`;
/** Where the part of the payload begins that holds neither its id nor what comes before it. */
const AFTER_ID = HEADER.length + 1 + 32;

describe('the id of an explanation', () => {
  it('is what it claims', () => {
    expect(idOf(JWS)).toBe('exp_1');
  });

  it('is found, whichever letter after it was changed to another, so that the panel can say so', () => {
    const places = Array.from({ length: JWS.length - AFTER_ID }, (_none, at) => AFTER_ID + at);
    const dots = places.filter((at) => JWS[at] === '.');
    const last = JWS.length - 1;
    for (const letter of ['A', 'B', '_', '9', '*', '{', 'ä', '"', '\t'])
      for (const at of places.filter((place) => !dots.includes(place) && place !== last))
        expect(idOf(changedAt(at, letter)), `${letter} at ${at}`).toBe('exp_1');
  });

  it('is found where the signature’s dot is lost', () => {
    expect(idOf(changedAt(JWS.lastIndexOf('.'), 'A'))).toBe('exp_1');
  });

  it.each(['', 'nonsense', 'a.b', 'a.b.c', `["${JWS}"]`, `${JWS}\n`, 'eyJ', 'eyJ.eyJ.x', '/why/eyJ', 'ä'])(
    'is none where there is no explanation: %j',
    (given) => {
      expect(idOf(given)).toBeUndefined();
    },
  );
});

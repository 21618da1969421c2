// @vitest-environment node
import { beforeAll, describe, expect, it } from 'vitest';
import { signCheckpoint } from '../../src/backend/checkpoint.ts';
import { generateSigningKey, type SigningKey } from '../../src/backend/signing-key.ts';
import type { PublicJwk } from '../../src/contract/jwks.ts';
import { fromBase64, toBase64 } from '../../src/crypto/base64.ts';
import { toBase64Url } from '../../src/crypto/base64url.ts';
import { logOrigin } from '../../src/crypto/log-entry.ts';
import { verifySignature } from '../../src/crypto/jws.ts';
import { noteKeyId, readCheckpoint, verifyCheckpoint } from '../../src/crypto/signed-note.ts';

const { subtle } = globalThis.crypto;
const ORIGIN = logOrigin('https://shop.example');
const HEAD = { size: 812, root: new Uint8Array(32).fill(3) };

let key: SigningKey;
let note = '';
beforeAll(async () => {
  key = await generateSigningKey('checkpoint');
  note = await signCheckpoint({ origin: ORIGIN, key }, HEAD);
});

const verify = (text: string, keys: readonly PublicJwk[] = [key.publicJwk], origin = ORIGIN) =>
  verifyCheckpoint(text, { keys, origin }, subtle);

describe('the example of C2SP signed-note', () => {
  const vkey = fromBase64('AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k') ?? new Uint8Array();
  const signature =
    fromBase64('Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=') ??
    new Uint8Array();
  const published = { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(vkey.slice(1)) } as PublicJwk;

  it('has the key id 530d903a', async () => {
    const id = await noteKeyId('example.com/foo', published, subtle);
    expect(Buffer.from(id).toString('hex')).toBe('530d903a');
    expect(Buffer.from(signature.slice(0, 4)).toString('hex')).toBe('530d903a');
  });

  it('verifies', async () => {
    const signed = new TextEncoder().encode('This is an example message.\n');
    expect(await verifySignature(published, { signature: signature.slice(4), signed }, subtle)).toBe(true);
  });
});

describe('the example of C2SP tlog-checkpoint', () => {
  it('is read', () => {
    const text = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`;
    const read = readCheckpoint(text);
    expect(read).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
    expect(toBase64(read?.root ?? new Uint8Array())).toBe('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=');
  });
});

describe('a checkpoint', () => {
  it('that the log signed is believed', async () => {
    expect(note.split('\n').slice(0, 2)).toEqual(['shop.example/candor-log', '812']);
    expect(await verify(note)).toEqual({ ok: true, head: HEAD });
  });

  it('is believed with signatures of witnesses beside the log’s, and with extension lines that the log signed', async () => {
    const witness = `— witness.example ${toBase64(new Uint8Array(80).fill(9))}\n`;
    expect(await verify(note + witness)).toMatchObject({ ok: true });
    expect(await verify(note.replace('\n\n', `\n\n${witness}`))).toMatchObject({ ok: true });
  });

  it('is believed with any of the published keys, and only of role checkpoint', async () => {
    const other = await generateSigningKey('checkpoint');
    expect(await verify(note, [other.publicJwk, key.publicJwk])).toMatchObject({ ok: true });
    expect(await verify(note, [other.publicJwk])).toEqual({ ok: false, code: 'key-unknown' });
    const receipt: PublicJwk = { ...key.publicJwk, candor_role: 'receipt' };
    expect(await verify(note, [receipt])).toEqual({ ok: false, code: 'key-unknown' });
  });

  it('of another log is not', async () => {
    expect(await verify(note, undefined, 'other.example/candor-log')).toEqual({ ok: false, code: 'origin-wrong' });
    const stolen = await signCheckpoint({ origin: 'other.example/candor-log', key }, HEAD);
    expect(await verify(stolen.replaceAll('other.example', 'shop.example'))).toMatchObject({ ok: false });
  });

  it('is refused whole when one of two signatures of known keys is wrong', async () => {
    const second = await generateSigningKey('checkpoint');
    const [, line = ''] = (await signCheckpoint({ origin: ORIGIN, key: second }, { ...HEAD, size: 1 })).split('\n\n');
    const keys = [key.publicJwk, second.publicJwk];
    expect(await verify(note + line, keys)).toEqual({ ok: false, code: 'signature-wrong' });
    expect(await verify(note + line)).toMatchObject({ ok: true });
  });

  it('is refused after any bit of it was flipped', async () => {
    const bytes = new TextEncoder().encode(note);
    const believed: number[] = [];
    for (let bit = 0; bit < bytes.length * 8; bit += 3) {
      const changed = Uint8Array.from(bytes);
      changed[Math.floor(bit / 8)] = (changed[Math.floor(bit / 8)] ?? 0) ^ (1 << (bit % 8));
      if ((await verify(new TextDecoder().decode(changed))).ok) believed.push(bit);
    }
    expect(believed).toEqual([]);
  });

  it.each([
    ['no signature', (text: string) => text.slice(0, text.indexOf('\n\n') + 2)],
    ['no newline at the end', (text: string) => text.slice(0, -1)],
    ['no blank line', (text: string) => text.replace('\n\n', '\n')],
    ['a size with a leading zero', (text: string) => text.replace('812', '0812')],
    ['a size that no number can hold', (text: string) => text.replace('812', '9'.repeat(16))],
    ['a root of 31 bytes', (text: string) => text.replace(/\n\S{44}\n/, `\n${toBase64(new Uint8Array(31))}\n`)],
    ['an origin that is empty', (text: string) => text.replace(ORIGIN, '')],
    ['a tab', (text: string) => text.replace('\n\n', '\n\t\n\n')],
    ['an empty line in its text', (text: string) => text.replace('812\n', '812\n\n')],
    ['a line that is no signature', (text: string) => `${text}hello\n`],
    ['a signature without its padding', (text: string) => text.replace(/=+\n$/, '\n')],
    ['more than it may be long', (text: string) => text + `— w.example ${'A'.repeat(92)}\n`.repeat(120)],
    ['nothing', () => ''],
  ])('with %s is malformed', async (_what, change) => {
    expect(await verify(change(note))).toEqual({ ok: false, code: 'malformed' });
  });
});

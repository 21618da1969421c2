// @vitest-environment node
import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBackend } from '../../src/backend/app.ts';
import { openStore } from '../../src/backend/open-store.ts';
import { exportSigningKey, generateSigningKey, importSigningKey, signJws } from '../../src/backend/signing-key.ts';
import { ensureSigningKeys, readSigningKeys, writeSigningKeys } from '../../src/backend/signing-keys.ts';
import { StartError } from '../../src/backend/start-error.ts';
import { jwks, readKeys } from '../../src/contract/jwks.ts';
import { parse } from '../../src/contract/parse.ts';
import { verifyJws } from '../../src/crypto/jws.ts';
import { aMerchantConfig, chance, NOON } from '../support/builders.ts';
import { PEPPER } from './harness.ts';

const { subtle } = globalThis.crypto;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'candor-keys-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const keyFile = (): string => join(folder, 'data', 'receipt-keys.json');

describe('signing keys', () => {
  it('are made at the first start, for their owner only, and are the same at the next', async () => {
    const [first] = await ensureSigningKeys(join(folder, 'data'));
    const [second] = await ensureSigningKeys(join(folder, 'data'));
    expect(second?.publicJwk).toEqual(first?.publicJwk);
    expect(first?.publicJwk).toMatchObject({ kty: 'OKP', crv: 'Ed25519', candor_role: 'receipt' });
    expect((await stat(keyFile())).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'data'))).toEqual(['receipt-keys.json']);
  });

  it('are made once when many processes start at the same moment', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => ensureSigningKeys(join(folder, 'data'))));
    expect(new Set(all.map(([key]) => key?.publicJwk.kid)).size).toBe(1);
  });

  it('are never written over', async () => {
    const [held] = await ensureSigningKeys(join(folder, 'data'));
    expect(await writeSigningKeys(keyFile(), [await generateSigningKey('receipt')])).toBe(false);
    expect((await readSigningKeys(keyFile()))[0]?.publicJwk).toEqual(held?.publicJwk);
  });

  it.each([0o640, 0o604, 0o660, 0o644])(
    'that others can reach (mode %o) are refused, with what to do',
    async (mode) => {
      await ensureSigningKeys(join(folder, 'data'));
      await chmod(keyFile(), mode);
      await expect(ensureSigningKeys(join(folder, 'data'))).rejects.toThrow(/chmod 600/);
    },
  );

  const changed = (over: object) => async () => {
    const key = await exportSigningKey(await generateSigningKey('receipt'));
    return JSON.stringify({ keys: [{ ...key, ...over }] });
  };
  it.each([
    ['nothing', async () => ''],
    ['no JSON', async () => '{"keys": [secret-canary'],
    ['no keys', async () => '{"keys":[]}'],
    ['a public key only', changed({ d: undefined })],
    ['a private half that is too short', changed({ d: 'AAAA' })],
    ['halves of two keys', changed({ d: 'A'.repeat(43) })],
    ['another kid', changed({ kid: 'A'.repeat(43) })],
    ['another role', changed({ candor_role: 'explanation' })],
    ['an unheard role', changed({ candor_role: 'anything' })],
  ])('in a file that holds %s are refused, and the file is not repeated', async (_what, make) => {
    await ensureSigningKeys(join(folder, 'data'));
    await writeFile(keyFile(), await make());
    const refusal = await ensureSigningKeys(join(folder, 'data')).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StartError);
    expect(String(refusal)).toContain(keyFile());
    expect(String(refusal)).not.toMatch(/canary|A{43}.*A{43}/);
  });

  it('of a file that is absent are refused by name', async () => {
    await expect(readSigningKeys(join(folder, 'none.json'))).rejects.toThrow(/none\.json cannot be read \(ENOENT\)/);
  });

  it.each(['Ed25519', 'P-256'] as const)('of curve %s sign what the widget verifies', async (crv) => {
    const key = await importSigningKey(await exportSigningKey(await generateSigningKey('explanation', crv)));
    const jws = await signJws({ iss: 'https://shop.example' }, 'why+jws', key);
    const expected = {
      keys: [key.publicJwk],
      role: 'explanation',
      typ: 'why+jws',
      iss: 'https://shop.example',
    } as const;
    expect((await verifyJws(jws, expected, subtle)).ok).toBe(true);
    expect(await verifyJws(jws, { ...expected, role: 'receipt' }, subtle)).toEqual({ ok: false, code: 'role-wrong' });
  });

  it('cannot be taken out of a running process', async () => {
    const [key] = await ensureSigningKeys(join(folder, 'data'));
    expect(key?.privateKey.extractable).toBe(false);
    expect(await readFile(keyFile(), 'utf8')).toContain('"d"');
  });
});

describe('published keys', () => {
  const start = async (explanationKeys: unknown, roles: readonly ('receipt' | 'explanation')[] = ['receipt']) => {
    const store = await openStore({ databaseUrl: ':memory:', dataDir: '' });
    const keys = await Promise.all(roles.map((role) => generateSigningKey(role)));
    const config = aMerchantConfig({ explanationKeys: explanationKeys as never });
    const checkpointKeys = [await generateSigningKey('checkpoint')];
    const parts = { store, keys, checkpointKeys, pepper: PEPPER, config, now: () => NOON, chance };
    return { keys, checkpointKeys, backend: await createBackend(parts) };
  };

  it('are this backend’s and the recommenders’, each with its role, and nothing private', async () => {
    const { publicJwk } = await generateSigningKey('explanation');
    for (const form of [[publicJwk], { keys: [publicJwk] }]) {
      const { keys, checkpointKeys, backend } = await start(form);
      const response = await backend.fetch(new Request('https://candor.example/.well-known/candor/jwks.json'));
      const text = await response.text();
      expect(text).not.toContain('"d"');
      const published = parse(jwks, JSON.parse(text));
      expect(published && readKeys(published)).toEqual([keys[0]?.publicJwk, checkpointKeys[0]?.publicJwk, publicJwk]);
    }
  });

  it('of a wrong role, or twice the same, stop the start', async () => {
    const [explains, signs] = [await generateSigningKey('explanation'), await generateSigningKey('receipt')];
    await expect(start([signs.publicJwk])).rejects.toThrow(/has the role "receipt"/);
    await expect(start([explains.publicJwk, explains.publicJwk])).rejects.toThrow(/stands twice/);
    await expect(start([{ ...explains.publicJwk, kid: 'A'.repeat(43) }])).rejects.toThrow(/thumbprint/);
    await expect(start([], ['receipt', 'explanation'])).rejects.toThrow(/has the role "explanation"/);
    await expect(start([], [])).rejects.toThrow(/no signing key/);
    await expect(start('keys.json')).rejects.toThrow(/path of a file/);
  });
});

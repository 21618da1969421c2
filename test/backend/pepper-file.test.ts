// @vitest-environment node
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPepper } from '../../src/backend/pepper.ts';
import { ensurePepper } from '../../src/backend/pepper-file.ts';
import { toBase64Url } from '../../src/crypto/base64url.ts';
import { aSubject, chance } from '../support/builders.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'candor-pepper-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const file = (): string => join(folder, 'data', 'pepper.key');

describe('the pepper', () => {
  it('is made at the first start, for its owner only, and is the same at the next', async () => {
    const first = await ensurePepper(join(folder, 'data'));
    expect(first).toHaveLength(32);
    expect(await ensurePepper(join(folder, 'data'))).toEqual(first);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'data'))).toEqual(['pepper.key']);
    expect(await readFile(file(), 'utf8')).toBe(`${toBase64Url(first)}\n`);
  });

  it('is made once when many processes start at the same moment', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => ensurePepper(join(folder, 'data'))));
    expect(new Set(all.map(toBase64Url)).size).toBe(1);
  });

  it('comes from the environment where it stands there, and no file is made', async () => {
    const given = chance(new Uint8Array(32));
    expect(await ensurePepper(join(folder, 'data'), toBase64Url(given))).toEqual(given);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([0o640, 0o604, 0o644])('that others can read (mode %o) is refused, with what to do', async (mode) => {
    await ensurePepper(join(folder, 'data'));
    await chmod(file(), mode);
    await expect(ensurePepper(join(folder, 'data'))).rejects.toThrow(/chmod 600/);
  });

  it.each(['', 'too-short', 'A'.repeat(44), `${'A'.repeat(42)}!`])(
    '%j is refused, and is not repeated',
    async (text) => {
      await ensurePepper(join(folder, 'data'));
      await writeFile(file(), text);
      const refusals = await Promise.allSettled([ensurePepper(join(folder, 'data')), ensurePepper(folder, text)]);
      expect(refusals.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      for (const one of refusals)
        if (one.status === 'rejected' && text !== '') expect(String(one.reason)).not.toContain(text);
    },
  );

  it('names alike only what is the same, and nothing alike that another pepper names', async () => {
    const [one, same, other] = await Promise.all([7, 7, 8].map((byte) => createPepper(new Uint8Array(32).fill(byte))));
    const { subject } = await aSubject();
    const tombstone = await one?.tombstoneOf(subject);
    expect(tombstone).toMatch(/^[\w-]{43}$/);
    expect(await same?.tombstoneOf(subject)).toBe(tombstone);
    expect(await other?.tombstoneOf(subject)).not.toBe(tombstone);
    expect(await one?.tombstoneOf((await aSubject()).subject)).not.toBe(tombstone);
    expect(await one?.handleOf(subject as never)).not.toBe(tombstone);
  });
});

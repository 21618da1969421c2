// @vitest-environment node
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/backend/sqlite.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'candor-sqlite-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the embedded record', () => {
  it('opens once another process that is making the same file is done', async () => {
    const file = join(folder, 'candor.sqlite');
    const other = new Database(file);
    other.exec('begin exclusive');
    const opening = openSqliteStore(file);
    await new Promise(setImmediate);
    other.exec('commit');
    other.close();
    const store = await opening;
    await expect(store.check()).resolves.toBeUndefined();
    await store.close();
  });

  it('does not wait for a file that is no database', async () => {
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'Notes of a shop that are no record. '.repeat(200));
    await expect(openSqliteStore(file)).rejects.toThrow('SQLITE_NOTADB');
  });
});

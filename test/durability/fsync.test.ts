import { describe, expect, it } from 'vitest';
import { itWithTool } from '../support/tools.ts';
import { ACTS, measureSync, type StoreKind, type SyncFigures } from './fsync.ts';
import { aMutant, BUGS, type SeededBug } from './mutant.ts';
import { ensureStrace, type Machine } from './strace.ts';
import { readTrace } from './system-calls.ts';

const ALL_ON_DISK: SyncFigures = { created: ACTS, traced: ACTS, onDisk: ACTS };

const withBug = async (store: StoreKind, bug: SeededBug): Promise<SyncFigures> => {
  const mutant = await aMutant(bug);
  try {
    return await measureSync(store, mutant.cli);
  } finally {
    await mutant.remove();
  }
};

describe('every receipt is on disk before its answer leaves', () => {
  itWithTool('strace', ensureStrace, 'with the embedded store', async () => {
    expect(await measureSync('sqlite')).toEqual(ALL_ON_DISK);
  });

  itWithTool('strace', ensureStrace, 'with PostgreSQL', async () => {
    expect(await measureSync('postgres')).toEqual(ALL_ON_DISK);
  });
});

describe('the proof', () => {
  itWithTool('strace', ensureStrace, 'sees that an embedded store no longer waits for the disk', async () => {
    const { traced, onDisk } = await withBug('sqlite', BUGS.sqliteWithoutSync);
    expect(traced).toBe(ACTS);
    expect(onDisk).toBeLessThan(ACTS / 2);
  });

  itWithTool('strace', ensureStrace, 'sees that PostgreSQL answers before its log is on disk', async () => {
    const { traced, onDisk } = await withBug('postgres', BUGS.postgresWithoutSync);
    expect(traced).toBe(ACTS);
    expect(onDisk).toBeLessThan(ACTS / 2);
  });

  it('needs a bug that can be seeded', async () => {
    await expect(aMutant([{ from: 'no such text', to: '' }])).rejects.toThrow('0 times');
  });
});

describe('a trace', () => {
  it('tells of each call its file, its bytes, and whether it went well', () => {
    const [write, sync] = readTrace(
      String.raw`7  pwrite64(5<\x2f\x61>, "\x41\x42"..., 2, 0) = 2
7  fsync(5<\x2f\x61>)                   = -1 EIO (Input/output error)`,
    );
    expect(write).toEqual({ pid: 7, name: 'pwrite64', path: '/a', data: 'AB', began: 0, ended: 0, ok: true });
    expect(sync).toMatchObject({ name: 'fsync', ok: false });
  });

  it('joins a call that another thread’s lines interrupt', () => {
    const calls = readTrace(
      String.raw`7  fdatasync(5<\x2f\x61> <unfinished ...>
8  writev(6<\x62>, [{iov_base="\x43", iov_len=1}, {iov_base="\x44", iov_len=1}], 2) = 2
7  <... fdatasync resumed>)             = 0`,
    );
    expect(calls.map(({ name, data, began, ended, ok }) => [name, data, began, ended, ok])).toEqual([
      ['fdatasync', '', 0, 2, true],
      ['writev', 'CD', 1, 1, true],
    ]);
  });

  it('keeps the call during which the tracer left: who was answered has seen its bytes', () => {
    const [answer] = readTrace(String.raw`7  writev(6<\x62>, [{iov_base="\x43", iov_len=1}], 1 <detached ...>`);
    expect(answer).toEqual({ pid: 7, name: 'writev', path: 'b', data: 'C', began: 0, ended: 1, ok: false });
  });
});

describe('strace', () => {
  type Facts = Partial<Omit<Machine, 'works' | 'run'>> & { readonly isThere?: boolean; readonly isToBeHad?: boolean };
  const aMachine = ({ isThere = false, isToBeHad = true, ...over }: Facts): Machine => {
    let installed = isThere;
    return {
      platform: 'linux',
      isRoot: true,
      isDebian: true,
      ...over,
      works: () => installed,
      run: (_command, args) => {
        installed ||= isToBeHad && args[0] === 'install';
        return true;
      },
    };
  };

  it.each([
    ['is there', { isThere: true }, true],
    ['is installed where that can be done', {}, true],
    ['cannot be installed', { isToBeHad: false }, false],
    ['is not installed for another account than root', { isRoot: false }, false],
    ['is not installed on another Linux', { isDebian: false }, false],
    ['is nowhere but on Linux', { platform: 'darwin' as const, isThere: true }, false],
  ])('%s', (_what, machine, expected) => {
    expect(ensureStrace(aMachine(machine))).toBe(expected);
  });
});

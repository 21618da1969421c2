// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { ensureChromium, type Machine, systemPlaces } from './chromium.ts';

const OWN = '/opt/playwright/chrome';
const SYSTEM = '/usr/bin/chromium';

type Told = Partial<Machine> & {
  readonly browsers?: readonly string[];
  readonly brings?: Readonly<Record<string, string>>;
};

/** A machine with these browsers, on which each command brings the browser named for it. */
const aMachine = ({ browsers = [], brings = {}, ...over }: Told = {}) => {
  const present = new Set(browsers);
  const ran: string[] = [];
  const machine: Machine = {
    platform: 'linux',
    environment: { PATH: '/usr/local/bin:/usr/bin' },
    isRoot: false,
    isDebian: false,
    works: (path) => present.has(path),
    playwrightPath: () => OWN,
    run: (command, args) => {
      const isPlaywright = args.includes('chromium') && command !== 'apt-get';
      const line = isPlaywright ? 'playwright install chromium' : [command, ...args].join(' ');
      ran.push(line);
      if (brings[line]) present.add(brings[line]);
      return Promise.resolve(line in brings || line === 'apt-get update');
    },
    ...over,
  };
  return { machine, ran };
};

const APT = 'apt-get install -y chromium';
const PLAYWRIGHT = 'playwright install chromium';

describe('the browser for the tests', () => {
  it('is the one CANDOR_CHROMIUM names, before any other', async () => {
    const { machine } = aMachine({
      browsers: ['/my/chrome', SYSTEM, OWN],
      environment: { CANDOR_CHROMIUM: '/my/chrome', PATH: '/usr/bin' },
    });
    expect(await ensureChromium(machine)).toBe('/my/chrome');
  });

  it('is never another one when CANDOR_CHROMIUM names something that does not start', async () => {
    const { machine, ran } = aMachine({ browsers: [SYSTEM], environment: { CANDOR_CHROMIUM: '/my/chrome' } });
    await expect(ensureChromium(machine)).rejects.toThrow('CANDOR_CHROMIUM names /my/chrome');
    expect(ran).toEqual([]);
  });

  it("is the system's, before Playwright's own", async () => {
    expect(await ensureChromium(aMachine({ browsers: [SYSTEM, OWN] }).machine)).toBe(SYSTEM);
  });

  it("is Playwright's own where the system has none", async () => {
    const { machine, ran } = aMachine({ browsers: [OWN], isRoot: true, isDebian: true });
    expect(await ensureChromium(machine)).toBe(OWN);
    expect(ran).toEqual([]);
  });

  it('comes from apt-get as root on Debian', async () => {
    const { machine, ran } = aMachine({ isRoot: true, isDebian: true, brings: { [APT]: SYSTEM } });
    expect(await ensureChromium(machine)).toBe(SYSTEM);
    expect(ran).toEqual(['apt-get update', APT]);
  });

  it.each([
    ['not as root', { isRoot: false, isDebian: true }],
    ['not on Debian', { isRoot: true, isDebian: false }],
  ])('comes from Playwright %s', async (_name, over) => {
    const { machine, ran } = aMachine({ ...over, brings: { [PLAYWRIGHT]: OWN } });
    expect(await ensureChromium(machine)).toBe(OWN);
    expect(ran).toEqual([PLAYWRIGHT]);
  });

  it.each([
    ['fails', {}],
    ['installs a script that only points elsewhere', { [APT]: '/usr/bin/nothing' }],
  ])('comes from Playwright where apt-get %s', async (_name, apt) => {
    const { machine, ran } = aMachine({ isRoot: true, isDebian: true, brings: { ...apt, [PLAYWRIGHT]: OWN } });
    expect(await ensureChromium(machine)).toBe(OWN);
    expect(ran.at(-1)).toBe(PLAYWRIGHT);
  });

  it.each<Told>([{}, { brings: { [PLAYWRIGHT]: '/elsewhere' } }])(
    'is asked for in one sentence when nothing helps',
    async (told) => {
      await expect(ensureChromium(aMachine(told).machine)).rejects.toThrow(
        /^No Chromium .*set CANDOR_CHROMIUM to the path of one\.$/,
      );
    },
  );
});

describe('the places of a system browser', () => {
  it('are the PATH first, by name and then by folder', () => {
    const places = systemPlaces({ platform: 'linux', environment: { PATH: '/a:/b' } });
    expect(places.slice(0, 3)).toEqual(['/a/chromium', '/b/chromium', '/a/chromium-browser']);
    expect(places).toContain('/opt/google/chrome/chrome');
  });

  it('are the applications on macOS', () => {
    expect(systemPlaces({ platform: 'darwin', environment: {} })).toContain(
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    );
  });

  it('are the program folders on Windows, as far as they are known', () => {
    const environment = { Path: 'C:\\bin', LOCALAPPDATA: 'C:\\Local' };
    const places = systemPlaces({ platform: 'win32', environment });
    expect(places[0]).toBe('C:\\bin\\chromium.exe');
    expect(places.at(-2)).toBe('C:\\Local\\Google\\Chrome\\Application\\chrome.exe');
  });
});

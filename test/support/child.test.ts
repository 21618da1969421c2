// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { type Child, freePort, startChild } from './child.ts';

const script = (code: string): readonly string[] => ['--input-type=module', '--eval', code];

const LISTENS = `
  import { createServer } from 'node:http';
  const server = createServer((request, response) => response.end('here')).listen(0, '127.0.0.1', () => {
    process.stdout.write('listening on http://127.0.0.1:');
    process.stdout.write(server.address().port + '\\n');
  });`;
const STOPS = `${LISTENS} process.once('SIGTERM', () => server.close(() => process.exit(3)));`;
const STAYS = `${LISTENS} process.on('SIGTERM', () => undefined);`;

const isReached = ({ url }: Child): Promise<boolean> =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  );

describe('a server of a test', () => {
  it('answers at the address it printed, once that line is whole', async () => {
    const server = await startChild({ args: script(STOPS) });
    expect(await isReached(server)).toBe(true);
    await server.stop();
  });

  it('is gone when its stop has been awaited, and may be stopped again', async () => {
    const server = await startChild({ args: script(STOPS) });
    expect(await server.stop()).toBe(3);
    expect(await isReached(server)).toBe(false);
    expect(await server.stop()).toBe(3);
  });

  it('can be killed where it would not stop', async () => {
    const server = await startChild({ args: script(STAYS) });
    await server.kill9();
    expect(await isReached(server)).toBe(false);
  });

  it('tells what it wrote when it ends instead of listening', async () => {
    const args = script(`console.error('the config has no issuer'); process.exit(2);`);
    await expect(startChild({ args })).rejects.toThrow(/ended with 2 .*\n.*the config has no issuer/s);
  });

  it('can be given a port that is free', async () => {
    const [one, other] = [await freePort(), await freePort()];
    expect(one).toBeGreaterThan(0);
    expect(other).toBeGreaterThan(0);
  });
});

// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { permit } from '../../demo/server/permission.ts';
import { createRecordClient } from '../../demo/server/record-client.ts';
import { aRecord, NOW, pageSays, PURCHASES, SUBJECT } from './support.ts';

type Reply = () => Response;
const answer =
  (given: readonly string[], etag = '"1"'): Reply =>
  () =>
    Response.json({ subject: SUBJECT, order: 1, ...aRecord(given) }, { headers: { etag } });
const unreachable: Reply = () => {
  throw new TypeError('fetch failed');
};

/** A record that gives one reply after the other, the last for ever, at times told. */
const aClient = (replies: readonly Reply[]) => {
  const asked: Request[] = [];
  let now = NOW;
  const ask = createRecordClient({
    base: 'https://record.example',
    key: 'a-key',
    now: () => now,
    fetch: (request) => {
      asked.push(request);
      return Promise.resolve().then(() => (replies[asked.length - 1] ?? replies.at(-1) ?? unreachable)());
    },
  });
  const mayUse = async (): Promise<boolean> => (await permit(pageSays([PURCHASES]), ask, now)).given.has(PURCHASES);
  return { asked, mayUse, later: (milliseconds: number) => void (now += milliseconds) };
};

describe('asking the record', () => {
  test('goes to the subject, with the API key', async () => {
    const { asked, mayUse } = aClient([answer([PURCHASES])]);
    expect(await mayUse()).toBe(true);
    expect([asked[0]?.url, asked[0]?.headers.get('authorization')]).toEqual([
      `https://record.example/admin/v1/subjects/${SUBJECT}`,
      'Bearer a-key',
    ]);
  });
  test('is done anew each time, and an unchanged answer counts as new', async () => {
    const { asked, mayUse, later } = aClient([answer([PURCHASES], '"7"'), () => new Response(null, { status: 304 })]);
    await mayUse();
    later(61_000);
    expect(await mayUse()).toBe(true);
    expect(asked[1]?.headers.get('if-none-match')).toBe('"7"');
  });
  test('sees a withdrawal at once', async () => {
    const { mayUse } = aClient([answer([PURCHASES]), answer([])]);
    expect([await mayUse(), await mayUse()]).toEqual([true, false]);
  });
  test.each<[string, Reply]>([
    ['not reached', unreachable],
    ['broken', () => new Response('down', { status: 503 })],
    ['refusing the key', () => new Response('{}', { status: 401 })],
    ['a portal', () => new Response('<html>', { status: 200 })],
    ['answering 304 to nothing', () => new Response(null, { status: 304 })],
    ['without the subject', () => new Response('{}', { status: 404 })],
    ['without the fields', () => Response.json({})],
  ])('when it is %s allows nothing', async (_, reply) => {
    expect(await aClient([reply]).mayUse()).toBe(false);
  });
  test('counts the last answer for 60 seconds when it cannot be reached, and not a moment longer', async () => {
    const { mayUse, later } = aClient([answer([PURCHASES]), unreachable]);
    expect(await mayUse()).toBe(true);
    later(60_000);
    expect(await mayUse()).toBe(true);
    later(1);
    expect(await mayUse()).toBe(false);
  });
  test('forgets a subject that the record has erased', async () => {
    const { mayUse } = aClient([answer([PURCHASES]), () => new Response('{}', { status: 404 }), unreachable]);
    expect([await mayUse(), await mayUse(), await mayUse()]).toEqual([true, false, false]);
  });
  test('is not done before there is a subject', async () => {
    const { asked } = aClient([answer([PURCHASES])]);
    const permission = await permit(
      { subject: undefined, state: pageSays([PURCHASES]).state },
      () => Promise.reject(new Error('asked')),
      NOW,
    );
    expect([permission.given.size, asked.length]).toEqual([0, 0]);
  });
});

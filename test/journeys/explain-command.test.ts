import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explanationKeySet } from '../../src/backend/explanation-keys.ts';
import { signExplanation, signExplanations } from '../../src/backend/sign-explanation.ts';
import { generateSigningKey } from '../../src/backend/signing-key.ts';
import { anExplanation } from '../backend/told.ts';
import { aWorkplace, candor, type Workplace } from '../support/command.ts';

let place: Workplace;
beforeEach(async () => {
  place = await aWorkplace();
});
afterEach(() => place.leave());

const SCORE = { value: 0.9, scale: 'additive', base: 0, residual: 0.1 };

describe('candor explain check', () => {
  it('is content with an answer of the recommender, checked with the keys it publishes', async () => {
    const key = await generateSigningKey('explanation');
    const explanations = await signExplanations([anExplanation(), anExplanation({ id: 'why-2' })], key);
    const file = await place.write('answer.json', { explanations });
    const keys = await place.write('keys.json', explanationKeySet([key]));
    const said = await candor('explain', 'check', file, '--keys', keys, '--iss', 'https://shop.example');
    expect([said.code, said.err]).toEqual([0, '']);
    expect(said.out).toBe(`${file}: 2 explanations, 0 errors, 0 warnings\n`);
  });

  it('ends with 0 for warnings, and with 1 for an error in any file, with its place and what to do', async () => {
    const [right, wrong] = [
      await place.write('right.json', anExplanation()),
      await place.write('wrong.json', anExplanation({ score: SCORE })),
    ];
    const [one, both] = await Promise.all([
      candor('explain', 'check', right),
      candor('explain', 'check', right, wrong),
    ]);
    expect([one.code, one.out]).toEqual([0, expect.stringContaining('1 explanation, 0 errors, 1 warning')]);
    expect(both.code).toBe(1);
    expect(both.out).toContain('error sum-wrong: /score/value is 0.9; base, weights and residual make 0.6');
    expect(both.out).toContain('→ put what is not listed into the residual');
  });

  it('tells a program every finding as JSON', async () => {
    const file = await place.write('wrong.json', anExplanation({ score: SCORE }));
    const said = await candor('explain', 'check', '--json', file);
    expect(said.code).toBe(1);
    expect(JSON.parse(said.out)).toMatchObject({
      errors: 1,
      warnings: 1,
      files: [{ file, explanations: [{ id: 'why-1', findings: [{ code: 'not-signed' }, { code: 'sum-wrong' }] }] }],
    });
  });

  it('says that a changed explanation was changed', async () => {
    const key = await generateSigningKey('explanation');
    const jws = await signExplanation(anExplanation(), key);
    const [head, tail] = [jws.slice(0, 300), jws.slice(301)];
    const file = await place.write('changed.jws', `${head}${jws[300] === 'A' ? 'B' : 'A'}${tail}`);
    const said = await candor(
      'explain',
      'check',
      file,
      '--keys',
      await place.write('keys.json', explanationKeySet([key])),
    );
    expect([said.code, said.out]).toEqual([1, expect.stringMatching(/error (?:signature-wrong|jws-malformed)/)]);
  });

  it('asks the engine to recompute, and finds a residual that hides something', async () => {
    const factors = [
      { id: 'f1', weight: 0.5 },
      { id: 'f2', weight: 0.3 },
    ];
    const server = createServer((_request, response) => {
      response.end(JSON.stringify({ explanations: [{ id: 'why-1', factors }] }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const engine = `http://127.0.0.1:${(server.address() as AddressInfo).port}/why`;
    const said = await candor('explain', 'check', await place.write('one.json', anExplanation()), '--engine', engine);
    server.close();
    expect([said.code, said.out]).toEqual([1, expect.stringContaining('error engine-residual-wrong: /score/residual')]);
  });

  it.each([
    ['nothing to do', ['explain'], /candor explain check FILE/],
    ['no file', ['explain', 'check'], /the file is missing/],
    ['a file that is not there', ['explain', 'check', 'none.json'], /none\.json cannot be read \(ENOENT\)/],
    [
      'keys that are not there',
      ['explain', 'check', '-', '--keys', 'none.json'],
      /none\.json cannot be read \(ENOENT\)/,
    ],
    ['an engine by http', ['explain', 'check', '-', '--engine', 'http://shop.example/'], /may not be asked/],
    [
      'an option of another command',
      ['explain', 'check', '-', '--jwks', 'keys.json'],
      /means nothing to candor explain/,
    ],
  ])('with %s says what to write', async (_what, args, words) => {
    const said = await candor(...args);
    expect([said.code, said.err]).toEqual([2, expect.stringMatching(words)]);
  });

  it('of what is piped in, here nothing, says that it is empty', async () => {
    const said = await candor('explain', 'check', '-');
    expect([said.code, said.out]).toEqual([1, expect.stringContaining('error json-unreadable: it is empty')]);
  });
});

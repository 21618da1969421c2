// @vitest-environment node
import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { engineAt } from '../../src/backend/commands/ask-engine.ts';
import { signExplanation } from '../../src/backend/sign-explanation.ts';
import { generateSigningKey } from '../../src/backend/signing-key.ts';
import { aFactor, anExplanation, codesIn, type Over } from './told.ts';

/** The engine's own account of `why-1`: one listed factor, and two that make the residual of 0.1. */
const anAccount = (over: Over = {}): object => ({
  id: 'why-1',
  factors: [
    { id: 'f1', weight: 0.5 },
    { id: 'f2', weight: 0.08 },
    { id: 'f3', weight: 0.02 },
  ],
  ...over,
});

const saying = (answer: unknown) => async () => (typeof answer === 'string' ? answer : JSON.stringify(answer));

describe('an engine that recomputes', () => {
  it.each([
    ['a response', { explanations: [anAccount()] }],
    ['a list', [anAccount()]],
    ['one account', anAccount()],
    ['an account with a base', anAccount({ score: { base: 0, value: 0.6 } })],
  ])('and agrees is found with nothing, whether it answers %s', async (_what, answer) => {
    expect(await codesIn(anExplanation(), { engine: saying(answer) })).toEqual([]);
  });

  it('may answer a signed explanation with all factors', async () => {
    const whole = anExplanation({
      factors: [aFactor(), aFactor({ id: 'f2', weight: 0.1 })],
      score: { value: 0.6, scale: 'additive', base: 0 },
    });
    const jws = await signExplanation(whole, await generateSigningKey('explanation'));
    expect(await codesIn(anExplanation(), { engine: saying({ explanations: [jws] }) })).toEqual([]);
  });

  it.each([
    [
      'a factor of another weight',
      {
        factors: [
          { id: 'f1', weight: 0.4 },
          { id: 'f2', weight: 0.1 },
        ],
      },
      ['engine-weight-wrong /factors/0/weight'],
    ],
    [
      'a weight that differs by a little more than the tolerance',
      {
        factors: [
          { id: 'f1', weight: 0.500_001_1 },
          { id: 'f2', weight: 0.1 },
        ],
      },
      ['engine-weight-wrong /factors/0/weight'],
    ],
    [
      'a weight that differs by less',
      {
        factors: [
          { id: 'f1', weight: 0.500_000_9 },
          { id: 'f2', weight: 0.1 },
        ],
      },
      [],
    ],
    [
      'a residual that hides something',
      {
        factors: [
          { id: 'f1', weight: 0.5 },
          { id: 'f2', weight: 0.3 },
          { id: 'f3', weight: -0.1 },
        ],
      },
      ['engine-residual-wrong /score/residual'],
    ],
    ['a residual of nothing', { factors: [{ id: 'f1', weight: 0.5 }] }, ['engine-residual-wrong /score/residual']],
    ['a factor it never had', { factors: [{ id: 'f2', weight: 0.1 }] }, ['engine-factor-missing /factors/0/id']],
    ['another base', { score: { base: 0.05 } }, ['engine-base-wrong /score/base']],
    ['another explanation', { id: 'why-2' }, ['engine-answer-missing /id']],
    [
      'a factor twice',
      {
        factors: [
          { id: 'f1', weight: 0.5 },
          { id: 'f1', weight: 0.1 },
        ],
      },
      ['engine-answer-wrong '],
    ],
    ['a weight that it does not tell', { factors: [{ id: 'f1', weight: null }] }, ['engine-answer-wrong ']],
  ])('and has %s is told so', async (_what, over, findings) => {
    expect(await codesIn(anExplanation(), { engine: saying(anAccount(over)) })).toEqual(findings);
  });

  it.each([
    ['no JSON', '<html>'],
    ['nothing', '{"explanations":[]}'],
    ['a list of numbers', '[1,2]'],
    ['a name twice', '{"id":"why-1","id":"why-1","factors":[]}'],
    ['an empty text', ''],
  ])('and answers %s is told so', async (_what, text) => {
    expect(await codesIn(anExplanation(), { engine: saying(text) })).toEqual(['engine-answer-wrong ']);
  });

  it('is asked once for all that call themselves exact, and for nothing else', async () => {
    const asked: (readonly string[])[] = [];
    const engine = async (ids: readonly string[]) => {
      asked.push(ids);
      return JSON.stringify(ids.map((id) => anAccount({ id })));
    };
    const shap = anExplanation({ id: 'why-2', method: { type: 'shap', verified: true } });
    expect(
      await codesIn({ explanations: [anExplanation(), shap, anExplanation({ id: 'why-3' })] }, { engine }),
    ).toEqual([]);
    expect(asked).toEqual([['why-1', 'why-3']]);
  });

  it('is not asked where there is nothing exact', async () => {
    const engine = () => Promise.reject(new Error('asked'));
    expect(await codesIn(anExplanation({ method: { type: 'shap', verified: true } }), { engine })).toEqual([]);
  });
});

describe('the address of an engine', () => {
  const running: ReturnType<typeof createServer>[] = [];
  afterEach(() => running.splice(0).forEach((server) => server.close()));

  const serve = async (answer: RequestListener): Promise<string> => {
    const server = createServer(answer).listen(0, '127.0.0.1');
    running.push(server);
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/why?shop=1`;
  };

  it('is asked with the ids, beside what it has of its own', async () => {
    const address = await serve(({ url }, response) => void response.end(url));
    expect(await engineAt(address)(['a:1', 'b'])).toBe('/why?shop=1&ids=a%3A1%2Cb');
  });

  it.each<[string, RequestListener]>([
    ['an error', (_request, response) => void response.writeHead(500).end('{}')],
    ['the way elsewhere', (_request, response) => void response.writeHead(302, { location: '/other' }).end()],
    ['more than 5 MB', (_request, response) => void response.end('x'.repeat(5_000_001))],
    [
      'half an answer',
      (_request, response) =>
        void response.writeHead(200, { 'content-length': '9' }).write('x', () => response.destroy()),
    ],
  ])('that answers %s gave none', async (_what, answer) => {
    const engine = engineAt(await serve(answer));
    expect(await engine(['a'])).toBeUndefined();
    expect(await codesIn(anExplanation(), { engine })).toEqual(['engine-unreachable ']);
  });

  it.each(['http://shop.example/why', 'ftp://localhost/', 'https://me:secret@shop.example/', 'shop.example', ''])(
    '%j may not be asked',
    (address) => {
      expect(() => engineAt(address)).toThrow(/may not be asked/);
    },
  );
});

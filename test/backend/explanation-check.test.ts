// @vitest-environment node
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkExplanations } from '../../src/backend/explanation-check/check.ts';
import { describeShared } from '../support/shared.ts';
import { aFactor, anExplanation, aRow, codesIn, findingsIn, type Over } from './told.ts';

const aDraft = JSON.stringify(anExplanation());

describe('an explanation', () => {
  it('that is right is found with nothing but that it is not signed', async () => {
    const found = await findingsIn(aDraft);
    expect(found.map(({ code, severity }) => [code, severity])).toEqual([['not-signed', 'warning']]);
  });

  it('is told every fault of its format, each with its place, the reason, and what to write', async () => {
    const found = await findingsIn(
      anExplanation({ item: undefined, iat: 'now', commercial: { effect: 'none' }, lang: 'english' }),
    );
    const faults = found.filter(({ code }) => code === 'schema');
    expect(faults.map(({ path }) => path).toSorted()).toEqual(['/commercial/sponsored', '/iat', '/item', '/lang']);
    expect(faults.find(({ path }) => path === '/commercial/sponsored')).toMatchObject({
      severity: 'error',
      reason: 'is missing',
      hint: expect.stringContaining('UCPD Annex I'),
    });
    expect(faults.every(({ hint }) => hint.length > 10)).toBe(true);
  });
});

describe('the format', () => {
  const wrong: readonly (readonly [what: string, over: Over, finding: string])[] = [
    ['another version', { v: 2 }, 'schema /v'],
    ['a word nobody knows', { kind: 'guess' }, 'schema /kind'],
    ['hidden characters', { item: { id: 'mug', name: 'M\u{202e}ug' } }, 'schema /item/name'],
    ['an id with a space', { id: 'why 1' }, 'schema /id'],
    ['a weight in words', { factors: [aFactor({ weight: 'much' })] }, 'schema /factors/0/weight'],
    ['25 factors', { factors: Array.from({ length: 25 }, (_x, at) => aFactor({ id: `f${at}` })) }, 'schema /factors'],
    ['an address without a scheme', { contact: { human: 'shop.example' } }, 'schema /contact/human'],
    ['a script for an address', { contact: { human: 'javascript:alert(1)' } }, 'schema /contact/human'],
    ['a day that is none', { data: [aRow({ from: '2026-02-31T25:00:00Z' })] }, 'schema /data/0/from'],
    ['null where nothing may stand', { rank: null }, 'schema /rank'],
    ['a name the format does not know', { reason: 'because' }, 'unknown-member /reason'],
    [
      'an address in a control, which nobody follows',
      { controls: [{ id: 'c1', type: 'exclude-data', effect: 'immediate', href: 'https://shop.example/' }] },
      'unknown-member /controls/0/href',
    ],
  ];

  it.each(wrong)('with %s is told so', async (_what, over, finding) => {
    expect(await codesIn(anExplanation(over))).toEqual([finding]);
  });

  it.each([
    ['larger than the panel reads', { note: 'x'.repeat(60_000) }, 'too-large '],
    ['deeper than the panel reads', { note: JSON.parse(`${'['.repeat(14)}1${']'.repeat(14)}`) }, 'too-deep '],
  ])('%s is not looked into', async (_what, over, finding) => {
    expect(await codesIn(anExplanation(over))).toEqual([finding]);
  });

  it.each([
    ['nothing', '  \n', 'json-unreadable'],
    ['half of it', aDraft.slice(0, 200), 'json-unreadable'],
    ['a name twice', aDraft.replace('"id":"why-1"', '"id":"why-1","id":"why-2"'), 'json-unreadable'],
    ['a name that reaches a prototype', aDraft.replace('{', '{"__proto__":{},'), 'json-unreadable'],
    ['half a character', aDraft.replace('"Mug"', String.raw`"\ud800"`), 'json-unreadable'],
    ['a thousand levels', `${'['.repeat(1000)}${']'.repeat(1000)}`, 'json-unreadable'],
    ['a number', '{"explanations":[1]}', 'json-unreadable'],
    ['nothing in a list', '{"explanations":[]}', 'list-empty'],
    ['words', 'because you liked it', 'jws-malformed'],
    ['a file of 6 MB', 'x'.repeat(6_000_000), 'too-large'],
  ])('of a text that holds %s is none', async (_what, text, code) => {
    expect((await findingsIn(text)).map((one) => one.code)).toContain(code);
  });

  it('of more than fifty is one answer too long', async () => {
    const list = Array.from({ length: 51 }, (_x, at) => anExplanation({ id: `why-${at}` }));
    expect(await codesIn({ explanations: list })).toEqual(['list-too-long ']);
  });
});

describeShared('the worked example', 'samples/explanation', (folder) => {
  const keys = JSON.parse(readFileSync(`${folder}/jwks.json`, 'utf8')).keys;

  it.each(['example.json', 'example.jws'])('%s has no error', async (name) => {
    const context = name.endsWith('jws') ? { keys, iss: 'https://shop.example' } : {};
    const found = await findingsIn(readFileSync(`${folder}/${name}`, 'utf8'), context);
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('a check', () => {
  it('repeats nothing hidden or long to the terminal', async () => {
    const found = await findingsIn(anExplanation({ [`\u{1b}[31m\u{202e}${'x'.repeat(900)}`]: 1 }));
    const told = JSON.stringify(found);
    expect(told).not.toMatch(/\\u001b|\u{202e}/u);
    expect(found.every(({ path }) => path.length <= 300)).toBe(true);
  });

  it('never throws, whatever stands in a file', async () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json({ maxDepth: 6 }),
      fc
        .tuple(fc.constantFrom(...Object.keys(anExplanation())), fc.jsonValue())
        .map(([name, value]) => JSON.stringify(anExplanation({ [name]: value }))),
      fc
        .tuple(fc.nat(aDraft.length), fc.string({ maxLength: 3 }))
        .map(([at, text]) => aDraft.slice(0, at) + text + aDraft.slice(at + 1)),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (text) => void (await checkExplanations(text, { keys: [] }))),
      { numRuns: 300 },
    );
  });
});

// @vitest-environment node
import { STATUS_CODES } from 'node:http';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { FINAL_PROBLEMS, problem, PROBLEM_STATUS } from '../../src/contract/problem.ts';
import * as routeExports from '../../src/contract/routes.ts';
import type { Route } from '../../src/contract/routes.ts';
import { isPanelName, PANELS } from '../../src/contract/targets.ts';

const routes: readonly (readonly [string, Route])[] = Object.entries(routeExports);

describe('a problem', () => {
  it.each(Object.entries(PROBLEM_STATUS))('%s is a stable kebab-case word for an HTTP error: %i', (code, status) => {
    expect(code).toMatch(/^[a-z\d]+(?:-[a-z\d]+)*$/);
    expect(STATUS_CODES[status]).toBeDefined();
    expect(status).toBeGreaterThanOrEqual(400);
  });

  it.each([...FINAL_PROBLEMS])('%s, which is final, exists and says the sender is at fault', (code) => {
    const status = Object.entries(PROBLEM_STATUS).find(([name]) => name === code)?.[1];
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  it.each([
    'rate-limited',
    'in-flight',
    'request-timeout',
    'schema-unsupported',
    'internal',
    'shutting-down',
    'store-unavailable',
    'origin-not-allowed',
    'not-found',
    'secret-missing',
    'receipt-erased',
  ])('%s is never final: the entry waits', (code) => {
    expect(PROBLEM_STATUS).toHaveProperty(code);
    expect(FINAL_PROBLEMS.has(code)).toBe(false);
  });

  it('carries members this version does not know', () => {
    const body = {
      type: 'about:blank',
      title: 'Chain forked',
      status: 409,
      code: 'chain-forked',
      last_seq: 3,
      head: null,
      more: 1,
    };
    expect(v.parse(problem, body)).toEqual(body);
  });

  it.each([
    ['a firewall page', '<html>'],
    ['a problem without code', { type: 'about:blank', title: 'x', status: 403 }],
    ['a status as text', { type: 'about:blank', title: 'x', status: '403', code: 'x' }],
    ['a broken status', { type: 'about:blank', title: 'x', status: 403.5, code: 'x' }],
    ['nothing', null],
  ])('is not %s', (_what, body) => {
    expect(v.is(problem, body)).toBe(false);
  });
});

describe('the route table', () => {
  it('holds every endpoint once', () => {
    const spelled = routes.map(([, { method, path }]) => `${method} ${path}`);
    expect(new Set(spelled).size).toBe(spelled.length);
    expect(spelled.length).toBeGreaterThanOrEqual(10);
  });

  it.each(routes)('%s names problems that exist, each once', (_name, { problems }) => {
    expect(new Set(problems).size).toBe(problems.length);
    for (const code of problems) expect(PROBLEM_STATUS).toHaveProperty(code);
  });

  it.each(routes)('%s has a plain path whose parameters begin their segments', (_name, { path }) => {
    expect(path).toMatch(/^(?:\/(?:[a-z\d.][\w.-]*|\{[a-z][a-z\d]*\}(?:\.[a-z]+)*))+$/);
  });

  it.each(routes)('%s answers success with 2xx or 304, and says who must be speaking', (_name, route) => {
    const statuses = Object.keys(route.replies).map(Number);
    expect(statuses.some((status) => status >= 200 && status < 300)).toBe(true);
    expect(statuses.every((status) => (status >= 200 && status < 300) || status === 304)).toBe(true);
    expect(['none', 'subject', 'merchant']).toContain(route.auth);
    expect(route.summary.length).toBeGreaterThan(0);
  });

  // To erase what is erased already is fine.
  it.each(routes.filter(([name, { auth }]) => auth === 'subject' && name !== 'deleteSubject'))(
    '%s tells a missing, a wrong and an erased secret apart',
    (_name, { problems }) => {
      expect(problems).toEqual(expect.arrayContaining(['secret-missing', 'secret-wrong', 'subject-erased']));
    },
  );

  it.each(routes.filter(([, { idempotent }]) => idempotent))(
    '%s answers a replay with 200 and a reused key with a problem',
    (_name, route) => {
      expect(Object.keys(route.replies)).toEqual(expect.arrayContaining(['200', '201']));
      expect(route.problems).toEqual(
        expect.arrayContaining(['key-reused', 'in-flight', 'idempotency-key-missing', 'idempotency-key-mismatch']),
      );
    },
  );

  it('takes no body by GET or DELETE, and a schema by every POST', () => {
    for (const [, route] of routes) expect(route.body !== undefined).toBe(route.method === 'POST');
  });
});

describe('a panel', () => {
  it.each(PANELS)('%s is one', (name) => {
    expect(isPanelName(name)).toBe(true);
  });
  it.each(['', 'Why', 'about', 'constructor', '__proto__', 0, null, undefined, {}, ['why']])('%s is none', (word) => {
    expect(isPanelName(word)).toBe(false);
  });
});

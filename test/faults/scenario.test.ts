// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { ALL_ELSEWHERE, ALL_KINDS, DEVICE_KINDS, ELSEWHERE_KINDS, type Kind, WIRE_KINDS } from './kinds.ts';
import { deviceKindsOf, type Scenario, scenarioElsewhere, scenarioOf } from './scenario.ts';

const MANY = 2_000;
const scripts: readonly Scenario[] = Array.from({ length: MANY }, (_, at) => scenarioOf(at + 1));

const kindsIn = (scenario: Scenario): readonly Kind[] => [
  ...scenario.wire.map(({ kind }) => kind),
  ...deviceKindsOf(scenario),
  ...(scenario.storage.kind === 'well' ? [] : [scenario.storage.kind]),
  ...scenario.steps.flatMap((step) => (step.kind === 'acts' ? step.acts.flatMap(({ kill }) => kill?.how ?? []) : [])),
];

describe('the script of a run', () => {
  it('is the same for the same seed', () => {
    expect(scenarioOf(4711)).toEqual(scenarioOf(4711));
  });

  it('is another for another seed', () => {
    expect(new Set(scripts.map((script) => JSON.stringify({ ...script, seed: 0 }))).size).toBeGreaterThan(MANY * 0.99);
  });

  it.each([...Object.keys(WIRE_KINDS), ...Object.keys(DEVICE_KINDS)] as Kind[])(
    'holds %s often enough to fire fifty times in 2,000 runs',
    (kind) => {
      expect(scripts.filter((script) => kindsIn(script).includes(kind)).length).toBeGreaterThan(65);
    },
  );

  it('loses a response after commit in more than 30 % of the runs', () => {
    const losing = scripts.filter(({ wire }) => wire.some(({ kind }) => kind === 'lost-response'));
    expect(losing.length).toBeGreaterThan(MANY * 0.4);
  });

  it('has at least one act, and each act a tab that is there', () => {
    for (const { steps, tabs } of scripts) {
      const acts = steps.flatMap((step) => (step.kind === 'acts' ? step.acts : []));
      expect(acts.length).toBeGreaterThan(0);
      expect(acts.every(({ tab }) => tab < tabs)).toBe(true);
    }
  });

  it('grants by keyboard only: a pointer soon after the first paint would be asked again', () => {
    const grants = scripts
      .flatMap(({ steps }) => steps)
      .flatMap((step) => (step.kind === 'acts' ? step.acts : []))
      .filter(({ deed }) => deed === 'accept-all' || deed === 'save' || deed === 'undo');
    expect(grants.every(({ by }) => by === 'keyboard')).toBe(true);
  });

  it.each(ALL_ELSEWHERE)('for %s is played with the keyboard, in one tab that stays online', (kind) => {
    for (let seed = 1; seed < 200; seed += 1) {
      const { steps, tabs, elsewhere } = scenarioElsewhere(seed, kind);
      expect({ tabs, elsewhere }).toEqual({ tabs: 1, elsewhere: kind });
      const acts = steps.flatMap((step) => (step.kind === 'acts' ? step.acts : []));
      expect(acts.every(({ by, kill }) => by === 'keyboard' && kill === undefined)).toBe(true);
      expect(steps.some((step) => step.kind === 'storage-fails')).toBe(kind === 'disk-full');
    }
  });

  it('names each kind once', () => {
    const all = [WIRE_KINDS, DEVICE_KINDS, ELSEWHERE_KINDS].flatMap((kinds) => Object.keys(kinds));
    expect(all).toEqual([...ALL_KINDS]);
    expect(new Set(all).size).toBe(all.length);
  });
});

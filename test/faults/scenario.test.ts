// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { ALL_KINDS, DEVICE_KINDS, type Kind, WIRE_KINDS } from './kinds.ts';
import { deviceKindsOf, type Scenario, scenarioOf } from './scenario.ts';

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

  it.each(ALL_KINDS)('holds %s often enough to fire fifty times in 2,000 runs', (kind) => {
    expect(scripts.filter((script) => kindsIn(script).includes(kind)).length).toBeGreaterThan(65);
  });

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

  it('names each kind once, of the wire or of the device', () => {
    expect(new Set(ALL_KINDS).size).toBe(Object.keys(WIRE_KINDS).length + Object.keys(DEVICE_KINDS).length);
  });
});

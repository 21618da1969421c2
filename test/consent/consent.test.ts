// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChoices, endsOf, foldEvents, isAllowed, onlyNarrows, withExpiry } from '../../src/consent/consent.ts';
import { purposeOf, statusOf } from '../../src/consent/status.ts';
import type { Effective } from '../../src/contract/receipt.ts';
import {
  anEvent,
  anyArrival,
  anyChain,
  anyChoices,
  anyNarrowing,
  arrivedAs,
  at,
  effectiveOf,
  key,
  KEYS,
  PURPOSES,
  second,
} from './arbitraries.ts';

const fold = (...events: Parameters<typeof anEvent>[0][]): Effective =>
  foldEvents(
    events.map((choices, place) => anEvent(choices, { seq: place + 1, order: place + 1 })),
    PURPOSES,
  );
const states = (state: Effective): Record<string, string> =>
  Object.fromEntries(Object.entries(state).map(([name, entry]) => [name, entry.state]));

describe('consent status', () => {
  it('is unknown, and nothing is allowed, before the first act', () => {
    for (const name of KEYS) {
      expect(statusOf({}, name)).toBe('unknown');
      expect(isAllowed({}, name)).toBe(false);
    }
  });

  it.each([
    ['given', [{ ads: 'given' }]],
    ['refused', [{ ads: 'refused' }]],
    ['refused', [{ ads: 'refused' }, { ads: 'refused' }]],
    ['withdrawn', [{ ads: 'given' }, { ads: 'refused' }]],
    ['withdrawn', [{ ads: 'given' }, { ads: 'refused' }, { ads: 'refused' }]],
    ['given', [{ ads: 'given' }, { ads: 'refused' }, { ads: 'given' }]],
    ['given', [{ ads: 'refused' }, { ads: 'given' }]],
    ['unknown', [{ chat: 'given' }]],
  ] as const)('is %s after %j', (status, events) => {
    expect(statusOf(fold(...events), key('ads'))).toBe(status);
  });

  it('of a grant ends at the purpose’s validity after its receipt at the shop, and a refusal never ends', () => {
    const state = fold({ ads: 'given', chat: 'given' }, { 'ads@meta': 'refused' });
    expect(state[key('ads')]?.until).toBe('2027-05-22T00:00:01.000Z');
    expect(state[key('chat')]?.until).toBe('2027-11-22T00:00:01.000Z');
    expect(state[key('ads@meta')]?.until).toBeUndefined();
  });

  it('of a purpose the shop no longer names ends after twelve months', () => {
    expect(fold({ gone: 'given' })[key('gone')]?.until).toBe('2027-11-22T00:00:01.000Z');
  });

  it('expires at its end, not a millisecond earlier, and can be given anew', () => {
    const state = fold({ ads: 'given' });
    expect(statusOf(withExpiry(state, at('2027-05-22T00:00:00.999Z')), key('ads'))).toBe('given');
    expect(statusOf(withExpiry(state, at('2027-05-22T00:00:01.000Z')), key('ads'))).toBe('expired');
    const again = applyChoices(withExpiry(state, at('2028-01-01T00:00:00.000Z')), anEvent({ ads: 'given' }), PURPOSES);
    expect(statusOf(again, key('ads'))).toBe('given');
  });

  it('of an expired grant that is then refused is withdrawn', () => {
    const expired = withExpiry(fold({ ads: 'given' }), at('2028-01-01T00:00:00.000Z'));
    expect(statusOf(applyChoices(expired, anEvent({ ads: 'refused' }), PURPOSES), key('ads'))).toBe('withdrawn');
  });

  it.each(['unknown', 'refused', 'withdrawn'] as const)(
    'that is %s does not expire, whatever end another program wrote on it',
    (state) => {
      const entry = { ads: { state, until: at('2020-01-01T00:00:00.000Z') } };
      expect(statusOf(withExpiry(entry, second(0)), key('ads'))).toBe(state);
    },
  );

  it('of names every object has is unknown', () => {
    for (const name of ['valueOf', 'toString', 'hasOwnProperty']) expect(statusOf({}, key(name))).toBe('unknown');
  });

  it('is not changed by what a page plants on every object', () => {
    const planted = { state: 'given' };
    Object.defineProperty(Object.prototype, 'ads', {
      value: planted,
      configurable: true,
      enumerable: true,
      writable: true,
    });
    try {
      expect(isAllowed({}, key('ads'))).toBe(false);
      expect(states(fold({ ads: 'refused' }))).toEqual({ ads: 'refused' });
    } finally {
      Reflect.deleteProperty(Object.prototype, 'ads');
    }
  });
});

describe('a vendor', () => {
  it.each([
    ['given', { ads: 'given' }],
    ['refused', { ads: 'refused' }],
    ['refused', { ads: 'given', 'ads@meta': 'refused' }],
    ['given', { ads: 'given', 'ads@meta': 'given' }],
    ['refused', { ads: 'refused', 'ads@meta': 'given' }],
    ['withdrawn', { ads: 'withdrawn', 'ads@meta': 'given' }],
    ['unknown', { 'ads@meta': 'given' }],
    ['expired', { ads: 'given', 'ads@meta': 'expired' }],
    ['unknown', { chat: 'given', 'chat@meta': 'given' }],
  ] as const)('is %s under %j: never wider than its purpose', (status, entries) => {
    expect(statusOf(effectiveOf(entries), key('ads@meta'))).toBe(status);
  });

  it('refused alone, after its purpose was given, is withdrawn', () => {
    expect(states(fold({ ads: 'given' }, { 'ads@meta': 'refused' }))).toEqual({
      ads: 'given',
      'ads@meta': 'withdrawn',
    });
    expect(states(fold({ 'ads@meta': 'refused' }))).toEqual({ 'ads@meta': 'refused' });
  });

  it('stays refused when its purpose is given anew', () => {
    expect(
      isAllowed(
        fold({ ads: 'given' }, { 'ads@meta': 'refused' }, { ads: 'refused' }, { ads: 'given' }),
        key('ads@meta'),
      ),
    ).toBe(false);
  });

  it('is named after its purpose', () => {
    expect(purposeOf(key('assistant.personalise@meta'))).toBe('assistant.personalise');
    expect(purposeOf(key('assistant.personalise'))).toBe('assistant.personalise');
  });
});

describe('the fold', () => {
  it('changes neither the state nor the events it was given', () => {
    const before = Object.freeze(effectiveOf({ ads: 'given' }));
    applyChoices(before, Object.freeze(anEvent({ ads: 'refused' })), PURPOSES);
    const events = Object.freeze([anEvent({ ads: 'given' }, { order: 2 }), anEvent({ ads: 'refused' })]);
    foldEvents(events, PURPOSES);
    expect(before).toEqual(effectiveOf({ ads: 'given' }));
  });

  it('of one unbroken chain is the same, in whatever order its events arrive and are listed', () => {
    fc.assert(
      fc.property(anyArrival, ({ chain, arrival }) => {
        const late = arrivedAs(chain, arrival);
        expect(states(foldEvents(late, PURPOSES))).toEqual(states(foldEvents(chain, PURPOSES)));
        expect(
          foldEvents(
            arrival.flatMap((place) => late[place] ?? []),
            PURPOSES,
          ),
        ).toEqual(foldEvents(late, PURPOSES));
      }),
      { numRuns: 500 },
    );
  });

  it('never lets a narrowing event be without effect when it arrives: at the head, or as a fork with any seq', () => {
    fc.assert(
      fc.property(
        anyArrival,
        anyNarrowing,
        fc.boolean(),
        fc.integer({ min: 1, max: 7 }),
        ({ chain, arrival }, choices, forked, seq) => {
          const order = chain.length + 1;
          const event = anEvent(choices, { order, forked, seq: forked ? seq : order });
          const state = foldEvents([event, ...arrivedAs(chain, arrival)], PURPOSES);
          for (const name of KEYS) if (choices[name] === 'refused') expect(isAllowed(state, name)).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('lets a narrowing event that comes late into its gap be undone only by a grant made after it', () => {
    fc.assert(
      fc.property(anyChain, anyNarrowing, fc.nat(), (chain, choices, place) => {
        const gap = place % chain.length;
        const events = chain.map((event) =>
          event.seq === gap + 1 ? { ...event, choices, order: 99, received_at: second(99) } : event,
        );
        const state = foldEvents(events, PURPOSES);
        const givenAfter = (name: string): boolean =>
          chain.some(({ seq, choices: made }) => seq > gap + 1 && made[key(name)] === 'given');
        for (const name of KEYS) if (choices[name] && isAllowed(state, name)) expect(givenAfter(name)).toBe(true);
      }),
    );
  });

  it('applies a fork after what had arrived before it, and later grants after the fork', () => {
    const given = anEvent({ ads: 'given' }, { seq: 5, order: 1 });
    const fork = anEvent({ ads: 'refused' }, { seq: 2, order: 2, forked: true });
    const again = anEvent({ ads: 'given' }, { seq: 6, order: 3 });
    expect(states(foldEvents([given, fork], PURPOSES))).toEqual({ ads: 'withdrawn' });
    expect(states(foldEvents([again, fork, given], PURPOSES))).toEqual({ ads: 'given' });
    const late = anEvent({ ads: 'given' }, { seq: 4, order: 3 });
    expect(states(foldEvents([late, fork, given], PURPOSES))).toEqual({ ads: 'withdrawn' });
  });

  it('never changes what was not chosen', () => {
    fc.assert(
      fc.property(anyChain, anyChoices, (chain, choices) => {
        const before = foldEvents(chain, PURPOSES);
        const after = applyChoices(before, anEvent(choices, { order: 50 }), PURPOSES);
        for (const name of KEYS) if (!(name in choices)) expect(after[name]).toEqual(before[name]);
      }),
    );
  });

  it('does not change with the shop’s purposes once the ends of its grants were fixed', () => {
    fc.assert(
      fc.property(anyChain, fc.constantFrom('P1D', 'P3M', 'P2Y'), (chain, validFor) => {
        const fixed = chain.map((event) => ({ ...event, until: endsOf(event, PURPOSES) }));
        const changed = PURPOSES.map((purpose) => ({ ...purpose, validFor }));
        expect(foldEvents(fixed, changed)).toEqual(foldEvents(chain, PURPOSES));
        expect(foldEvents(fixed, [])).toEqual(foldEvents(chain, PURPOSES));
      }),
    );
  });

  it('only narrows when every choice refuses', () => {
    expect(onlyNarrows({ choices: { [key('ads')]: 'refused', [key('chat')]: 'refused' } })).toBe(true);
    expect(onlyNarrows({ choices: { [key('ads')]: 'refused', [key('chat')]: 'given' } })).toBe(false);
  });
});

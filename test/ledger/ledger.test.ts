// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldEvents } from '../../src/consent/consent.ts';
import type { Choice } from '../../src/contract/consent-event.ts';
import type { ReceiptId, Sha256 } from '../../src/contract/ids.ts';
import { type Delivery, EMPTY_LEDGER, type LedgerEntry } from '../../src/ledger/ledger.ts';
import * as past from '../../src/ledger/past.ts';
import { anyChain, at, key, PURPOSES, second } from '../consent/arbitraries.ts';
import { aConsentEntry, aKey, anObjectionEntry } from '../support/ledger-builders.ts';

const { statusAt } = past;
const eventsOf = (entries: readonly LedgerEntry[]) => past.eventsOf({ key: aKey(), entries });
const confirmedEventsOf = (entries: readonly LedgerEntry[]) => past.confirmedEventsOf({ key: aKey(), entries });

type Wish = {
  readonly seq?: number;
  readonly choices?: Record<string, Choice>;
  readonly delivery?: Delivery;
  readonly order?: number;
  readonly forked?: boolean;
  readonly occurred?: string;
};

/** An entry of the ledger; confirmed ones carry a receipt, received at the second of its order. */
const anEntry = ({
  seq = 1,
  choices = { ads: 'given' },
  delivery = 'confirmed',
  order = seq,
  forked = false,
  occurred,
}: Wish = {}): LedgerEntry => {
  const entry = aConsentEntry({ seq, choices, occurred_at: at(occurred ?? '2026-11-22T00:00:00.000Z') });
  if (delivery !== 'confirmed') return { ...entry, delivery };
  const receipt = {
    jti: `rcp_${String(order).padStart(16, '0')}` as ReceiptId,
    order,
    received_at: second(order),
    forked,
  };
  return { ...entry, delivery, receipt };
};

const statusNow = (entries: readonly LedgerEntry[], time = second(60)): string =>
  statusAt(eventsOf(entries), key('ads'), time, PURPOSES);

describe('what this device counts', () => {
  it('is nothing before the first act', () => {
    expect(eventsOf(EMPTY_LEDGER.entries)).toEqual([]);
    expect(EMPTY_LEDGER).toMatchObject({ key: undefined, head: { seq: 0, digest: null }, config: undefined });
  });

  it('is every act but those the shop refused for good', () => {
    const entries = [
      anEntry({ seq: 1 }),
      anEntry({ seq: 2, delivery: 'refused' }),
      anEntry({ seq: 3, delivery: 'waiting' }),
      anObjectionEntry(),
    ];
    expect(eventsOf(entries).map(({ seq }) => seq)).toEqual([1, 3]);
  });

  it('is nothing that another subject did, whose receipts a file brought', () => {
    expect(past.eventsOf({ key: aKey('B'), entries: [anEntry()] })).toEqual([]);
    expect(past.eventsOf({ key: undefined, entries: [anEntry()] })).toEqual([]);
  });

  it('is confirmed only when the shop has said so', () => {
    const entries = [
      anEntry({ seq: 1 }),
      anEntry({ seq: 2, delivery: 'refused' }),
      anEntry({ seq: 3, delivery: 'waiting' }),
      anObjectionEntry(),
    ];
    expect(confirmedEventsOf(entries).map(({ seq }) => seq)).toEqual([1]);
  });

  it("takes order, time and fork from the shop's receipt", () => {
    expect(eventsOf([anEntry({ seq: 2, order: 812, forked: true })])).toMatchObject([
      { seq: 2, order: 812, received_at: second(812), forked: true, choices: { ads: 'given' } },
    ]);
  });

  it('lets a withdrawal count at once, while it waits for the shop', () => {
    const withdrawal = anEntry({ seq: 2, choices: { ads: 'refused' }, delivery: 'waiting' });
    expect(foldEvents(eventsOf([anEntry(), withdrawal]), PURPOSES)).toEqual({ ads: { state: 'withdrawn' } });
    expect(foldEvents(confirmedEventsOf([anEntry(), withdrawal]), PURPOSES)).toMatchObject({ ads: { state: 'given' } });
  });

  it('lets what waits apply after all that is confirmed, forks included', () => {
    const fork = anEntry({ seq: 1, choices: { ads: 'refused' }, order: 9, forked: true });
    const waiting = anEntry({ seq: 3, choices: { ads: 'given' }, delivery: 'waiting' });
    expect(foldEvents(eventsOf([waiting, fork, anEntry({ seq: 2 })]), PURPOSES)).toMatchObject({
      ads: { state: 'given' },
    });
  });

  it('mends what the shop called a fork only because the event after it had not arrived, as the shop does', () => {
    const linked = (seq: number, wish: Wish): LedgerEntry => {
      const made = anEntry({ seq, ...wish });
      if (made.kind !== 'consent') return made;
      const prev = seq === 1 ? null : (String(seq - 1).padStart(43, 'd') as Sha256);
      return { ...made, event: { ...made.event, prev } };
    };
    const refused = { choices: { ads: 'refused' }, forked: true } as const;
    const chain = [
      linked(1, { ...refused, order: 3 }),
      linked(2, { ...refused, order: 2 }),
      linked(3, { choices: { ads: 'given' }, order: 1 }),
    ];
    expect(foldEvents(eventsOf(chain), PURPOSES)).toMatchObject({ ads: { state: 'given' } });
    expect(foldEvents(confirmedEventsOf(chain), PURPOSES)).toMatchObject({ ads: { state: 'given' } });
    const beside = linked(2, { ...refused, order: 4 });
    const foreign = { ...beside, id: 'beside', digest: 'x'.repeat(43) as Sha256 };
    expect(foldEvents(eventsOf([...chain, foreign]), PURPOSES)).toMatchObject({ ads: { state: 'withdrawn' } });
  });

  it('goes back to what held before when the shop refuses a grant for good', () => {
    expect(
      foldEvents(
        eventsOf([anEntry({ choices: { ads: 'refused' } }), anEntry({ seq: 2, delivery: 'refused' })]),
        PURPOSES,
      ),
    ).toEqual({
      ads: { state: 'refused' },
    });
  });

  it("does not change with the device's clock once the shop has confirmed", () => {
    const clock = fc.constantFrom(
      '1970-01-01T00:00:00.000Z',
      '2026-11-22T00:00:00.000Z',
      '2038-01-19T03:14:08.000Z',
      '9999-12-31T23:59:59.999Z',
    );
    fc.assert(
      fc.property(anyChain, fc.infiniteStream(clock), (chain, clocks) => {
        const entries = chain.map(({ seq, choices }) => anEntry({ seq, choices, occurred: clocks.next().value }));
        const right = chain.map(({ seq, choices }) => anEntry({ seq, choices }));
        expect(foldEvents(eventsOf(entries), PURPOSES)).toEqual(foldEvents(eventsOf(right), PURPOSES));
        expect(confirmedEventsOf(entries)).toEqual(confirmedEventsOf(right));
      }),
    );
  });

  it('allows and refuses alike whatever the clock says while events wait', () => {
    fc.assert(
      fc.property(
        anyChain,
        fc.constantFrom('1970-01-01T00:00:00.000Z', '9000-12-31T23:59:59.999Z'),
        (chain, occurred) => {
          const states = (clock: string | undefined): unknown =>
            Object.entries(
              foldEvents(
                eventsOf(
                  chain.map(({ seq, choices }) => anEntry({ seq, choices, delivery: 'waiting', occurred: clock })),
                ),
                PURPOSES,
              ),
            ).map(([name, { state }]) => [name, state]);
          expect(states(occurred)).toEqual(states(undefined));
        },
      ),
    );
  });
});

describe('the status at a time', () => {
  const history = [
    anEntry({ seq: 1, choices: { ads: 'given' }, order: 10 }),
    anEntry({ seq: 2, choices: { ads: 'refused' }, order: 20 }),
    anEntry({ seq: 3, choices: { ads: 'given' }, order: 30 }),
  ];

  it.each([
    [9, 'unknown'],
    [10, 'given'],
    [19, 'given'],
    [20, 'withdrawn'],
    [29, 'withdrawn'],
    [30, 'given'],
    [60, 'given'],
  ] as const)('%i seconds into the day is %s: by the moment the shop received each act', (time, status) => {
    expect(statusNow(history, second(time))).toBe(status);
  });

  it('does not depend on how the entries are listed', () => {
    for (const time of [9, 10, 20, 30])
      expect(statusNow([...history].reverse(), second(time))).toBe(statusNow(history, second(time)));
  });

  it('is expired when the grant had run out by then', () => {
    expect(statusNow(history, at('2027-05-22T00:00:29.999Z'))).toBe('given');
    expect(statusNow(history, at('2027-05-22T00:00:30.000Z'))).toBe('expired');
  });

  it("of a vendor follows its purpose's", () => {
    expect(statusAt(eventsOf(history), key('ads@meta'), second(10), PURPOSES)).toBe('given');
    expect(statusAt(eventsOf(history), key('ads@meta'), second(20), PURPOSES)).toBe('withdrawn');
    expect(statusAt(eventsOf(history), key('chat'), second(60), PURPOSES)).toBe('unknown');
  });
});

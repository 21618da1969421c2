// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { ActRecord, Wish } from './acts.ts';
import { compare, losesResponse, outOfOrder, resends, rewrittenReceipts } from './oracle.ts';
import type { Attempt } from './proxy.ts';
import type { EventRow, ObjectionRow, Rows } from './records.ts';
import { wrongAtServer, wrongOnDevice } from './standing.ts';

const GIVEN = { kind: 'choices', choices: { ads: 'given' } } as const;
const REFUSED = { kind: 'choices', choices: { ads: 'refused' } } as const;

const anAct = (wish: Wish, over: Partial<ActRecord> = {}): ActRecord => ({
  visit: 'DE-1',
  step: 0,
  deed: 'save',
  wish,
  isAcked: true,
  isStorageFailing: false,
  isToldForgetful: false,
  isPageGone: false,
  ...over,
});

const aBody = (choices: Readonly<Record<string, string>>, visit = 'DE-1'): string =>
  JSON.stringify({ subject: 'sub_1', region: { declared: visit, source: 'merchant' }, choices });

const aRow = (choices: Readonly<Record<string, string>>, over: Partial<EventRow> = {}): EventRow => ({
  event_id: 'e1',
  subject: 'sub_1',
  seq: 1,
  order: 1,
  forked: false,
  event: aBody(choices),
  receipt: 'receipt-1',
  ...over,
});

const anObjection = (ref: string): ObjectionRow => ({
  objection_id: `o-${ref}`,
  subject: 'sub_1',
  order: 9,
  objection: JSON.stringify({ subject: 'sub_1', ref }),
  receipt: `receipt-${ref}`,
});

const anAttempt = (over: Partial<Attempt> = {}): Attempt => ({
  at: 0,
  key: 'e1',
  authorization: 'Bearer s',
  body: aBody({ ads: 'given' }),
  fault: undefined,
  answer: { status: 201, body: JSON.stringify({ receipt: 'receipt-1' }) },
  delivered: true,
  ...over,
});

const rowsOf = (events: readonly EventRow[], objections: readonly ObjectionRow[] = []): Rows => ({
  events,
  objections,
});
const judged = (acts: readonly ActRecord[], rows: Rows, attempts: readonly Attempt[] = []) =>
  compare({ acts, rows, attempts });

const forked = anAttempt({ answer: { status: 409, body: '{"code":"chain-forked"}' } });

describe('an acknowledged act', () => {
  it('is there when its row is', () => {
    const { lost, duplicated, acknowledged } = judged([anAct(GIVEN)], rowsOf([aRow({ ads: 'given' })]));
    expect({ lost, duplicated, acknowledged }).toEqual({ lost: [], duplicated: [], acknowledged: 1 });
  });

  it('is lost when no row is', () => {
    expect(judged([anAct(GIVEN)], rowsOf([])).lost).toHaveLength(1);
  });

  it('is lost when the row says something else, and that row is one too many', () => {
    const { lost, duplicated } = judged([anAct(GIVEN)], rowsOf([aRow({ ads: 'refused' })]));
    expect([lost.length, duplicated.length]).toEqual([1, 1]);
  });

  it('is lost when the row was made by another load of the page', () => {
    const other = aRow({ ads: 'given' }, { event: aBody({ ads: 'given' }, 'DE-2') });
    expect(judged([anAct(GIVEN)], rowsOf([other])).lost).toHaveLength(1);
  });

  it('is lost when two were made and one row is there', () => {
    expect(judged([anAct(GIVEN), anAct(GIVEN)], rowsOf([aRow({ ads: 'given' })])).lost).toHaveLength(1);
  });

  it('comes before one that was not acknowledged when there is one row for both', () => {
    const acts = [anAct(GIVEN, { isAcked: false }), anAct(GIVEN)];
    expect(judged(acts, rowsOf([aRow({ ads: 'given' })])).lost).toEqual([]);
  });

  it('is lost as an objection too, and one objection stands for one row', () => {
    const wish = { kind: 'objection', ref: 'row-1' } as const;
    expect(judged([anAct(wish)], rowsOf([])).lost).toHaveLength(1);
    const twice = rowsOf([], [anObjection('row-1'), { ...anObjection('row-1'), objection_id: 'other' }]);
    expect(judged([anAct(wish)], twice).duplicated).toHaveLength(1);
  });

  it('is no loss when it widens and was refused for good', () => {
    const { lost, parked } = judged([anAct(GIVEN)], rowsOf([]), [forked]);
    expect([lost.length, parked.length]).toEqual([0, 1]);
  });

  it('is a loss when it was refused and narrows', () => {
    const refusal = { ...forked, body: aBody({ ads: 'refused' }) };
    expect(judged([anAct(REFUSED)], rowsOf([]), [refusal]).lost).toHaveLength(1);
  });

  it('is a loss when the refusal never reached the browser', () => {
    expect(judged([anAct(GIVEN)], rowsOf([]), [{ ...forked, delivered: false }]).lost).toHaveLength(1);
  });

  const gone = { isStorageFailing: true, isToldForgetful: true, isPageGone: true };
  it('may go with its page when nothing could be stored and the panel said so', () => {
    const { lost, forgotten } = judged([anAct(GIVEN, gone)], rowsOf([]));
    expect([lost.length, forgotten.length]).toEqual([0, 1]);
  });

  it.each(['isStorageFailing', 'isToldForgetful', 'isPageGone'] as const)('may not go without %s', (condition) => {
    expect(judged([anAct(GIVEN, { ...gone, [condition]: false })], rowsOf([])).lost).toHaveLength(1);
  });
});

describe('of acts that wished the same', () => {
  const acts = [anAct(GIVEN), anAct(REFUSED, { step: 1 }), anAct(GIVEN, { step: 2 })];
  const [refused, given] = [{ ads: 'refused' }, { ads: 'given' }] as const;

  it.each([
    ['the first', [aRow(given), aRow(refused, { event_id: 'e2', seq: 2 })], 0],
    ['the last', [aRow(refused), aRow(given, { event_id: 'e2', seq: 2 })], 2],
  ])('%s left the row that stands in its place in the chain', (_which, rows, step) => {
    const { matched, duplicated } = judged(acts, rowsOf(rows));
    expect([...matched.keys()].map((act) => act.step).sort()).toEqual([step, 1].sort());
    expect(duplicated).toEqual([]);
  });

  it('an acknowledged one comes first, whatever the chain tells', () => {
    const [first, between, last] = acts.map((act) => ({ ...act, isAcked: act.step !== 2 }));
    const rows = rowsOf([aRow(refused), aRow(given, { event_id: 'e2', seq: 2 })]);
    expect(
      judged(
        [first, between, last].flatMap((act) => act ?? []),
        rows,
      ).lost,
    ).toEqual([]);
  });
});

describe('an act that was not acknowledged', () => {
  it('may have left a row, or none', () => {
    const act = anAct(GIVEN, { isAcked: false });
    expect(judged([act], rowsOf([])).lost).toEqual([]);
    expect(judged([act], rowsOf([aRow({ ads: 'given' })])).duplicated).toEqual([]);
  });

  it('accounts for one row, not for two', () => {
    const act = anAct({ kind: 'untold' }, { isAcked: false });
    const rows = rowsOf([aRow({ ads: 'given' }), aRow({ ads: 'given' }, { event_id: 'e2', seq: 2 })]);
    expect(judged([act], rows).duplicated).toHaveLength(1);
  });
});

describe('the wire', () => {
  it('repeats a receipt to the byte', () => {
    const rows = rowsOf([aRow({ ads: 'given' })]);
    expect(rewrittenReceipts({ acts: [], attempts: [anAttempt(), anAttempt()], rows })).toEqual([]);
    const other = anAttempt({ answer: { status: 200, body: JSON.stringify({ receipt: 'receipt-2' }) } });
    expect(rewrittenReceipts({ acts: [], attempts: [other], rows })).toHaveLength(1);
  });

  it('counts what the backend was asked again, not what never reached it', () => {
    expect(resends([anAttempt(), anAttempt(), anAttempt({ answer: undefined })])).toBe(1);
  });

  it('loses a response when the backend committed and the browser did not hear of it', () => {
    expect(losesResponse([anAttempt({ delivered: false })])).toBe(true);
    expect(losesResponse([anAttempt({ delivered: false, answer: { status: 503, body: '' } })])).toBe(false);
    expect(losesResponse([anAttempt()])).toBe(false);
  });

  it('counts a row that arrived before the one it follows', () => {
    const [first, second] = [aRow({}, { seq: 1, order: 8 }), aRow({}, { seq: 2, order: 7 })];
    expect(outOfOrder(rowsOf([first, second]))).toBe(1);
    expect(outOfOrder(rowsOf([first, { ...second, order: 9 }]))).toBe(0);
    expect(outOfOrder(rowsOf([first, { ...second, subject: 'sub_2' }]))).toBe(0);
  });
});

describe('the state', () => {
  const given = { subject: 'sub_1', given: ['ads'] };
  const nothing = { subject: 'sub_1', given: [] };
  const [grant, refusal] = [aRow({ ads: 'given' }), aRow({ ads: 'refused' }, { event_id: 'e2', seq: 2 })];

  it('is the last acknowledged word, whatever was said before', () => {
    const { matched } = judged([anAct(GIVEN), anAct(REFUSED, { step: 1 })], rowsOf([grant, refusal]));
    expect(wrongAtServer(nothing, matched)).toEqual([]);
    expect(wrongAtServer(given, matched)).toHaveLength(1);
  });

  it('is the last of two undone acts, also where the refusal arrived before the grant', () => {
    const undo = { kind: 'undo' } as const;
    const acts = [anAct(undo), anAct(undo, { step: 1 })];
    const { matched } = judged(acts, rowsOf([refusal, grant]));
    expect(wrongAtServer(nothing, matched)).toEqual([]);
    expect(wrongAtServer(given, matched)).toHaveLength(1);
  });

  it('is what an act undid last, where the grant it resembles never arrived', () => {
    const undo = { kind: 'undo' } as const;
    const acts = [anAct(REFUSED), anAct(GIVEN, { step: 1 }), anAct(undo, { step: 2 }), anAct(undo, { step: 3 })];
    const rows = [refusal, { ...refusal, event_id: 'e3', seq: 4 }, { ...grant, event_id: 'e4', seq: 5 }];
    const { matched, lost } = judged(acts, rowsOf(rows));
    expect(wrongAtServer(given, matched)).toEqual([]);
    expect(wrongAtServer(nothing, matched)).toHaveLength(1);
    expect(lost).toEqual(['DE-1 step 1 save (choices ads=given) acknowledged']);
  });

  it('may be either of two words said at once', () => {
    const { matched } = judged([anAct(GIVEN), anAct(REFUSED)], rowsOf([grant, refusal]));
    expect([...wrongAtServer(nothing, matched), ...wrongAtServer(given, matched)]).toEqual([]);
  });

  it('may be a later word that was not acknowledged, if it arrived', () => {
    const { matched } = judged([anAct(GIVEN), anAct(REFUSED, { step: 1, isAcked: false })], rowsOf([grant, refusal]));
    expect([...wrongAtServer(nothing, matched), ...wrongAtServer(given, matched)]).toEqual([]);
  });

  it('is never wider on the device, and narrower only by a wrong clock', () => {
    expect(wrongOnDevice(given, nothing, false)).toHaveLength(1);
    expect(wrongOnDevice(nothing, given, true)).toHaveLength(1);
    expect(wrongOnDevice(nothing, given, false)).toEqual([]);
    expect(wrongOnDevice(given, given, true)).toEqual([]);
  });
});

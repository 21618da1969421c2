import type { ActRecord } from './acts.ts';
import type { Delivery, Standing } from './oracle.ts';
import type { EventRow } from './records.ts';

type Choices = Readonly<Record<string, string>>;
type Made = { readonly step: number; readonly isAcked: boolean; readonly choices: Choices };

const choicesOf = ({ event }: EventRow): Choices => (JSON.parse(event) as { readonly choices: Choices }).choices;

const madeBy = (subject: string, matched: Delivery['matched']): readonly Made[] =>
  [...matched].flatMap(([{ step, isAcked }, row]: [ActRecord, object]) => {
    const event = row as Partial<EventRow>;
    return event.subject === subject && event.event !== undefined
      ? [{ step, isAcked, choices: choicesOf(row as EventRow) }]
      : [];
  });

/** What may be in force for a key: the last acknowledged step's word, or a later one's that was not acknowledged. Acts of one step happened at once. */
const possible = (key: string, made: readonly Made[]): ReadonlySet<string> => {
  const about = made.filter(({ choices }) => key in choices);
  const last = Math.max(-1, ...about.filter(({ isAcked }) => isAcked).map(({ step }) => step));
  return new Set(about.filter(({ step }) => step >= last).map(({ choices }) => choices[key] ?? ''));
};

/** Where the server's state is not what the shopper last said. */
export const wrongAtServer = ({ subject, given }: Standing, matched: Delivery['matched']): readonly string[] => {
  const made = madeBy(subject, matched);
  const keys = [...new Set(made.flatMap(({ choices }) => Object.keys(choices)))];
  return keys.flatMap((key) => {
    const state = given.includes(key) ? 'given' : 'refused';
    const may = possible(key, made);
    return may.has(state)
      ? []
      : [`${key} is ${state} at the server; the shopper's last word was ${[...may].join(' or ')}`];
  });
};

/**
 * Where the device allows what the server does not, once everything is delivered. With a right clock both agree; a wrong one may only
 * make the device narrower.
 */
export const wrongOnDevice = (device: Standing, server: Standing, isClockRight: boolean): readonly string[] => {
  const wider = device.given.filter((key) => !server.given.includes(key));
  const narrower = isClockRight ? server.given.filter((key) => !device.given.includes(key)) : [];
  return [
    ...wider.map((key) => `${key} is given on the device and not at the server`),
    ...narrower.map((key) => `${key} is given at the server and not on the device`),
  ];
};

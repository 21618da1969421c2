import type { ExplanationInput } from 'candor-widget/contract';
import { PHRASES } from './phrases.ts';

type Controls = ExplanationInput['controls'];

/** What can be done about data on the shopper; the rows and factors name these by id. */
const PERSONAL: Controls = [
  { id: 'exclude', type: 'exclude-data', label: PHRASES.excludeData, effect: 'immediate', receipt: true },
  { id: 'withdraw', type: 'withdraw-consent', label: PHRASES.withdraw, effect: 'immediate', receipt: true },
  { id: 'impersonal', type: 'disable-personalisation', label: PHRASES.noPersonal, effect: 'immediate', receipt: true },
  { id: 'wrong', type: 'wrong-data', label: PHRASES.wrongData, effect: '30d', receipt: true },
];

/** What can be done about any recommendation. */
const ALWAYS: Controls = [
  { id: 'hide', type: 'not-interested', label: PHRASES.notInterested, effect: 'immediate', receipt: true },
  { id: 'report', type: 'report-explanation', label: PHRASES.report, effect: '30d', receipt: true },
  { id: 'human', type: 'request-human', label: PHRASES.human, effect: '24h' },
];

/** The controls of an explanation: about one factor, one data row, or the whole. */
export const tellControls = (personal: boolean): Controls => [...(personal ? PERSONAL : []), ...ALWAYS];

import type { Choice, ConsentEvent } from '../../src/contract/consent-event.ts';
import type { Config } from '../../src/contract/config.ts';
import type {
  ChoiceKey,
  EventId,
  Origin,
  PurposeId,
  ReceiptId,
  Secret,
  Sha256,
  SubjectId,
  Timestamp,
} from '../../src/contract/ids.ts';
import type { Problem } from '../../src/contract/problem.ts';
import { toBase64Url } from '../../src/crypto/base64url.ts';
import type { Ledger, LedgerEntry, Settlement, SubjectKey } from '../../src/ledger/ledger.ts';

type ConsentEntry = LedgerEntry & { readonly kind: 'consent' };

const encode = (value: unknown): string => toBase64Url(new TextEncoder().encode(JSON.stringify(value)));

/** The purpose most of these tests speak of. */
export const PURCHASES = 'assistant.personalise.purchases' as PurposeId;

/** A subject with its secret. */
export const aKey = (letter = 'A'): SubjectKey => ({
  subject: `sub_${letter.repeat(22)}` as SubjectId,
  secret: letter.repeat(43) as Secret,
});

/** Choices by plain names. */
export const choices = (all: Readonly<Record<string, Choice>>): Record<ChoiceKey, Choice> => all;

/** A consent event; `seq` 1 unless told. */
export const aConsentEvent = (change: Partial<ConsentEvent> = {}): ConsentEvent => ({
  schema: 'consent-event/1',
  event_id: `0192f7b0-5c1e-7c3a-9d55-${String(change.seq ?? 1).padStart(12, '0')}` as EventId,
  subject: aKey().subject,
  site: 'https://shop.example' as Origin,
  seq: 1,
  prev: null,
  occurred_at: '2026-11-22T10:15:30.120Z' as Timestamp,
  action: 'save',
  surface: 'choices',
  notice: { id: 'shop', version: '1', lang: 'en', sha256: 'N'.repeat(43) as Sha256, layout: 'equal-buttons/1' },
  choices: choices({ [PURCHASES]: 'given' }),
  signals: { gpc: false },
  region: { declared: 'DE', source: 'merchant' },
  ...change,
});

/** A ledger entry for a consent event, waiting. Its digest is a stand-in: nothing here recomputes it. */
export const aConsentEntry = (change: Partial<ConsentEvent> = {}): ConsentEntry => {
  const event = aConsentEvent(change);
  return {
    kind: 'consent',
    id: event.event_id,
    event,
    digest: String(event.seq).padStart(43, 'd') as Sha256,
    delivery: 'waiting',
  };
};

/** A receipt's text for an entry, with a signature that nobody checks here. */
export const aReceiptFor = ({ id, digest, event }: ConsentEntry): string => {
  const payload = {
    iss: 'https://shop.example',
    jti: 'rcp_0192f7b05c207a108b1d6e3f0a9c2d77',
    iat: 1_795_342_531,
    schema: 'consent-receipt/1',
    event: { ...event, event_id: id },
    event_sha256: digest,
    received_at: '2026-11-22T10:15:31.004Z',
    order: 812,
    forked: false,
    effective: {},
  };
  return `${encode({ alg: 'EdDSA', typ: 'consent-receipt+jws', kid: 'k' })}.${encode(payload)}.${'s'.repeat(86)}`;
};

/** A problem with a code. */
export const aProblem = (code: string, status = 409): Problem => ({ type: 'about:blank', title: code, status, code });

/** A shop's config with one consent purpose. */
export const aConfig = (change: Partial<Config> = {}): Config => ({
  issuer: 'https://shop.example' as Origin,
  controller: { name: 'Example Shop' },
  lang: 'en',
  languages: ['en'],
  notice: {
    id: 'shop',
    version: '1',
    lang: 'en',
    layout: 'equal-buttons/1',
    title: 'Your data',
    body: 'We ask before we use it.',
    purposes: [
      {
        id: PURCHASES,
        title: 'Use my purchase history',
        text: 'To suggest things.',
        recipients: [],
        retention: 'two years',
      },
    ],
    labels: { accept: 'Allow', refuse: 'Refuse', choose: 'Choose' },
    sha256: 'N'.repeat(43) as Sha256,
  },
  purposes: [
    { id: PURCHASES, basis: 'consent', mechanism: 'opt-in', ai: true, gpc: false, validFor: 'P12M', vendors: [] },
    {
      id: 'ads' as PurposeId,
      basis: 'consent',
      mechanism: 'opt-in',
      ai: false,
      gpc: true,
      validFor: 'P12M',
      vendors: [],
    },
  ],
  vendors: [],
  regimes: { '*': 'opt-in' },
  accepts: ['consent-event/1'],
  proofHold: 0,
  features: { apiGrants: false },
  shopOrigins: ['https://shop.example' as Origin],
  ...change,
});

/** A confirmation of an entry, as the outbox settles with it; its signature is checked by nobody here. */
export const aConfirmation = (entry: ConsentEntry, order = 812): Extract<Settlement, { delivery: 'confirmed' }> => ({
  delivery: 'confirmed',
  jws: aReceiptFor(entry),
  receipt: {
    jti: `rcp_${String(order).padStart(16, '0')}` as ReceiptId,
    order,
    received_at: '2026-11-22T10:15:31.004Z' as Timestamp,
    forked: false,
  },
});

/** Appends entries, each behind the one before, as the subject of `aKey`. */
export const appendAll = async (ledger: Ledger, ...entries: readonly LedgerEntry[]): Promise<void> => {
  for (const entry of entries) await ledger.append([{ entry }], { read: await ledger.read(), key: aKey() });
};

/** An objection's entry, waiting, about one data row. */
export const anObjectionEntry = (id = '0192f7b0-5c1e-7c3a-9d55-2f6a1b7e0c12'): LedgerEntry => ({
  kind: 'objection',
  id,
  digest: 'o'.repeat(43) as Sha256,
  delivery: 'waiting',
  objection: {
    schema: 'objection/1',
    objection_id: id as EventId,
    subject: aKey().subject,
    at: '2026-11-22T10:15:30.120Z' as Timestamp,
    scope: 'data',
    ref: 'order-550936',
  },
});

/** Timers for a ledger or a client in a test: what is due at once rings, nothing else ever does. */
export const silent = {
  after: (milliseconds: number, ring: () => void): void => (milliseconds === 0 ? queueMicrotask(ring) : undefined),
  signal: new AbortController().signal,
};

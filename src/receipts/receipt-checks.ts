import { type Signal, signal } from '@preact/signals';
import type { Notice } from '../contract/notice.ts';
import { parse } from '../contract/parse.ts';
import { notice as noticeSchema } from '../contract/notice.ts';
import { getLogProof, getLogTile, getNotice } from '../contract/routes.ts';
import { digestJson } from '../crypto/digest.ts';
import type { LedgerEntry, Runtime } from '../runtime/runtime.ts';
import { checkLogged, type LogCheck, type ProofReply } from './log-check.ts';
import { checkReceipt, type SignatureState } from './receipt-check.ts';

/** What is known of one receipt; `log` comes after the signature. */
export type Checked = {
  readonly signature: SignatureState | 'checking';
  readonly log?: LogCheck['kind'];
  /** Place in the log and its size, where it is logged. */
  readonly place?: { readonly index: number; readonly size: number; readonly goesOn: boolean };
};

/** What was shown when the act was made. */
export type Shown =
  | { readonly kind: 'shown'; readonly notice: Omit<Notice, 'sha256'> }
  | { readonly kind: 'loading' | 'unknown' | 'changed' };

/** How many receipts of all were found how. */
export type Tally = { readonly valid: number; readonly changed: number; readonly unknown: number };

/** Checks of the Receipts panel: signatures, log, and the text that was shown. */
export type Checks = {
  /** Entry id → what is known of its receipt. */
  readonly checked: Signal<Readonly<Record<string, Checked>>>;
  /** Digest of a notice → its text. */
  readonly shown: Signal<Readonly<Record<string, Shown>>>;
  readonly check: (entry: LedgerEntry) => Promise<void>;
  /** Checks the signature of every receipt, a few at a time. */
  readonly checkAll: () => Promise<Tally>;
  readonly show: (entry: LedgerEntry) => Promise<void>;
};

const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The proof that a receipt is logged, as the shop answers. */
const askProof = async ({ ask }: Runtime, jti: string): Promise<ProofReply> => {
  const outcome = await ask(getLogProof, { params: { jti }, fresh: true });
  if (outcome.kind === 'accepted') return { kind: 'proof', text: utf8(outcome.body) };
  if (outcome.kind !== 'rejected') return { kind: 'unreachable' };
  const { code } = outcome.problem;
  if (code === 'receipt-erased') return { kind: 'erased' };
  return { kind: code === 'not-found' ? 'absent' : 'unreachable' };
};

const tileFrom =
  ({ ask }: Runtime) =>
  async (path: string): Promise<Uint8Array | undefined> => {
    const [, level = '', place = ''] = /^tile\/([^/]+)\/(.+)$/.exec(path) ?? [];
    const outcome = await ask(getLogTile, { params: { level, place } });
    return outcome.kind === 'accepted' ? outcome.body : undefined;
  };

const signatureOf = async (runtime: Runtime, { id, kind, digest }: LedgerEntry): Promise<SignatureState> => {
  const { receipt: jws } = await (await runtime.archive()).papers(id);
  const [keys, config] = await Promise.all([runtime.keys(), runtime.config()]);
  if (jws === undefined || !config) return 'no-keys';
  const against = { keys, issuer: config.issuer, subtle: runtime.platform.subtle };
  return checkReceipt({ jws, kind, id, digest }, against);
};

const logOf = async (
  runtime: Runtime,
  { id, receipt }: LedgerEntry,
): Promise<LogCheck & { readonly goesOn: boolean }> => {
  const { ledger, platform } = runtime;
  const archive = await runtime.archive();
  const [{ receipt: jws = '' }, { checkpoint: seen }, keys, config] = await Promise.all([
    archive.papers(id),
    ledger.read(),
    runtime.keys(),
    runtime.config(),
  ]);
  const reply = await askProof(runtime, receipt?.jti ?? '');
  const { subtle } = platform;
  const found = await checkLogged(jws, reply, {
    keys,
    issuer: config?.issuer ?? '',
    seen,
    tile: tileFrom(runtime),
    subtle,
  });
  if (found.kind === 'logged' && found.checkpoint !== seen) await archive.keepCheckpoint(found.checkpoint);
  return { ...found, goesOn: seen !== undefined };
};

/** The notice behind a digest: as this device keeps it, else as the shop tells it, and only if it is what was digested. */
const shownBy = async (runtime: Runtime, sha256: Notice['sha256']): Promise<Shown> => {
  const { subtle } = runtime.platform;
  const kept = await (await runtime.archive()).notice(sha256);
  if (kept) return { kind: 'shown', notice: kept };
  const outcome = await runtime.ask(getNotice, { params: { sha256 } });
  if (outcome.kind !== 'accepted') return { kind: 'unknown' };
  const read = parse(noticeSchema, { ...outcome.body, sha256 });
  if (!read || (await digestJson(outcome.body, subtle)) !== sha256) return { kind: 'changed' };
  return { kind: 'shown', notice: read };
};

/** Receipts checked before the page gets its turn again. */
const AT_ONCE = 25;

const tallyOf = async (runtime: Runtime): Promise<Tally> => {
  const { entries } = await runtime.ledger.read();
  const all = entries.filter(({ receipt }) => receipt !== undefined);
  const tally = { valid: 0, changed: 0, unknown: 0 };
  for (let at = 0; at < all.length && !runtime.signal.aborted; at += AT_ONCE) {
    const states = await Promise.all(all.slice(at, at + AT_ONCE).map((entry) => signatureOf(runtime, entry)));
    for (const state of states) tally[state === 'valid' || state === 'changed' ? state : 'unknown'] += 1;
  }
  return tally;
};

/** The checks of one panel. */
export const createChecks = (runtime: Runtime): Checks => {
  const checked = signal<Readonly<Record<string, Checked>>>({});
  const shown = signal<Readonly<Record<string, Shown>>>({});
  const mark = (id: string, next: Checked): void => {
    checked.value = { ...checked.value, [id]: next };
  };
  return {
    checked,
    shown,
    check: async (entry) => {
      mark(entry.id, { signature: 'checking' });
      const signature = await signatureOf(runtime, entry);
      mark(entry.id, { signature });
      if (signature !== 'valid') return;
      const found = await logOf(runtime, entry);
      const place = found.kind === 'logged' ? { place: found } : {};
      mark(entry.id, { signature, log: found.kind, ...place });
    },
    checkAll: () => tallyOf(runtime),
    show: async (entry) => {
      if (entry.kind !== 'consent') return;
      const { sha256 } = entry.event.notice;
      shown.value = { ...shown.value, [sha256]: { kind: 'loading' } };
      shown.value = { ...shown.value, [sha256]: await shownBy(runtime, sha256) };
    },
  };
};

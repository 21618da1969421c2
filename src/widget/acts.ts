import { buildEvent } from '../consent/consent-event.ts';
import { onlyNarrows } from '../consent/consent.ts';
import { keyOf } from '../consent/choices.ts';
import type { Config } from '../contract/config.ts';
import type { Sha256, SubjectId, Timestamp } from '../contract/ids.ts';
import { type Notice, noticeStrings, refOf } from '../contract/notice.ts';
import type { ObjectionEvent } from '../contract/objection.ts';
import { digestJson, digestText, subjectOf } from '../crypto/digest.ts';
import { newSecret, uuidV7 } from '../crypto/random.ts';
import type { ChainHead, Draft, Ledger, LedgerState, SubjectKey } from '../ledger/ledger.ts';
import { afterAppend, type ConsentEntry } from '../ledger/past.ts';
import type { ConsentWish, ObjectionWish, Platform, Settings } from '../runtime/runtime.ts';

/** What recording an act takes. */
export type ActContext = {
  readonly platform: Platform;
  readonly settings: Settings;
  readonly ledger: Ledger;
  /** Digest of a notice as it was rendered. */
  readonly digestShown: (notice: Notice) => Promise<Sha256>;
  /** Asks the shop where the chain stands: it may know more of it than this device. */
  readonly catchUp: (key: SubjectKey) => Promise<void>;
};

/** An act that is on disk, and the ledger with it. */
export type Recorded = { readonly id: string; readonly state: LedgerState };

const timeOf = (platform: Platform): Timestamp => new Date(platform.now()).toISOString() as Timestamp;

const newKey = async ({ chance, subtle }: Platform): Promise<SubjectKey> => {
  const secret = newSecret(chance);
  return { secret, subject: (await subjectOf(secret, subtle)) as SubjectId };
};

/** Two tabs can act at once; each loser reads the head again. More losses than this means the ledger is broken. */
const MOST_REBUILDS = 50;

/**
 * The state to build on: the last one seen, if this browser was somebody in it and no append on it has failed. Before a grant the shop is asked where it may know more: it would refuse what does not follow. */
const readHead = async ({ ledger, catchUp }: ActContext, isGrant: boolean, tries: number): Promise<LedgerState> => {
  const seen = tries === 0 ? await ledger.recall() : undefined;
  const state = seen?.key ? seen : await ledger.read();
  if (!isGrant || tries > 0 || !state.key || !state.behind) return state;
  await catchUp(state.key);
  return ledger.read();
};

/** What an append needs to know of an act. */
type Kind = { readonly config?: Config; readonly isGrant?: boolean };

/**
 * Appends what is built on the present head. Digests would end an open transaction, so it is built outside and appended
 * only if the head has not moved; else it is built again. Answers the last entry.
 */
const appendBuilt = async (
  context: ActContext,
  { config, isGrant = false }: Kind,
  build: (state: LedgerState, subject: SubjectId) => Promise<readonly Draft[]>,
): Promise<Recorded> => {
  const { platform, ledger } = context;
  for (let tries = 0; tries < MOST_REBUILDS; tries += 1) {
    const state = await readHead(context, isGrant, tries);
    const key = state.key ?? (await newKey(platform));
    const drafts = await build(state, key.subject);
    const place = { read: state, key, ...(config ? { config } : {}) };
    if (await ledger.append(drafts, place))
      return { id: drafts.at(-1)?.entry.id ?? '', state: afterAppend(state, drafts, place) };
  }
  throw new Error('the ledger changed under every attempt to append');
};

type EventContext = ActContext & {
  readonly config: Config;
  readonly subject: SubjectId;
};

/** Digests of notices as they were rendered; each is computed once, since every click would wait for it. */
export const createNoticeDigests = (subtle: SubtleCrypto): ((notice: Notice) => Promise<Sha256>) => {
  const known = new WeakMap<Notice, Promise<Sha256>>();
  return (notice) => {
    const digest = known.get(notice) ?? digestJson(noticeStrings(notice), subtle);
    known.set(notice, digest);
    return digest;
  };
};

/** The next event of a chain, as an entry. */
const draftEvent = async (
  { platform, settings, digestShown, config, subject }: EventContext,
  { action, surface, choices }: ConsentWish,
  head: ChainHead,
): Promise<ConsentEntry> => {
  const id = uuidV7(platform.now(), platform.chance);
  const event = buildEvent({
    id,
    subject,
    head,
    site: settings.site,
    at: timeOf(platform),
    action,
    surface,
    notice: { ...refOf(config.notice), sha256: await digestShown(config.notice) },
    choices,
    gpc: settings.gpc,
    region: settings.region,
  });
  return { kind: 'consent', id, event, digest: await digestJson(event, platform.subtle), delivery: 'waiting' };
};

const headBehind = ({ event, digest }: ConsentEntry): ChainHead => ({ seq: event.seq, digest });

/**
 * The choice that stands for the browser's opt-out preference (Global Privacy Control); undefined where it says nothing
 * new: it is recorded before a subject's first act, and when the preference was off at the last.
 */
const gpcWish = ({ settings }: ActContext, config: Config, state: LedgerState): ConsentWish | undefined => {
  const purposes = config.purposes.filter(({ gpc, basis }) => gpc && basis === 'consent');
  const last = state.entries.findLast((entry): entry is ConsentEntry => entry.kind === 'consent');
  const isTold = state.key !== undefined && last?.event.signals.gpc === true;
  if (!settings.gpc || isTold || purposes.length === 0) return undefined;
  const choices = Object.fromEntries(purposes.map(({ id }) => [keyOf(id), 'refused' as const]));
  return { action: 'gpc', surface: 'api', choices };
};

/** Records a choice under the notice as it was rendered, after the opt-out preference where that is due; both in one transaction. */
export const recordChoice = (context: ActContext, wish: ConsentWish, config: Config): Promise<Recorded> => {
  // Under way while the head is read.
  context.digestShown(config.notice).catch(() => undefined);
  return appendBuilt(context, { config, isGrant: !onlyNarrows(wish) }, async (state, subject) => {
    const all = { ...context, config, subject };
    const preference = gpcWish(context, config, state);
    const first = preference && (await draftEvent(all, preference, state.head));
    const entry = await draftEvent(all, wish, first ? headBehind(first) : state.head);
    return [...(first ? [{ entry: first }] : []), { entry }];
  });
};

/** Records the opt-out preference by itself, where a subject exists and it was switched on since. */
export const recordPreference = async (context: ActContext, config: Config): Promise<boolean> => {
  const state = await context.ledger.read();
  const wish = state.key && gpcWish(context, config, state);
  if (!wish) return false;
  await appendBuilt(context, { config }, async (now, subject) => {
    const entry = await draftEvent({ ...context, config, subject }, wish, now.head);
    return [{ entry }];
  });
  return true;
};

/** Records an objection. */
export const recordObjection = (context: ActContext, wish: ObjectionWish): Promise<Recorded> => {
  const { platform } = context;
  const id = uuidV7(platform.now(), platform.chance);
  return appendBuilt(context, {}, async (_state, subject) => {
    const explanation = wish.explanationJws;
    const digest = explanation === undefined ? undefined : await digestText(explanation, platform.subtle);
    const objection: ObjectionEvent = {
      schema: 'objection/1',
      objection_id: id,
      subject,
      at: timeOf(platform),
      scope: wish.scope,
      ref: wish.ref,
      ...(digest === undefined ? {} : { explanation_sha256: digest }),
    };
    const whole = explanation === undefined ? objection : { ...objection, explanation_jws: explanation };
    const entry = {
      kind: 'objection',
      id,
      objection,
      digest: await digestJson(whole, platform.subtle),
      delivery: 'waiting',
    } as const;
    return [{ entry, ...(explanation === undefined ? {} : { papers: { explanation } }) }];
  });
};

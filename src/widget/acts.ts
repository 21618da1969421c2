import { buildEvent } from '../consent/consent-event.ts';
import { keyOf } from '../consent/choices.ts';
import type { Config } from '../contract/config.ts';
import type { SubjectId, Timestamp } from '../contract/ids.ts';
import { noticeStrings, refOf } from '../contract/notice.ts';
import type { ObjectionEvent } from '../contract/objection.ts';
import { digestJson, digestText, subjectOf } from '../crypto/digest.ts';
import { newSecret, uuidV7 } from '../crypto/random.ts';
import type { ChainHead, Ledger, LedgerEntry, SubjectKey } from '../ledger/ledger.ts';
import type { ConsentWish, ObjectionWish, Platform, Settings } from '../runtime/runtime.ts';

/** What recording an act takes. */
export type ActContext = { readonly platform: Platform; readonly settings: Settings; readonly ledger: Ledger };

const timeOf = (platform: Platform): Timestamp => new Date(platform.now()).toISOString() as Timestamp;

const newKey = async ({ chance, subtle }: Platform): Promise<SubjectKey> => {
  const secret = newSecret(chance);
  return { secret, subject: (await subjectOf(secret, subtle)) as SubjectId };
};

/** Two tabs can act at once; each loser reads the head again. More losses than this means the ledger is broken. */
const MOST_REBUILDS = 50;

/**
 * Appends an entry built on the present head. Digests would end an open transaction, so the entry is built outside and
 * appended only if the head has not moved; else it is built again.
 */
const appendBuilt = async (
  { platform, ledger }: ActContext,
  build: (head: ChainHead, subject: SubjectId) => Promise<LedgerEntry>,
): Promise<LedgerEntry> => {
  for (let tries = 0; tries < MOST_REBUILDS; tries += 1) {
    const { key = await newKey(platform), head } = await ledger.read();
    const entry = await build(head, key.subject);
    if (await ledger.append(entry, head, key)) return entry;
  }
  throw new Error('the ledger changed under every attempt to append');
};

/** Records a choice under the notice as it was rendered. */
export const recordChoice = (context: ActContext, wish: ConsentWish, config: Config): Promise<LedgerEntry> => {
  const { platform, settings } = context;
  const id = uuidV7(platform.now(), platform.chance);
  return appendBuilt(context, async (head, subject) => {
    const sha256 = await digestJson(noticeStrings(config.notice), platform.subtle);
    const event = buildEvent({
      id,
      subject,
      head,
      site: settings.site,
      at: timeOf(platform),
      action: wish.action,
      surface: wish.surface,
      notice: { ...refOf(config.notice), sha256 },
      choices: wish.choices,
      gpc: settings.gpc,
      region: settings.region,
    });
    return { kind: 'consent', id, event, digest: await digestJson(event, platform.subtle), delivery: 'waiting' };
  });
};

/** The `gpc` event that goes before a subject's first act where the browser sends the opt-out preference. */
export const recordGpc = async (context: ActContext, config: Config): Promise<void> => {
  const { head } = await context.ledger.read();
  const purposes = config.purposes.filter(({ gpc, basis }) => gpc && basis === 'consent');
  if (!context.settings.gpc || head.seq > 0 || purposes.length === 0) return;
  const choices = Object.fromEntries(purposes.map(({ id }) => [keyOf(id), 'refused' as const]));
  await recordChoice(context, { action: 'gpc', surface: 'api', choices }, config);
};

/** Records an objection. */
export const recordObjection = (context: ActContext, wish: ObjectionWish): Promise<LedgerEntry> => {
  const { platform } = context;
  const id = uuidV7(platform.now(), platform.chance);
  return appendBuilt(context, async (_head, subject) => {
    const jws = wish.explanationJws;
    const objection: ObjectionEvent = {
      schema: 'objection/1',
      objection_id: id,
      subject,
      at: timeOf(platform),
      scope: wish.scope,
      ref: wish.ref,
      ...(jws === undefined
        ? {}
        : { explanation_sha256: await digestText(jws, platform.subtle), explanation_jws: jws }),
    };
    return {
      kind: 'objection',
      id,
      objection,
      digest: await digestJson(objection, platform.subtle),
      delivery: 'waiting',
    };
  });
};

import type { Config } from '../contract/config.ts';
import type { PublicJwk } from '../contract/jwks.ts';
import type { Notice } from '../contract/notice.ts';
import type { ReceiptFile } from '../contract/receipt-file.ts';
import { getReceiptJsonLd, getReceiptKantara } from '../contract/routes.ts';
import type { LedgerEntry, LedgerState, Runtime } from '../runtime/runtime.ts';

/** Forms in which a receipt is saved. */
export type ReceiptForm = 'jws' | 'jsonld' | 'kantara';

/** A file for the shopper. */
export type SavedFile = { readonly name: string; readonly type: string; readonly text: string };

/** A file, or why there is none: the form cannot say it, or the shop that computes it cannot be reached. */
export type Saving = SavedFile | 'unavailable' | 'unreachable';

const RENDERINGS = {
  jsonld: { route: getReceiptJsonLd, end: 'jsonld', type: 'application/ld+json' },
  kantara: { route: getReceiptKantara, end: 'kantara.json', type: 'application/json' },
} as const;

const withReceipts = ({ entries }: LedgerState): readonly LedgerEntry[] => entries.filter(({ receipt }) => receipt);

const jwsOf = async ({ archive }: Runtime, { id }: LedgerEntry): Promise<string> =>
  (await (await archive()).papers(id)).receipt ?? '';

const rendered = async (runtime: Runtime, form: 'jsonld' | 'kantara', jti: string): Promise<unknown> => {
  const { key } = await runtime.ledger.read();
  const { route } = RENDERINGS[form];
  const outcome = await runtime.ask(route, { params: { jti }, secret: key?.secret ?? '' });
  if (outcome.kind === 'accepted') return outcome.body;
  return outcome.kind === 'rejected' ? 'unavailable' : 'unreachable';
};

/** One receipt: its bytes as they were signed, or as a standard spells it, computed by the shop. */
export const saveOne = async (runtime: Runtime, entry: LedgerEntry, form: ReceiptForm): Promise<Saving> => {
  const jti = entry.receipt?.jti ?? '';
  if (form === 'jws') return { name: `${jti}.jws`, type: 'application/jose', text: await jwsOf(runtime, entry) };
  const json = await rendered(runtime, form, jti);
  if (json === 'unavailable' || json === 'unreachable') return json;
  const { end, type } = RENDERINGS[form];
  return { name: `${jti}.${end}`, type, text: JSON.stringify(json, undefined, 2) };
};

/** Every receipt in one file; those that a form cannot say are left out of it. */
export const saveAll = async (runtime: Runtime, form: ReceiptForm): Promise<Saving> => {
  const all = withReceipts(await runtime.ledger.read());
  if (form === 'jws') {
    const lines = await Promise.all(all.map((entry) => jwsOf(runtime, entry)));
    return { name: 'receipts.jws', type: 'application/jose', text: `${lines.join('\n')}\n` };
  }
  const found: unknown[] = [];
  for (const entry of all) {
    const json = await rendered(runtime, form, entry.receipt?.jti ?? '');
    if (json === 'unreachable') return json;
    if (json !== 'unavailable') found.push(json);
  }
  const { end, type } = RENDERINGS[form];
  return found.length === 0
    ? 'unavailable'
    : { name: `receipts.${end}`, type, text: JSON.stringify(found, undefined, 2) };
};

const noticesOf = async ({ archive }: Runtime, { entries }: LedgerState): Promise<readonly Notice[]> => {
  const digests = new Set(entries.flatMap((entry) => (entry.kind === 'consent' ? [entry.event.notice.sha256] : [])));
  const kept = await archive();
  const found = await Promise.all([...digests].map((sha256) => kept.notice(sha256)));
  return found.filter((notice) => notice !== undefined);
};

/** All receipts with the notices they were made under, as this panel reads them back. */
export const gather = async (runtime: Runtime): Promise<ReceiptFile> => {
  const state = await runtime.ledger.read();
  const receipts = await Promise.all(withReceipts(state).map((entry) => jwsOf(runtime, entry)));
  return { schema: 'candor-receipts/1', receipts, notices: [...(await noticesOf(runtime, state))], waiting: [] };
};

/** The same with the subject's secret and what the shop has not confirmed yet: another browser can go on with it. */
export const backup = async (runtime: Runtime): Promise<SavedFile> => {
  const { key, entries } = await runtime.ledger.read();
  const unsent = entries.filter(({ delivery }) => delivery === 'waiting');
  const waiting = await Promise.all(
    unsent.map(async (entry) => {
      if (entry.kind === 'consent') return entry.event;
      const { explanation } = await (await runtime.archive()).papers(entry.id);
      return { ...entry.objection, ...(explanation === undefined ? {} : { explanation_jws: explanation }) };
    }),
  );
  const file: ReceiptFile = { ...(await gather(runtime)), waiting, ...(key ? { secret: key.secret } : {}) };
  return { name: 'receipts-backup.json', type: 'application/json', text: JSON.stringify(file) };
};

/** Title of every purpose that any of the notices names; the present one's word counts last. */
export const titlesOf = (notices: readonly Notice[], config: Config | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...notices, ...(config ? [config.notice] : [])].flatMap(({ purposes }) =>
      purposes.map(({ id, title }) => [id, title] as const),
    ),
  );

/** What a page of receipts is checked by; undefined while the shop's keys cannot be had. */
export const checkedBy = async (
  runtime: Runtime,
): Promise<{ readonly keys: readonly PublicJwk[]; readonly config: Config } | undefined> => {
  const [keys, config] = await Promise.all([runtime.keys(), runtime.config()]);
  return config && keys.length > 0 ? { keys, config } : undefined;
};

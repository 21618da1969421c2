import type { MerchantConfig } from '../../contract/merchant-config.ts';
import { logOrigin } from '../../crypto/log-entry.ts';
import { type AuditRange, exportBundle } from '../audit/export.ts';
import { tellCounts } from '../audit/verify-bundle.ts';
import { logSignerOf } from '../checkpoint.ts';
import { type Keyring, openKeyring, type OwnRole } from '../keyring.ts';
import { readMerchantConfig, withRecord } from '../node.ts';
import { timestampOf } from '../receipts.ts';
import { codeOf } from '../error-code.ts';
import { writeWhole } from '../secret-file.ts';
import { keyFileOf, readSigningKeys } from '../signing-keys.ts';
import { StartError } from '../start-error.ts';
import { type Command, need, say, textOf, UsageError, type Values } from './command.ts';
import { isDay, timeOf } from './times.ts';

const DAY = 86_400_000;

/** `--to` as a day includes it; as a time it is the first moment outside. */
const rangeOf = (values: Values): AuditRange => {
  const [from, to] = [need(values, 'from', '2026-11-01'), need(values, 'to', '2026-11-30')];
  const begin = timeOf(from, 'from');
  const end = timeOf(to, 'to') + (isDay(to) ? DAY : 0);
  if (begin >= end) throw new UsageError(`--from ${from} is not before --to ${to}`);
  return { from: timestampOf(begin), to: timestampOf(end) };
};

/** The bundle holds what subjects chose: for its owner only, and never over another file. */
const write = async (file: string, bytes: Uint8Array): Promise<void> => {
  try {
    await writeWhole(file, bytes);
  } catch (error) {
    throw new StartError(`${file} cannot be written (${codeOf(error)}): name another with --out`, { cause: error });
  }
};

/** Named by its first day and its last. */
const fileOf = ({ from, to }: AuditRange): string =>
  `candor-audit-${from.slice(0, 10)}-${timestampOf(Date.parse(to) - 1).slice(0, 10)}.zip`;

/** The keys of a data folder. Read, not made: what a new key signed no one could check. */
const readKeys = (dataDir: string, config: MerchantConfig): Promise<Keyring> => {
  const source = (role: OwnRole) => () => readSigningKeys(keyFileOf(dataDir, role));
  return openKeyring({
    sources: { receipt: source('receipt'), checkpoint: source('checkpoint') },
    config,
    now: Date.now,
  });
};

const exportRange = async (values: Values): Promise<void> => {
  const range = rangeOf(values);
  const config = await readMerchantConfig(need(values, 'config', 'candor.config.json'));
  const dataDir = textOf(values, 'data') ?? '.candor';
  const keyring = await readKeys(dataDir, config);
  const chance = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => globalThis.crypto.getRandomValues(bytes);
  const issuer = { issuer: config.issuer, key: keyring.signing('receipt'), now: Date.now, chance };
  const signer = logSignerOf(logOrigin(config.issuer), () => keyring.signing('checkpoint'));
  const publishedKeys = keyring.published();
  const { bytes, counts } = await withRecord(
    { databaseUrl: textOf(values, 'database-url'), dataDir },
    (store, pepper) => exportBundle({ store, pepper, issuer, signer, publishedKeys }, range),
  );
  const file = textOf(values, 'out') ?? fileOf(range);
  await write(file, bytes);
  say(`${file}: ${tellCounts(counts)}.`);
  say(`From ${range.from} until before ${range.to}. Check it with candor verify ${file} --jwks FILE-OR-URL.`);
};

/** `candor audit export`: the bundle of a range of time, for a regulator. */
export const audit: Command = {
  takes: ['config', 'from', 'to', 'out', 'data', 'database-url'],
  words: 1,
  run: async (values, [act]) => {
    if (act !== 'export') throw new UsageError('say what to do: candor audit export');
    await exportRange(values);
  },
};

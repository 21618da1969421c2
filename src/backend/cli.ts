#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { jwks, type PublicJwk, readKeys } from '../contract/jwks.ts';
import { parse } from '../contract/parse.ts';
import { checkLog } from './commands/check-log.ts';
import { configSchema } from './openapi.ts';
import { type Listening, retainOnce, serveBackend } from './node.ts';
import { hashApiKey } from './signing-key.ts';
import { StartError } from './start-error.ts';
import { StoreUnavailableError } from './store.ts';
import { verifyReceipt } from './verify-receipt.ts';

const USAGE = `Candor: the record behind the widget.

  candor serve --config candor.config.json [options]
      --database-url URL   postgres://… , or the path of an SQLite file (DATA/candor.sqlite)
      --data FOLDER        keys and the embedded record (.candor)
      --port NUMBER        port, 0 for a free one (8787)
      --host NAME          address to listen on (127.0.0.1)
      --quiet              no log line per request

  candor verify RECEIPT --jwks FILE-OR-URL [--iss ORIGIN] [--proof FILE-OR-URL] [--checkpoint FILE]
      Checks a receipt. Exit code 0 when it is valid, 1 when it is not.
      --proof              and that the shop logged it: SHOP/v1/log/proofs/NUMBER
      --checkpoint         and that the log goes on from the one in FILE, which is kept up to date

  candor retain --config candor.config.json [--database-url URL] [--data FOLDER]
      Deletes what is due, as candor serve does every hour.

  candor api-key           makes an API key and what the config holds of it
  candor config-schema     prints the JSON Schema of candor.config.json, for "$schema"
  candor --help            this text
`;

/** A command line that is refused, with the reason. */
class UsageError extends StartError {}

type Values = Readonly<Record<string, string | boolean | undefined>>;

const OPTIONS = {
  config: { type: 'string' },
  'database-url': { type: 'string' },
  data: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  quiet: { type: 'boolean' },
  jwks: { type: 'string' },
  iss: { type: 'string' },
  proof: { type: 'string' },
  checkpoint: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Which options a command takes. */
const TAKES: Readonly<Record<string, readonly string[]>> = {
  serve: ['config', 'database-url', 'data', 'port', 'host', 'quiet'],
  verify: ['jwks', 'iss', 'proof', 'checkpoint'],
  retain: ['config', 'database-url', 'data'],
  'api-key': [],
  'config-schema': [],
};

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const textOf = (values: Values, name: string): string | undefined => {
  const value = values[name];
  if (value === '') throw new UsageError(`--${name} is empty: write a value after it`);
  return typeof value === 'string' ? value : undefined;
};

const need = (values: Values, name: string, what: string): string => {
  const value = textOf(values, name);
  if (value === undefined) throw new UsageError(`--${name} is missing: write --${name} ${what}`);
  return value;
};

const portOf = (text: string): number => {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new UsageError(`--port "${text}" is not a port: write a number from 0 to 65535`);
};

/** Ends at the first signal once all is answered; a second signal does not wait. */
const closeOnSignal = (listening: Listening): void => {
  let asked = false;
  const close = (): void => {
    if (asked) process.exit(1);
    asked = true;
    listening.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', close);
  process.on('SIGTERM', close);
};

const serve = async (values: Values): Promise<void> => {
  const listening = await serveBackend({
    configFile: need(values, 'config', 'candor.config.json'),
    databaseUrl: textOf(values, 'database-url'),
    dataDir: textOf(values, 'data') ?? '.candor',
    port: portOf(textOf(values, 'port') ?? '8787'),
    host: textOf(values, 'host') ?? '127.0.0.1',
    log: values['quiet'] === true ? undefined : (entry) => say(JSON.stringify(entry)),
  });
  closeOnSignal(listening);
  say(`Candor listens on ${listening.url}`);
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'no answer';

const readPlace = async (place: string): Promise<string> => {
  try {
    if (!/^https?:\/\//.test(place)) return await readFile(place, 'utf8');
    const response = await fetch(place, { signal: AbortSignal.timeout(10_000) });
    if (response.ok) return await response.text();
    throw new StartError(`${place} answered ${response.status}: check the address`);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`${place} cannot be read (${codeOf(error)}): check the path or address`, { cause: error });
  }
};

const readKeySet = async (place: string): Promise<readonly PublicJwk[]> => {
  const text = await readPlace(place);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new StartError(`${place} is not JSON: name the shop's key set, as served at /.well-known/candor/jwks.json`, {
      cause: error,
    });
  }
  const keys = parse(jwks, value);
  if (!keys) throw new StartError(`${place} is no key set: it should be {"keys": […]}`);
  return readKeys(keys);
};

const verify = async (values: Values, [file]: readonly string[]): Promise<void> => {
  if (file === undefined)
    throw new UsageError('the receipt is missing: write candor verify RECEIPT --jwks FILE-OR-URL');
  const keys = await readKeySet(need(values, 'jwks', 'FILE-OR-URL'));
  const receipt = await readPlace(file);
  const [proof, checkpointFile] = [textOf(values, 'proof'), textOf(values, 'checkpoint')];
  if (checkpointFile !== undefined && proof === undefined)
    throw new UsageError('--checkpoint needs --proof: write --proof FILE-OR-URL');
  const found = await verifyReceipt(receipt, keys, textOf(values, 'iss'));
  const logged = found.ok && proof !== undefined ? await checkLog(receipt, keys, { proof, checkpointFile }) : undefined;
  say([...found.lines, ...(logged?.lines ?? [])].join('\n'));
  process.exitCode = found.ok && logged?.ok !== false ? 0 : 1;
};

const retain = async (values: Values): Promise<void> => {
  const { subjects, events, objections } = await retainOnce({
    configFile: need(values, 'config', 'candor.config.json'),
    databaseUrl: textOf(values, 'database-url'),
    dataDir: textOf(values, 'data') ?? '.candor',
  });
  say(`Deleted: ${subjects} subjects, ${events} events, ${objections} objections.`);
};

const makeApiKey = async (): Promise<void> => {
  const key = `candor_${randomBytes(32).toString('base64url')}`;
  const entry = { id: 'shop', sha256: await hashApiKey(key), roles: ['read'] };
  say(
    `Keep this key secret; it is shown once:\n  ${key}\nPut this under "apiKeys" in candor.config.json:\n  ${JSON.stringify(entry)}`,
  );
};

const readArguments = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'the command line cannot be read', { cause: error });
  }
};

const run = async (args: readonly string[]): Promise<void> => {
  const { values, positionals } = readArguments(args);
  const [command, ...rest] = positionals;
  if (values.help || command === undefined) return say(USAGE);
  const takes = TAKES[command];
  if (!takes) throw new UsageError(`there is no command "${command}"`);
  const stray = Object.keys(values).find((name) => !takes.includes(name)) ?? rest[command === 'verify' ? 1 : 0];
  if (stray !== undefined) throw new UsageError(`"${stray}" means nothing to candor ${command}: take it out`);
  if (command === 'serve') return serve(values);
  if (command === 'verify') return verify(values, rest);
  if (command === 'retain') return retain(values);
  if (command === 'api-key') return makeApiKey();
  return say(JSON.stringify(configSchema(), undefined, 2));
};

/** The reason and what to do, never a stack trace; 2 for what the caller can mend. */
const tell = (error: unknown): void => {
  const reason = error instanceof Error ? error.message : String(error);
  const cause =
    error instanceof StoreUnavailableError
      ? ` (${codeOf(error.cause)}): check --database-url and that the database runs`
      : '';
  process.stderr.write(
    `candor: ${reason}${cause}\n${error instanceof UsageError ? '\ncandor --help shows what can be written.\n' : ''}`,
  );
  process.exitCode = error instanceof StartError ? 2 : 1;
};

run(process.argv.slice(2)).catch(tell);

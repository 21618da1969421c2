#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { apiKey } from './commands/api-key.ts';
import { audit } from './commands/audit.ts';
import { type Command, say, UsageError } from './commands/command.ts';
import { configSchema } from './commands/config-schema.ts';
import { explain } from './commands/explain.ts';
import { keys } from './commands/keys.ts';
import { retain } from './commands/retain.ts';
import { serve } from './commands/serve.ts';
import { verify } from './commands/verify.ts';
import { codeOf } from './error-code.ts';
import { StartError } from './start-error.ts';
import { StoreUnavailableError } from './store.ts';

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

  candor verify BUNDLE.zip [--jwks FILE-OR-URL] [--iss ORIGIN]
      Checks an audit bundle: its manifest, every file and receipt, and how the chains hold together.

  candor explain check FILE… [--keys FILE-OR-URL] [--iss ORIGIN] [--engine URL] [--json]
      Lints explanations: JSON, compact JWS one a line, or {"explanations": […]}; - reads what is piped in.
      Exit code 0 when there is no error (warnings do not count), 1 when there is one, 2 for a wrong command line.
      --keys               and checks the signatures with the keys the shop publishes
      --iss                and that they name this issuer
      --engine             and asks your engine to recompute what calls itself exact-additive: GET URL?ids=a,b
                           → {"explanations": [{"id", "factors": [{"id", "weight"}, …]}]} with all factors
      --json               tells every finding as JSON

  candor audit export --config candor.config.json --from 2026-11-01 --to 2026-11-30 [options]
      --out FILE           the bundle (candor-audit-FROM-TO.zip); days are UTC, the last one is in it
      --database-url URL, --data FOLDER   as for serve

  candor retain --config candor.config.json [--database-url URL] [--data FOLDER]
      Deletes what is due, as candor serve does every hour.

  candor keys list|rotate|retire [--data FOLDER] [--role receipt|explanation|checkpoint]
      list                 the keys, which of them signs, and since when
      rotate [--at TIME]   a new key, which signs 24 hours from now or from TIME on;
                           sooner with --now, which verifiers may notice
      retire --kid KID [--at TIME]   signs no more from now or TIME on; nothing is ever removed

  candor api-key           makes an API key and what the config holds of it
  candor config-schema     prints the JSON Schema of candor.config.json, for "$schema"
  candor --help            this text
`;

const COMMANDS: Readonly<Record<string, Command>> = {
  serve,
  retain,
  verify,
  'api-key': apiKey,
  audit,
  'config-schema': configSchema,
  explain,
  keys,
};

const OPTIONS = {
  config: { type: 'string' },
  'database-url': { type: 'string' },
  data: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  quiet: { type: 'boolean' },
  jwks: { type: 'string' },
  keys: { type: 'string' },
  engine: { type: 'string' },
  json: { type: 'boolean' },
  iss: { type: 'string' },
  role: { type: 'string' },
  kid: { type: 'string' },
  at: { type: 'string' },
  now: { type: 'boolean' },
  from: { type: 'string' },
  to: { type: 'string' },
  out: { type: 'string' },
  proof: { type: 'string' },
  checkpoint: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const readArguments = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'the command line cannot be read', { cause: error });
  }
};

const run = async (args: readonly string[]): Promise<void> => {
  const { values, positionals } = readArguments(args);
  const [name, ...words] = positionals;
  if (values.help || name === undefined) return say(USAGE);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UsageError(`there is no command "${name}"`);
  const stray = Object.keys(values).find((option) => !command.takes.includes(option)) ?? words[command.words ?? 0];
  if (stray !== undefined) throw new UsageError(`"${stray}" means nothing to candor ${name}: take it out`);
  return command.run(values, words);
};

/** The reason and what to do, never a stack trace; 2 for what the caller can mend. */
const tell = (error: unknown): void => {
  const reason = error instanceof Error ? error.message : String(error);
  const cause =
    error instanceof StoreUnavailableError
      ? ` (${codeOf(error.cause) || 'no answer'}): check --database-url and that the database runs`
      : '';
  process.stderr.write(
    `candor: ${reason}${cause}\n${error instanceof UsageError ? '\ncandor --help shows what can be written.\n' : ''}`,
  );
  process.exitCode = error instanceof StartError ? 2 : 1;
};

run(process.argv.slice(2)).catch(tell);

import { parseArgs } from 'node:util';

/** How the demo shop is started; see `USAGE`. */
export type ShopOptions = {
  readonly port: number;
  readonly host: string;
  /** Folder for everything that must survive a restart. */
  readonly data: string;
  /** A file of orders instead of the default ones. */
  readonly orders: string | undefined;
  /** PostgreSQL for the embedded backend instead of its SQLite file. */
  readonly databaseUrl: string | undefined;
  /** Another Candor backend instead of the embedded one, and an API key for it. */
  readonly backend: { readonly url: string; readonly key: string } | undefined;
  /** Where the page loads `candor.js` from. */
  readonly widget: string | undefined;
  /** Further origins the page is served under. */
  readonly shopOrigins: readonly string[];
};

/** Help for the command line. */
export const USAGE = `Serves the demo shop and the Candor backend on one port.

  --port NUMBER         port, 0 for a free one (4173)
  --host NAME           address to listen on (127.0.0.1)
  --data FOLDER         where orders, sessions, receipts and keys are kept (.candor)
  --orders FILE         orders to import: .json, .json.gz or the UCI Online Retail .csv
  --database-url URL    PostgreSQL for the backend instead of SQLite
  --backend URL         another Candor backend instead of the embedded one
  --backend-key KEY     API key for that backend, role read (or CANDOR_BACKEND_KEY)
  --widget URL          where the page loads the widget from (this server)
  --shop-origin ORIGIN  a further origin the page is served under; may be repeated
  --help                this text
`;

/** A command line that is refused, with the reason. */
export class OptionsError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'OptionsError';
  }
}

const parse = (args: readonly string[]) => {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: text,
        host: text,
        data: text,
        orders: text,
        backend: text,
        widget: text,
        'database-url': text,
        'backend-key': text,
        'shop-origin': { type: 'string', multiple: true },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new OptionsError(error instanceof Error ? error.message : 'unknown option');
  }
};

const readPort = (text: string): number => {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new OptionsError(`--port "${text}" is not a port`);
};

const readUrl = (name: string, text: string): string => {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new OptionsError(`--${name} "${text}" is not an http(s) address`);
};

const readOrigin = (text: string): string => {
  const { origin } = new URL(readUrl('shop-origin', text));
  if (origin === text) return origin;
  throw new OptionsError(`--shop-origin "${text}" is not an origin; did you mean ${origin}?`);
};

/** Reads the command line; undefined when help is asked for. Throws OptionsError. */
export const readOptions = (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ShopOptions | undefined => {
  const values = parse(args);
  if (values.help) return undefined;
  const key = values['backend-key'] ?? environment['CANDOR_BACKEND_KEY'];
  if (values.backend !== undefined && !key) throw new OptionsError('--backend needs --backend-key');
  return {
    port: readPort(values.port ?? environment['PORT'] ?? '4173'),
    host: values.host ?? '127.0.0.1',
    data: values.data ?? '.candor',
    orders: values.orders,
    databaseUrl: values['database-url'],
    backend:
      values.backend === undefined
        ? undefined
        : { url: readUrl('backend', values.backend).replace(/\/+$/, ''), key: key ?? '' },
    widget: values.widget === undefined ? undefined : `${readUrl('widget', values.widget).replace(/\/+$/, '')}/`,
    shopOrigins: (values['shop-origin'] ?? []).map(readOrigin),
  };
};

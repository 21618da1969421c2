/**
 * Who may import whom: the two tables of the architecture, row by row. A plain name is every module of that kind, `own` one of
 * the same slice, `types` means `import type`, `lazily` means `import()`. What a row names it may also import for types. A kind may
 * import its own kind, in a slice only the slice's own. A kind or file that no row names fails.
 */
export const MAY_IMPORT = {
  contract: '',
  crypto: 'contract',
  events: 'contract types',
  core: 'contract, crypto',
  text: '',
  i18n: '',
  ledger: 'contract, core, crypto, events',
  outbox: 'contract, crypto, ledger, transport',
  transport: 'contract',
  bridges: 'contract, core, events',
  adapters: 'contract, core',
  runtime:
    'contract types, crypto types, core types, events types, i18n types, ledger types, outbox types, transport types',
  model: 'own core, contract, crypto, events, runtime',
  panel: 'own model, own core, own text, styles, contract, i18n, runtime, ui',
  feature: 'own model, own core, own text, own panel, styles, contract, i18n, runtime, ui',
  ui: 'i18n, own css',
  widget:
    'contract, crypto, events, core, i18n, ledger, outbox, transport, bridges, adapters, runtime, ui, styles, feature lazily, panel lazily',
  'why-element': 'events, contract types',
  element: 'events, contract types, widget lazily',
  loader: 'element, why-element, events',
  /** The npm entry: what the loader does, for pages that bundle. */
  index: 'element, why-element, events, contract types, widget lazily',
  /** A public entry of its own, for pages with a chat: it reaches the widget through the element alone. */
  chat: 'contract, crypto, events types',
  backend: 'contract, crypto, core',
} as const satisfies Readonly<Record<string, string>>;

/** A kind of module in `src`. */
export type Kind = keyof typeof MAY_IMPORT;

/** Package → the kinds that may import it. */
export const PACKAGES: Readonly<Record<string, readonly Kind[]>> = {
  valibot: ['contract'],
  idb: ['ledger'],
  '@preact/signals': ['model', 'panel', 'feature', 'ui', 'widget'],
  preact: ['panel', 'feature', 'ui', 'widget'],
  hono: ['backend'],
  kysely: ['backend'],
  jose: ['backend'],
  nodemailer: ['backend'],
  fflate: ['backend'],
  /** Turns the contract's schemas into OpenAPI; heavier than the widget may be. */
  '@valibot/to-json-schema': ['backend'],
};

/**
 * The only backend files that may import `node:*` and drivers. Below `commands/` are the parts of `cli.ts` that read
 * and write files or draw a secret.
 */
export const NODE_FILES = [
  'node.ts',
  'cli.ts',
  'commands/api-key.ts',
  'commands/read-place.ts',
  'sqlite.ts',
  'postgres.ts',
  'mail.ts',
  'signing-keys.ts',
  'commands/check-log.ts',
  // The pepper is a secret of the data folder, as the signing keys are.
  'secret-file.ts',
  'pepper-file.ts',
].map((name) => `src/backend/${name}`);
/** Packages that talk to a database, a socket or a mail server. */
export const DRIVERS = ['libsql', 'pg', '@hono/node-server', 'nodemailer'];

/** The slices; each has the same roles. */
export const SLICES = ['consent', 'explain', 'requests', 'receipts', 'activity', 'about'];

/** The only `import()`s: from a file → to files; `*` is one name. A file that is loaded so is never imported otherwise, except for types. */
export const LAZY: readonly (readonly [from: string, to: readonly string[]])[] = [
  ['src/widget/features.ts', [...SLICES.map((slice) => `src/${slice}/index.ts`), 'src/consent/notice.tsx']],
  // Two slices have a second lazy half: it comes after the first view is painted, and only its own entry may ask for it.
  ['src/explain/index.ts', ['src/explain/details.tsx']],
  // What only some explanations hold, or only some shoppers ask for, comes one by one.
  [
    'src/explain/parts.ts',
    [
      'src/explain/doing.tsx',
      'src/explain/explain-answer.tsx',
      'src/explain/explain-card.tsx',
      'src/explain/explain-checks.tsx',
      'src/explain/explain-contrast.tsx',
      'src/explain/explain-law.tsx',
      'src/explain/explain-numbers.tsx',
      'src/explain/explain-plain.tsx',
      'src/explain/explain-price.tsx',
      'src/explain/explain-table.tsx',
      'src/explain/list-chain.ts',
      'src/explain/telling.ts',
    ],
  ],
  ['src/receipts/index.ts', ['src/receipts/more.tsx']],
  // What makes a page that checks itself, with the script in it: only for who saves one.
  ['src/receipts/saved-page.ts', ['src/receipts/receipt-page.ts']],
  ['src/element.ts', ['src/widget/start.ts']],
  ['src/index.ts', ['src/widget/start.ts']],
  ['src/i18n/locales.ts', ['src/i18n/locales/*.ts']],
  [
    'src/widget/*',
    [
      'src/widget/record.ts',
      'src/widget/mount.tsx',
      'src/widget/page-explanations.ts',
      'src/widget/shop-keys.ts',
      'src/widget/shop-receipts.ts',
      'src/widget/launcher.tsx',
      'src/widget/ways-in.ts',
    ],
  ],
  ['src/backend/*', ['src/backend/sqlite.ts', 'src/backend/postgres.ts']],
];

/** The only file that may `import()` what it learns at run time: the loader, by the table that the build writes into it. */
export const IMPORTS_AT_RUN_TIME = ['src/loader.ts'];

/** Files of a slice whose names do not tell their role. */
export const FURTHER_FILES: Readonly<Record<string, Kind>> = {
  'src/consent/consent-acts.ts': 'model',
  'src/consent/consent-standing.ts': 'model',
  'src/explain/acts-words.ts': 'panel',
  'src/explain/check-words.ts': 'panel',
  'src/explain/consent-words.ts': 'panel',
  'src/explain/explain-acts.ts': 'model',
  'src/explain/explain-source.ts': 'model',
  'src/explain/figures.ts': 'panel',
  'src/explain/money-words.ts': 'panel',
  'src/explain/outcome-words.ts': 'panel',
  'src/explain/panel-words.ts': 'panel',
  'src/explain/parts.ts': 'panel',
  'src/explain/telling.ts': 'panel',
  'src/receipts/receipt-checks.ts': 'model',
  'src/receipts/receipt-erase.ts': 'model',
  'src/receipts/receipt-restore.ts': 'model',
  'src/receipts/receipt-saving.ts': 'model',
  'src/receipts/receipt-tools.ts': 'model',
  'src/receipts/hand-over.ts': 'panel',
  'src/receipts/saved-page.ts': 'panel',
};

/** What the demo may import besides its own files: the package's public entries, and what the storefront or its server is built with. */
export const DEMO_MAY_IMPORT = {
  everywhere: ['candor-widget', 'candor-widget/element', 'candor-widget/contract'],
  shop: ['candor-widget/chat', 'deep-chat'],
  server: ['candor-widget/backend', 'hono', '@hono/node-server', 'libsql', 'minisearch'],
} as const;

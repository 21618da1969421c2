import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { chunkTable, executable, integrity, receiptPage } from './test/support/build-plugins.ts';
import { absentReporter } from './test/support/absent-reporter.ts';
import { TOGETHER } from './test/support/chunk-groups.ts';
import { countsReporter } from './test/support/vitest-reporter.ts';
import { budgetTable, measure } from './test/surface/budgets.ts';
import figures from './test/surface/budgets.json' with { type: 'json' };
import { demoConfigBody } from './test/surface/demo-config.ts';
import { readOutput } from './test/surface/output.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Browsers that can show the panel: `light-dark()`, constructed stylesheets, popover. */
const BROWSERS = ['chrome125', 'firefox128', 'safari18'];

/** Licences stay; `@__PURE__` and its like have done their work once the bundle is shaken. */
const COMMENTS = { legal: true, annotation: false, jsdoc: false };

/** What makes schemas, and has no other effect: a schema that nobody uses is left out. */
const SCHEMA_MAKERS = ['v', 'strictObject', 'looseObject', 'plainText'];

/** Engines with an adapter: each file is an entry of its own, which a page loads only where it asks that engine. */
const ADAPTERS = [
  'algolia',
  'einstein',
  'implicit',
  'lucene-explain',
  'mcp-tool-result',
  'metarank',
  'minisearch',
  'own-jws',
  'personalize',
  'recombee',
  'shap',
  'shopify',
];

/** Tests that look at what was built, or drive it. */
const ON_THE_BUILT_PRODUCT = [
  'test/{browser,durability,journeys}/**/*.test.ts',
  'test/faults/slice.test.ts',
  'test/surface/{budget,bundle}*.test.ts',
];

/**
 * Those that only look at what stands there, each in a visit of its own, and those of the command line: nothing in them passes while a
 * processor is busy elsewhere.
 */
const TWO_AT_A_TIME = [
  'test/browser/{access,canonical-json,hostile,hostile-fields,signatures,strict-policy,why-access,why-acts}.test.ts',
  'test/journeys/{command-line,explain-command,log-command}.test.ts',
];

/** Name of a lazy entry's chunk, by which it is measured: `src/explain/index.ts` → `explain`, `src/consent/notice.tsx` → `consent-notice`. */
const lazyName = (id: string): string =>
  relative(at('src'), id)
    .replace(/(?:[\\/]index)?\.tsx?$/, '')
    .replaceAll(/[\\/]/g, '-');

/** What every project has that drives the built product. */
const IN_A_BROWSER = {
  environment: 'node',
  globalSetup: 'test/support/global-setup.ts',
  testTimeout: 120_000,
  hookTimeout: 300_000,
} as const;

export default defineConfig({
  plugins: [chunkTable(), receiptPage(at('src/receipts/page-check.ts'), BROWSERS), integrity(), executable()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: {
    alias: [
      { find: /^candor-widget$/, replacement: at('src/index.ts') },
      { find: /^candor-widget\/backend$/, replacement: at('src/backend/index.ts') },
      { find: /^candor-widget\/contract$/, replacement: at('src/contract/index.ts') },
      { find: /^candor-widget\/chat$/, replacement: at('src/chat/index.ts') },
      { find: /^candor-widget\/element$/, replacement: at('src/element.ts') },
    ],
  },
  builder: {
    buildApp: async (builder) => {
      for (const name of ['widget', 'loader', 'adapters', 'backend', 'shop', 'shopServer']) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
      const measured = measure(readOutput(at('dist/widget')), await demoConfigBody(at('.')));
      console.log(`\n${budgetTable(measured, figures)}\n`);
    },
  },
  environments: {
    widget: {
      consumer: 'client',
      build: {
        outDir: 'dist/widget',
        target: BROWSERS,
        cssTarget: BROWSERS,
        lib: {
          entry: {
            index: at('src/index.ts'),
            element: at('src/element.ts'),
            chat: at('src/chat/index.ts'),
            start: at('src/widget/start.ts'),
          },
          formats: ['es'],
        },
        rolldownOptions: {
          treeshake: { manualPureFunctions: SCHEMA_MAKERS },
          output: {
            minify: true,
            comments: COMMENTS,
            codeSplitting: { groups: TOGETHER },
            entryFileNames: ({ name }) => (name === 'start' ? 'assets/start-[hash:8].js' : '[name].js'),
            chunkFileNames: ({ name, isDynamicEntry, facadeModuleId }) =>
              `assets/${isDynamicEntry && facadeModuleId ? lazyName(facadeModuleId) : `shared-${name}`}-[hash:8].js`,
          },
        },
      },
    },
    loader: {
      consumer: 'client',
      build: {
        outDir: 'dist/widget',
        emptyOutDir: false,
        target: BROWSERS,
        lib: { entry: at('src/loader.ts'), formats: ['iife'], name: 'candorLoader', fileName: () => 'candor.js' },
        rolldownOptions: { output: { minify: true, comments: COMMENTS } },
      },
    },
    adapters: {
      consumer: 'client',
      build: {
        outDir: 'dist/adapters',
        target: BROWSERS,
        lib: {
          entry: Object.fromEntries(ADAPTERS.map((name) => [name, at(`src/adapters/${name}.ts`)])),
          formats: ['es'],
        },
        rolldownOptions: {
          treeshake: { manualPureFunctions: SCHEMA_MAKERS },
          output: {
            minify: true,
            comments: COMMENTS,
            entryFileNames: '[name].js',
            chunkFileNames: 'assets/shared-[name]-[hash:8].js',
          },
        },
      },
    },
    backend: {
      consumer: 'server',
      build: {
        outDir: 'dist/backend',
        target: 'node20',
        ssr: true,
        rolldownOptions: {
          input: {
            index: at('src/backend/index.ts'),
            cli: at('src/backend/cli.ts'),
            contract: at('src/contract/index.ts'),
          },
        },
      },
    },
    shop: {
      consumer: 'client',
      build: {
        outDir: 'dist/shop',
        target: BROWSERS,
        cssTarget: BROWSERS,
        rolldownOptions: { input: { index: at('index.html'), strict: at('demo/pages/strict.html') } },
      },
    },
    shopServer: {
      consumer: 'server',
      build: {
        outDir: 'dist/shop-server',
        target: 'node20',
        ssr: true,
        rolldownOptions: { input: { main: at('demo/server/main.ts') } },
      },
    },
  },
  test: {
    // Vitest would keep one processor for itself: on two of them every file would wait for the one before.
    maxWorkers: availableParallelism(),
    reporters: [
      'default',
      absentReporter((line) => console.log(`\n${line}`)),
      countsReporter((line) => console.log(`\n${line}`)),
    ],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'happy-dom',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ON_THE_BUILT_PRODUCT,
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'looks', ...IN_A_BROWSER, include: TWO_AT_A_TIME, sequence: { groupOrder: 1 } },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          ...IN_A_BROWSER,
          include: ON_THE_BUILT_PRODUCT,
          exclude: TWO_AT_A_TIME,
          // One browser at a time, after the others: two would wait for each other where a person sees no wait.
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});

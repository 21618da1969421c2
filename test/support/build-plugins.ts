import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';

/** Writes the table of lazy entries, known once `widget` is built, into the loader. */
export const chunkTable = (): Plugin => {
  const chunks: Record<string, string> = {};
  return {
    name: 'candor-chunk-table',
    sharedDuringBuild: true,
    generateBundle(_options, bundle) {
      if (this.environment.name !== 'widget') return;
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk' && file.name === 'start') chunks['start'] = file.fileName;
      }
    },
    transform: {
      filter: { id: /src\/loader\.ts$/ },
      handler(code) {
        return this.environment.name === 'loader'
          ? code.replaceAll('__CANDOR_CHUNKS__', JSON.stringify(chunks))
          : undefined;
      },
    },
  };
};

const scriptsIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.js'))
    .sort();

const sha384 = (file: string): string => `sha384-${createHash('sha384').update(readFileSync(file)).digest('base64')}`;

/** Writes `integrity.json`: what stands in the script tag, and in an import map for the chunks (paths relative to `candor.js`). */
export const integrity = (): Plugin => ({
  name: 'candor-integrity',
  writeBundle({ dir = '' }) {
    if (this.environment.name !== 'loader') return;
    const loader = sha384(join(dir, 'candor.js'));
    const chunks = scriptsIn(dir).filter((path) => path !== 'candor.js');
    const importmap = { integrity: Object.fromEntries(chunks.map((path) => [`./${path}`, sha384(join(dir, path))])) };
    writeFileSync(join(dir, 'integrity.json'), `${JSON.stringify({ 'candor.js': loader, importmap }, null, 2)}\n`);
    this.info(`candor.js integrity="${loader}"`);
  },
});

/** What runs in a saved page of receipts. */
const PAGE_ENTRY = 'virtual:candor-page';

/** The checking half of a saved page, as one script that runs by itself. `</script` cannot end it: there is none in it. */
const bundlePage = async (check: string, target: string[]): Promise<string> => {
  const entry: Plugin = {
    name: 'candor-page-entry',
    resolveId: (id) => (id === PAGE_ENTRY ? `\0${id}` : undefined),
    load: (id) =>
      id === `\0${PAGE_ENTRY}`
        ? `import { checkPage } from ${JSON.stringify(check)};\nvoid checkPage(document, crypto.subtle);`
        : undefined,
  };
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [entry],
    build: {
      write: false,
      target,
      minify: true,
      rolldownOptions: { input: PAGE_ENTRY, output: { format: 'iife', comments: false } },
    },
  });
  const [chunk] = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  if (chunk?.type !== 'chunk' || chunk.code.includes('</')) throw new Error('the page of receipts cannot be bundled');
  return chunk.code;
};

/** Writes the script of a saved page into the module that makes one; `check` is the module that checks it. */
export const receiptPage = (check: string, target: string[]): Plugin => {
  let page: Promise<string> | undefined;
  return {
    name: 'candor-receipt-page',
    sharedDuringBuild: true,
    transform: {
      filter: { id: /src\/receipts\/receipt-page\.ts$/ },
      handler: async (code) => {
        page ??= bundlePage(check, target);
        const script = JSON.stringify(await page);
        return code.replaceAll('__CANDOR_PAGE__', () => script);
      },
    },
  };
};

/** Lets the command line be started as it is; npm does the same where it installs the package. */
export const executable = (): Plugin => ({
  name: 'candor-executable',
  writeBundle({ dir = '' }) {
    if (this.environment.name === 'backend') chmodSync(join(dir, 'cli.js'), 0o755);
  },
});

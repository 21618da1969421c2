import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { PROJECT } from './shared.ts';

/** The modules as the widget's build makes them, by file name. */
const bundle = async (paths: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      rolldownOptions: {
        input: paths.map((path) => join(PROJECT, 'src', `${path}.ts`)),
        preserveEntrySignatures: 'strict',
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('nothing was built');
  return new Map(output.output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.code]] : [])));
};

const pageWith = (names: readonly string[]): string => `<!doctype html><title>Modules</title><script type="module">
  ${names.map((name, at) => `import * as module${at} from '/${name}.js';`).join('\n')}
  window.candor = Object.assign({}, ${names.map((_name, at) => `module${at}`).join(', ')});
</script>`;

/** A page of a secure origin that has what these modules of `src` export, together, in `window.candor`. */
export const openModulePage = async (browser: Browser, paths: readonly string[]): Promise<Page> => {
  const page = await browser.newPage();
  const chunks = await bundle(paths);
  const html = pageWith(paths.map((path) => path.split('/').at(-1) ?? ''));
  // `crypto.subtle` is there on a loopback origin only.
  await page.route('http://localhost/**', async (route) => {
    const script = chunks.get(new URL(route.request().url()).pathname.slice(1));
    await route.fulfill(
      script === undefined
        ? { contentType: 'text/html', body: html }
        : { contentType: 'text/javascript', body: script },
    );
  });
  await page.goto('http://localhost/');
  return page;
};

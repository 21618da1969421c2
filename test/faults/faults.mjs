import { runnerImport } from 'vite';

// Node 20 cannot load TypeScript; Vite is here anyway.
const { module } = await runnerImport(new URL('run.ts', import.meta.url).pathname);
process.exit(await module.main(process.argv.slice(2)));

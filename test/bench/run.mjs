import { runnerImport } from 'vite';

// Node 20 cannot load TypeScript; Vite is here anyway.
const { module } = await runnerImport(new URL('main.ts', import.meta.url).pathname);
await module.main(process.argv.slice(2));

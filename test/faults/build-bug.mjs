import { runnerImport } from 'vite';

// Node 20 cannot load TypeScript; Vite is here anyway.
const { module } = await runnerImport(new URL('build-bug.ts', import.meta.url).pathname);
const [bug, folder] = process.argv.slice(2);
await module.build(bug, folder);

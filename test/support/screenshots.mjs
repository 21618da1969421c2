import { runnerImport } from 'vite';

// Node 20 cannot load TypeScript; Vite is here anyway.
const { module } = await runnerImport(new URL('screenshots.ts', import.meta.url).pathname);
await module.takeScreenshots();

// `npm run dev`: the shop as `npm start` opens it, built and opened again after every change of a source.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { createBuilder } from 'vite';

const SOURCES = ['src', 'demo', 'styles', 'index.html'];
/** Milliseconds: an editor that saves several files is one change. */
const PAUSE = 200;

const build = async () => {
  const builder = await createBuilder({ root: process.cwd(), mode: 'production', logLevel: 'warn' });
  await builder.buildApp();
};

const open = () =>
  spawn(process.execPath, ['dist/shop-server/main.js', ...process.argv.slice(2)], { stdio: 'inherit' });

const close = async (shop) => {
  if (!shop || shop.exitCode !== null) return;
  shop.kill('SIGTERM');
  await once(shop, 'exit');
};

let shop;
let isBusy = false;
let isChanged = false;

/** A change during a build is built next; a build that fails leaves the last shop open. */
const refresh = async () => {
  isChanged = true;
  if (isBusy) return;
  isBusy = true;
  while (isChanged) {
    isChanged = false;
    try {
      await build();
      await close(shop);
      shop = open();
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
    }
  }
  isBusy = false;
};

let pause;
for (const path of SOURCES.filter(existsSync)) {
  watch(path, { recursive: true }, () => {
    clearTimeout(pause);
    pause = setTimeout(() => void refresh(), PAUSE);
  });
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void close(shop).then(() => process.exit(0)));
await refresh();

import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own; the caller removes it. */
export const aFolder = (): string => mkdtempSync(join(tmpdir(), 'candor-start-'));

const PAGE = '<html lang="{{lang}}"><script src="{{widget}}candor.js" data-endpoint="{{endpoint}}"></script></html>';

/** Makes of a folder a root as the build leaves it, with pages of one line. */
export const fillRoot = (root: string): string => {
  mkdirSync(join(root, 'dist/shop/demo/pages'), { recursive: true });
  mkdirSync(join(root, 'dist/widget/assets'), { recursive: true });
  writeFileSync(join(root, 'dist/shop/index.html'), PAGE);
  writeFileSync(join(root, 'dist/shop/demo/pages/strict.html'), PAGE);
  writeFileSync(join(root, 'dist/widget/candor.js'), '// loader');
  writeFileSync(join(root, 'dist/widget/assets/start-0a1b2c3d.js'), '// chunk');
  mkdirSync(join(root, 'demo'));
  cpSync('demo/candor.config.json', join(root, 'demo/candor.config.json'));
  cpSync('package.json', join(root, 'package.json'));
  return root;
};

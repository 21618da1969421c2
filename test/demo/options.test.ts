// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { readOptions } from '../../demo/server/options.ts';
import { fillPage } from '../../demo/server/pages.ts';
import { staticFiles } from '../../demo/server/static-files.ts';

describe('the command line', () => {
  test('has defaults for everything', () => {
    expect(readOptions([], {})).toMatchObject({
      port: 4173,
      host: '127.0.0.1',
      data: '.candor',
      orders: undefined,
      backend: undefined,
    });
  });
  test.each([
    [['--port', 'many'], '--port "many" is not a port'],
    [['--port', '70000'], '--port "70000" is not a port'],
    [['--backend', 'https://a.example'], '--backend needs --backend-key'],
    [['--backend', 'ftp://a', '--backend-key', 'k'], '--backend "ftp://a" is not an http(s) address'],
    [
      ['--shop-origin', 'https://a.example/x'],
      '--shop-origin "https://a.example/x" is not an origin; did you mean https://a.example?',
    ],
    [['--colour', 'red'], "Unknown option '--colour'"],
    [['orders.json'], 'Unexpected argument'],
  ])('%j is refused with the reason', (args, reason) => {
    expect(() => readOptions(args, {})).toThrow(reason);
  });
  test('takes the key of another backend from the environment', () => {
    expect(readOptions(['--backend', 'https://a.example/'], { CANDOR_BACKEND_KEY: 'k' })?.backend).toEqual({
      url: 'https://a.example',
      key: 'k',
    });
  });
});

describe('a page', () => {
  test('gets addresses, language and direction, and nothing breaks out of an attribute', () => {
    expect(
      fillPage('<html lang="{{lang}}" dir="{{dir}}" a="{{widget}}" b="{{other}}">', 'ar', {
        widget: 'x" onload="',
        endpoint: '',
      }),
    ).toBe('<html lang="ar" dir="rtl" a="x&quot; onload=&quot;" b="{{other}}">');
  });
});

describe('files', () => {
  test.each(['../package.json', '..%2fpackage.json', '/../../package.json', 'nothing.js', 'shop', 'a\0.js'])(
    '%s is not given out',
    async (path) => {
      expect(await staticFiles('demo/shop')(path)).toBeUndefined();
    },
  );
});

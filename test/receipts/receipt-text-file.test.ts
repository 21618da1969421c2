import { describe, expect, it } from 'vitest';
import { asPageData, readReceiptFile } from '../../src/receipts/receipt-text-file.ts';

const ONE = 'eyJh.eyJi.c2ln';
const file = (over: object = {}) => ({
  schema: 'candor-receipts/1',
  receipts: [ONE],
  notices: [],
  waiting: [],
  ...over,
});

describe('A file of receipts', () => {
  it.each([
    ['a backup', JSON.stringify(file({ secret: 'A'.repeat(43) })), file({ secret: 'A'.repeat(43) })],
    [
      'a page',
      `<!doctype html><script type="application/json" id="candor-receipts">${asPageData(file() as never)}</script>`,
      file(),
    ],
    ['receipts one a line', `${ONE}\n${ONE}\n`, file({ receipts: [ONE, ONE] })],
    ['one receipt', ONE, file()],
  ])('is read from %s', (_what, text, read) => {
    expect(readReceiptFile(text)).toEqual(read);
  });

  it.each([
    ['nothing', ''],
    ['other JSON', '{"a":1}'],
    ['another schema', JSON.stringify(file({ schema: 'candor-receipts/2' }))],
    ['receipts that are none', JSON.stringify(file({ receipts: ['<script>'] }))],
    ['a secret that is none', JSON.stringify(file({ secret: 'short' }))],
    ['a list with something else in it', `${ONE}\nhello world\n`],
    ['broken JSON', '{"schema":"candor-receipts/1"'],
    ['a page without receipts', '<!doctype html><p>hello</p>'],
    ['an event that is none', JSON.stringify(file({ waiting: [{ schema: 'consent-event/1' }] }))],
  ])('is not %s', (_what, text) => {
    expect(readReceiptFile(text)).toBeUndefined();
  });

  it('stands in a page without being able to end its element', () => {
    const text = asPageData(file({ notices: [{ title: '</script><script>alert(1)</script>' }] }) as never);
    expect(text).not.toContain('<');
    expect(JSON.parse(text).notices[0].title).toBe('</script><script>alert(1)</script>');
  });
});

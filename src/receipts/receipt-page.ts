import type { ReceiptFile } from '../contract/receipt-file.ts';
import { asPageData } from './receipt-text-file.ts';
import type { PageData } from './page-check.ts';

declare global {
  /** Written by the build: `page-check.ts` with all it needs, as one script that runs by itself. */
  const __CANDOR_PAGE__: string;
}

/** What a page of receipts is made of. */
export type PageParts = {
  readonly file: ReceiptFile;
  readonly data: Omit<PageData, 'receipts'>;
  readonly dir: 'ltr' | 'rtl';
  readonly title: string;
  /** What the page is, and by what it was checked, a paragraph each. */
  readonly intro: readonly string[];
  /** Said where scripts do not run. */
  readonly scriptless: string;
};

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-inline-size:46rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
ol{list-style:none;padding:0}li{padding:1rem 0;border-block-end:1px solid #8888;break-inside:avoid}p{margin:0 0 .25rem}
.signed{font-weight:600;color:light-dark(#1b6e45,#82d6a5)}.changed{font-weight:600;color:light-dark(#a8261b,#ff9d91)}
.unsupported{font-weight:600;color:light-dark(#8a5a00,#f0c36d)}`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const base64 = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)));

const sourceOf = async (text: string, subtle: SubtleCrypto): Promise<string> =>
  `'sha256-${base64(await subtle.digest('SHA-256', new TextEncoder().encode(text)))}'`;

const policyOf = async (subtle: SubtleCrypto): Promise<string> =>
  `default-src 'none'; script-src ${await sourceOf(__CANDOR_PAGE__, subtle)}; style-src ${await sourceOf(STYLE, subtle)}`;

/**
 * A whole page that shows receipts and checks them by itself, in any browser, without a network: its policy allows
 * nothing but its own script and style. What it holds can be read back by this panel.
 */
export const receiptPage = async (
  { file, data, dir, title, intro, scriptless }: PageParts,
  subtle: SubtleCrypto,
): Promise<string> => `<!doctype html>
<html lang="${escaped(data.lang)}" dir="${dir}">
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${await policyOf(subtle)}">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
<h1>${escaped(title)}</h1>
${intro.map((line) => `<p>${escaped(line)}</p>`).join('\n')}
<noscript><p>${escaped(scriptless)}</p></noscript>
<ol id="receipts"></ol>
<script type="application/json" id="candor-receipts">${asPageData(file)}</script>
<script type="application/json" id="candor-page">${JSON.stringify(data).replaceAll('<', String.raw`\u003c`)}</script>
<script>${__CANDOR_PAGE__}</script>
</html>
`;

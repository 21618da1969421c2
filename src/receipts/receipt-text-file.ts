import { compactJws } from '../contract/ids.ts';
import { parse } from '../contract/parse.ts';
import { type ReceiptFile, receiptFile } from '../contract/receipt-file.ts';

/** UTF-16 units of the longest file that is read. */
const LONGEST_FILE = 100_000_000;

/** The element that holds the receipts in a page that checks itself. */
const IN_PAGE = /<script type="application\/json" id="candor-receipts">([^<]*)<\/script>/;

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const readLines = (text: string): ReceiptFile | undefined => {
  const lines = text.split(/\s+/).filter(Boolean);
  const isList = lines.length > 0 && lines.every((line) => parse(compactJws, line) !== undefined);
  return isList ? parse(receiptFile, { schema: 'candor-receipts/1', receipts: lines }) : undefined;
};

/** Reads what this panel has saved: a page, a backup, or receipts one a line. Undefined for anything else. Nothing is checked yet. */
export const readReceiptFile = (text: string): ReceiptFile | undefined => {
  if (text.length > LONGEST_FILE) return undefined;
  const json = IN_PAGE.exec(text)?.[1] ?? text;
  return parse(receiptFile, readJson(json)) ?? readLines(text);
};

/** The file's JSON as it may stand inside a page: nothing in it closes or opens an element. */
export const asPageData = (file: ReceiptFile): string => JSON.stringify(file).replaceAll('<', String.raw`\u003c`);

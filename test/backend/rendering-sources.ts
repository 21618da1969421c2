import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReceiptSource } from '../../src/backend/renderings/facts.ts';
import { renderKantara } from '../../src/backend/renderings/kantara.ts';
import { type MerchantConfig, parseMerchantConfig } from '../../src/contract/merchant-config.ts';
import { shownNotice } from '../../src/contract/notice-route.ts';
import { refOf } from '../../src/contract/notice.ts';
import { parse } from '../../src/contract/parse.ts';
import { aMerchantConfig, aNotice, anEvent, aReceipt, aSubject, CHAT, PURCHASES } from '../support/builders.ts';
import { PROJECT } from '../support/shared.ts';

/** An end of a grant. */
export const UNTIL = '2027-11-23T12:00:00.250Z';

/** What a rendering is computed from: one act, and what it led to. */
export const aSource = async (
  over: { readonly choices?: object; readonly effective?: object; readonly config?: MerchantConfig } = {},
) => {
  const notice = await aNotice();
  const { choices = { [PURCHASES]: 'given', [CHAT]: 'refused' }, config = aMerchantConfig() } = over;
  const effective = over.effective ?? { [PURCHASES]: { state: 'given', until: UNTIL }, [CHAT]: { state: 'withdrawn' } };
  const receipt = await aReceipt(anEvent(await aSubject(), refOf(notice), { choices }), { effective });
  const source: ReceiptSource = { receipt, notice: parse(shownNotice, notice), config };
  return source;
};

/** The demo shop: it tells all that can be told. */
export const demoShop = (): MerchantConfig => {
  const reading = parseMerchantConfig(JSON.parse(readFileSync(join(PROJECT, 'demo/candor.config.json'), 'utf8')));
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.config;
};

/** The purposes that the Kantara rendering lists. */
export const purposesIn = (source: ReceiptSource): readonly string[] =>
  renderKantara(source, undefined)?.services.flatMap(({ purposes }) => purposes.map(({ purpose }) => purpose)) ?? [];

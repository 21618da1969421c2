import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildNotices, widgetConfig } from '../../src/backend/notices.ts';
import { parseMerchantConfig } from '../../src/contract/merchant-config.ts';

/** What `GET /v1/config` answers for the demo shop in English: the body, as it travels. */
export const demoConfigBody = async (root: string): Promise<string> => {
  const reading = parseMerchantConfig({
    ...(JSON.parse(await readFile(join(root, 'demo/candor.config.json'), 'utf8')) as object),
    origins: ['https://shop.example'],
  });
  if (!reading.ok) throw new Error(`demo/candor.config.json: ${reading.problems[0]?.reason}`);
  const notices = await buildNotices(reading.config);
  const english = notices.find(({ lang }) => lang === 'en');
  if (!english) throw new Error('demo/candor.config.json has no English notice');
  const languages = notices.map(({ lang }) => lang);
  return JSON.stringify(widgetConfig(reading.config, english, languages));
};

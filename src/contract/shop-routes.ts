import { CONFIG_PATH } from './config-path.ts';
import { config } from './config.ts';
import type { Route } from './route.ts';

/** What a widget must know of the shop; cacheable, with ETag. */
export const getConfig = {
  method: 'GET',
  path: CONFIG_PATH,
  summary: 'Notice, purposes and features in one language',
  auth: 'none',
  query: ['lang'],
  replies: { 200: config, 304: null },
  problems: [],
} as const satisfies Route;

import { jwks } from './jwks.ts';
import type { Route } from './route.ts';

/** Published public keys with their roles. */
export const getKeys = {
  method: 'GET',
  path: '/.well-known/candor/jwks.json',
  summary: 'Public keys with their roles',
  auth: 'none',
  replies: { 200: jwks },
  problems: [],
} as const satisfies Route;

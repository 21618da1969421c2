import * as v from 'valibot';
import type { Route } from './route.ts';
import { looseObject, object } from './shape.ts';

const fine = object({ status: v.literal('ok') });

/** Whether the process runs. */
export const getHealth = {
  method: 'GET',
  path: '/healthz',
  summary: 'Whether the process runs',
  auth: 'none',
  replies: { 200: fine },
  problems: [],
} as const satisfies Route;

/** Whether requests can be served: the database answers. */
export const getReadiness = {
  method: 'GET',
  path: '/readyz',
  summary: 'Whether the database answers',
  auth: 'none',
  replies: { 200: fine },
  problems: ['store-unavailable'],
} as const satisfies Route;

/** This contract as OpenAPI 3.1. */
export const getOpenApi = {
  method: 'GET',
  path: '/v1/openapi.json',
  summary: 'This contract as OpenAPI 3.1',
  auth: 'none',
  replies: { 200: looseObject({ openapi: v.string() }) },
  problems: [],
} as const satisfies Route;

import { toJsonSchema } from '@valibot/to-json-schema';
import { merchantConfig } from '../contract/merchant-config.ts';
import { problem, PROBLEM_STATUS, type ProblemCode } from '../contract/problem.ts';
import type { Route } from '../contract/route.ts';
import * as tableRoutes from '../contract/routes.ts';
import * as serviceRoutes from '../contract/service-routes.ts';

type Schema = Parameters<typeof toJsonSchema>[0];
type Json = Readonly<Record<string, unknown>>;

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** Checks written as code have no JSON Schema; the schema then says less, never something else. */
const schemaOf = (schema: Schema, typeMode: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...json } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    typeMode,
    errorMode: 'ignore',
  });
  return json;
};

/** Every route of the table, and the service's own. */
export const allRoutes = (): readonly Route[] => [...Object.values(tableRoutes), ...Object.values(serviceRoutes)];

const parameter = (name: string, place: 'path' | 'query' | 'header'): Json => ({
  name,
  in: place,
  required: place !== 'query',
  schema: { type: 'string' },
});

const parametersOf = ({ path, query = [], idempotent }: Route): readonly Json[] => [
  ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => parameter(name, 'path')),
  ...query.map((name) => parameter(name, 'query')),
  ...(idempotent ? [parameter('Idempotency-Key', 'header')] : []),
];

const repliesOf = ({ replies }: Route): Json =>
  Object.fromEntries(
    Object.entries(replies).map(([status, schema]) => [
      status,
      {
        description: `Success (${status})`,
        ...(schema ? { content: { 'application/json': { schema: schemaOf(schema, 'input') } } } : {}),
      },
    ]),
  );

const problemsOf = ({ problems }: Route): Json => {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of problems)
    byStatus.set(PROBLEM_STATUS[code], [...(byStatus.get(PROBLEM_STATUS[code]) ?? []), code]);
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [status, { description: codes.join(', '), content }]),
  );
};

const SECURITY: Readonly<Record<Route['auth'], readonly Json[]>> = {
  none: [],
  subject: [{ subjectSecret: [] }],
  merchant: [{ apiKey: [] }],
};

const operationOf = (route: Route): Json => ({
  summary: route.summary,
  security: SECURITY[route.auth],
  parameters: parametersOf(route),
  ...(route.body
    ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } } }
    : {}),
  responses: { ...repliesOf(route), ...problemsOf(route) },
});

const pathsOf = (routes: readonly Route[]): Json => {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes)
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  return paths;
};

/** The contract as OpenAPI 3.1, generated from the route table. */
export const openApi = () => ({
  openapi: '3.1.0',
  jsonSchemaDialect: DIALECT,
  info: { title: 'Candor', version: '1', description: 'Consent events, objections and their receipts.' },
  paths: pathsOf(allRoutes()),
  components: {
    schemas: { Problem: schemaOf(problem, 'output') },
    securitySchemes: {
      subjectSecret: { type: 'http', scheme: 'bearer', description: 'The 32-byte secret of a subject, base64url' },
      apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of the merchant' },
    },
  },
});

/** JSON Schema of `candor.config.json`, for editors (`$schema`). */
export const configSchema = (): Json => ({
  $schema: DIALECT,
  title: 'candor.config.json',
  ...schemaOf(merchantConfig, 'input'),
});

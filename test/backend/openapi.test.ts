// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { allRoutes, configSchema, openApi } from '../../src/backend/openapi.ts';
import { openStore } from '../../src/backend/open-store.ts';
import { aBackend } from './harness.ts';

type Document = {
  readonly openapi: string;
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly responses: object;
            readonly parameters: readonly { readonly name: string }[];
            readonly requestBody?: object;
          }
        >
      >
    >
  >;
};

describe('the contract as OpenAPI', () => {
  const document = openApi() as Document;

  it('is served', async () => {
    const { ask } = await aBackend(await openStore({ databaseUrl: ':memory:', dataDir: '' }));
    const { status, json } = await ask('/v1/openapi.json');
    expect([status, json]).toEqual([200, JSON.parse(JSON.stringify(document))]);
    expect(json['openapi']).toBe('3.1.0');
  });

  it.each(allRoutes().map((route) => [`${route.method} ${route.path}`, route] as const))(
    'has %s with its answers, problems and parameters',
    (_name, route) => {
      const operation = document.paths[route.path]?.[route.method.toLowerCase()];
      expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining(Object.keys(route.replies)));
      const described = JSON.stringify(operation?.responses);
      for (const code of route.problems) expect(described).toContain(code);
      const names = operation?.parameters.map(({ name }) => name) ?? [];
      expect(names).toEqual(
        expect.arrayContaining([
          ...(route.query ?? []),
          ...[...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
        ]),
      );
      expect(operation?.requestBody !== undefined).toBe(route.body !== undefined);
    },
  );

  it('describes the event strictly, as the backend reads it', () => {
    const text = JSON.stringify(document.paths['/v1/consents']?.['post']?.requestBody);
    expect(text).toContain('"additionalProperties":false');
    expect(text).toContain('"const":"consent-event/1"');
  });
});

describe('the schema of the config file', () => {
  it('knows every setting, asks for the needed ones, and lets editors mark the others', () => {
    const schema = configSchema() as {
      readonly properties: object;
      readonly required: readonly string[];
      readonly additionalProperties: boolean;
    };
    expect(Object.keys(schema.properties)).toEqual(
      expect.arrayContaining(['$schema', 'issuer', 'origins', 'notice', 'purposes', 'apiKeys']),
    );
    expect(schema.required).toEqual(
      expect.arrayContaining(['issuer', 'origins', 'controller', 'defaultLang', 'notice', 'purposes']),
    );
    expect(schema.required).not.toContain('apiKeys');
    expect(schema.additionalProperties).toBe(false);
  });
});

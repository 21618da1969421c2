import type { getHealth, getOpenApi, getReadiness } from '../../contract/service-routes.ts';
import type { Desk, Handler } from '../call.ts';
import { openApi } from '../openapi.ts';

/** The process runs. */
export const healthHandler: Handler<typeof getHealth> = async () => ({ status: 200, json: { status: 'ok' } });

/** The database answers. */
export const readinessHandler =
  ({ store }: Desk): Handler<typeof getReadiness> =>
  async () => {
    await store.check();
    return { status: 200, json: { status: 'ok' } };
  };

/** This contract as OpenAPI 3.1, generated once. */
export const openApiHandler = (): Handler<typeof getOpenApi> => {
  const json = openApi();
  return async () => ({ status: 200, json, headers: { 'cache-control': 'public, max-age=300' } });
};

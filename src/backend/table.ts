import type { Context } from 'hono';
import { Hono } from 'hono';
import type { Route } from '../contract/route.ts';
import {
  deleteObjection,
  deleteSubject,
  getCheckpoint,
  getConfig,
  getKeys,
  getLogEntries,
  getLogProof,
  getLogTile,
  getNotice,
  getObjections,
  getReceipt,
  getReceiptJsonLd,
  getReceiptKantara,
  getReceipts,
  getSubject,
  getSubjectState,
  postConsent,
  postObjection,
} from '../contract/routes.ts';
import { getHealth, getOpenApi, getReadiness } from '../contract/service-routes.ts';
import { problemResponse, refuse } from './answer.ts';
import type { Handler } from './call.ts';
import { dispatch, type DispatchSettings } from './dispatch.ts';
import { postConsentHandler, subjectStateHandler } from './handlers/consents.ts';
import { erasureHandler } from './handlers/erasure.ts';
import { checkpointHandler, entriesHandler, proofHandler, tileHandler } from './handlers/log.ts';
import { noticeHandler } from './handlers/notices.ts';
import { objectionsHandler, postObjectionHandler, retractHandler } from './handlers/objections.ts';
import { receiptJsonLdHandler, receiptKantaraHandler } from './handlers/renderings.ts';
import { receiptHandler, receiptsHandler } from './handlers/receipts.ts';
import { healthHandler, openApiHandler, readinessHandler } from './handlers/service.ts';
import { configHandler, keysHandler } from './handlers/shop.ts';
import { subjectHandler } from './handlers/subjects.ts';
import { honoPath, paramsOf } from './paths.ts';

type Listed = { readonly route: Route; readonly answer: (c: Context) => Promise<Response> };

const listed = <TRoute extends Route>(route: TRoute, handler: Handler<TRoute>, settings: DispatchSettings): Listed => ({
  route,
  answer: (c) =>
    dispatch(route, handler, {
      request: c.req.raw,
      place: { params: paramsOf(route.path, c.req.param()), query: c.req.query() },
      settings,
    }),
});

const listRoutes = (settings: DispatchSettings): readonly Listed[] => {
  const { desk } = settings;
  return [
    listed(getConfig, configHandler(desk), settings),
    listed(getKeys, keysHandler(desk), settings),
    listed(getNotice, noticeHandler(desk), settings),
    listed(postConsent, postConsentHandler(desk), settings),
    listed(getSubjectState, subjectStateHandler(desk), settings),
    listed(deleteSubject, erasureHandler(desk), settings),
    listed(getReceipts, receiptsHandler(desk), settings),
    // Before the plain receipt, whose `{jti}` would take the suffix for a part of it.
    listed(getReceiptJsonLd, receiptJsonLdHandler(desk), settings),
    listed(getReceiptKantara, receiptKantaraHandler(desk), settings),
    listed(getReceipt, receiptHandler(desk), settings),
    listed(postObjection, postObjectionHandler(desk), settings),
    listed(getObjections, objectionsHandler(desk), settings),
    listed(deleteObjection, retractHandler(desk), settings),
    listed(getSubject, subjectHandler(desk), settings),
    listed(getCheckpoint, checkpointHandler(desk), settings),
    listed(getLogProof, proofHandler(desk), settings),
    listed(getLogEntries, entriesHandler(desk), settings),
    listed(getLogTile, tileHandler(desk), settings),
    listed(getHealth, healthHandler, settings),
    listed(getReadiness, readinessHandler(desk), settings),
    listed(getOpenApi, openApiHandler(), settings),
  ];
};

const methodsAt = (routes: readonly Listed[], path: string): string => {
  const methods = routes.filter(({ route }) => route.path === path).map(({ route }) => route.method);
  return [...(methods.includes('GET') ? ['HEAD'] : []), ...methods].sort().join(', ');
};

/** The hono app: every route of the table, 405 with Allow for other methods, 404 elsewhere. `seen` learns the matched path. */
export const createTable = (settings: DispatchSettings, seen: (request: Request, path: string) => void): Hono => {
  const app = new Hono();
  const routes = listRoutes(settings);
  for (const { route, answer } of routes) {
    app.on(route.method, honoPath(route), (c) => {
      seen(c.req.raw, route.path);
      return answer(c);
    });
  }
  for (const { route } of routes) {
    const allow = methodsAt(routes, route.path);
    app.all(honoPath(route), () => problemResponse(refuse('method-not-allowed'), { allow }));
  }
  app.notFound(() => problemResponse(refuse('not-found')));
  app.onError((error) => {
    throw error;
  });
  return app;
};

import { subjectId } from '../../contract/ids.ts';
import { parse } from '../../contract/parse.ts';
import type { getSubject } from '../../contract/routes.ts';
import { refuse } from '../answer.ts';
import type { Desk, Handler } from '../call.ts';
import { etagOf, isKnown } from '../etag.ts';
import { timestampOf } from '../receipts.ts';
import { chainOf, effectiveAt, settledBy } from '../standing.ts';
import { toldObjections } from './objections.ts';

/** What the shop's own systems obey. */
export const subjectHandler =
  ({ store, config, issuer }: Desk): Handler<typeof getSubject> =>
  async ({ params, ifNoneMatch }) => {
    const subject = parse(subjectId, params['subject']);
    if (subject === undefined) return refuse('not-found');
    const { events, objections, order } = await store.read.holding(subject);
    if (order === 0) return refuse('not-found');
    const chain = chainOf(events);
    const effective = effectiveAt(chain, config.purposes, timestampOf(issuer.now()));
    const json = { subject, effective, objections: [...toldObjections(objections)], receipts: settledBy(chain), order };
    const etag = await etagOf(json);
    return isKnown(etag, ifNoneMatch) ? { status: 304, headers: { etag } } : { status: 200, json, headers: { etag } };
  };

import { subjectId } from '../../contract/ids.ts';
import { parse } from '../../contract/parse.ts';
import type { getSubject } from '../../contract/routes.ts';
import { refuse } from '../answer.ts';
import type { Desk, Handler } from '../call.ts';
import { effectiveOf, settledOf } from '../erasure.ts';
import { etagOf, isKnown } from '../etag.ts';
import { timestampOf } from '../receipts.ts';
import { toldObjections } from './objections.ts';

/**
 * What the shop's own systems obey: all withdrawn while an erasure is held, and as for an unknown subject once it is done.
 */
export const subjectHandler =
  ({ store, config, issuer }: Desk): Handler<typeof getSubject> =>
  async ({ params, ifNoneMatch }) => {
    const subject = parse(subjectId, params['subject']);
    if (subject === undefined) return refuse('not-found');
    const holding = await store.read.holding(subject);
    const { objections, order } = holding;
    if (order === 0) return refuse('not-found');
    const [purposes, at] = [config.purposes, timestampOf(issuer.now())];
    const effective = effectiveOf(holding, purposes, at);
    const receipts = settledOf(holding, purposes, at);
    const json = { subject, effective, objections: [...toldObjections(objections)], receipts, order };
    const etag = await etagOf(json);
    return isKnown(etag, ifNoneMatch) ? { status: 304, headers: { etag } } : { status: 200, json, headers: { etag } };
  };

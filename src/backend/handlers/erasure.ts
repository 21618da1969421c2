import type { deleteSubject } from '../../contract/erasure-routes.ts';
import type { Desk, Handler } from '../call.ts';
import { askErasure } from '../erasure.ts';

/** Withdraws everything and erases the subject's record. */
export const erasureHandler =
  (desk: Desk): Handler<typeof deleteSubject> =>
  async ({ subject }) => {
    const { store } = desk;
    const outcome = await store.write((record) => askErasure(desk, record, subject));
    if (outcome !== 'erased') {
      const { erase_at, receipt } = outcome;
      return { status: 202, json: { erase_at, receipt } };
    }
    await store.scrub();
    return { status: 204 };
  };

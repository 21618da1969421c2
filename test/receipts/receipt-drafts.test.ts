// @vitest-environment node
import { beforeAll, describe, expect, it } from 'vitest';
import { digestJson } from '../../src/crypto/digest.ts';
import { draftOfAct, draftOfReceipt } from '../../src/receipts/receipt-drafts.ts';
import { anEvent, anObjection, aNotice, aReceipt, aSubject, type RawEvent } from '../support/builders.ts';
import { refOf } from '../../src/contract/notice.ts';
import { aSigner, type Signer, sign } from '../crypto/sign.ts';

const { subtle } = globalThis.crypto;
const ISSUER = 'https://shop.example';

describe('A receipt from a file', () => {
  let shop: Signer;
  let event: RawEvent;
  const against = () => ({ keys: [shop.jwk], issuer: ISSUER, subtle });
  const signed = (payload: object, typ = 'consent-receipt+jws', signer = shop) => sign(payload, signer, { typ });
  beforeAll(async () => {
    shop = await aSigner('Ed25519', 'receipt');
    event = anEvent(await aSubject(), refOf(await aNotice()));
  });

  it('becomes a confirmed entry with its bytes, and the end of its grants', async () => {
    const payload = await aReceipt(event);
    const jws = await signed(payload);
    expect(await draftOfReceipt(jws, against())).toMatchObject({
      entry: {
        kind: 'consent',
        id: event.event_id,
        digest: payload.event_sha256,
        delivery: 'confirmed',
        receipt: {
          jti: payload.jti,
          order: 1,
          until: { 'assistant.personalise.purchases': '2027-11-23T12:00:00.250Z' },
        },
      },
      papers: { receipt: jws },
    });
  });

  it('of an objection keeps its explanation among the papers', async () => {
    const objection = anObjection(await aSubject(), { explanation_jws: 'a.b.c' });
    const jws = await signed(
      {
        iss: ISSUER,
        jti: 'rcp_0192f7b05c207a108b1d6e3f0a9c2d77',
        iat: 1,
        schema: 'objection-receipt/1',
        objection,
        objection_sha256: await digestJson(objection, subtle),
        received_at: '2026-11-23T12:00:00.250Z',
        order: 2,
      },
      'objection-receipt+jws',
    );
    const draft = await draftOfReceipt(jws, against());
    expect(draft).toMatchObject({ entry: { kind: 'objection' }, papers: { explanation: 'a.b.c', receipt: jws } });
    expect(JSON.stringify(draft?.entry)).not.toContain('a.b.c');
  });

  it.each([
    ['another key', async () => signed(await aReceipt(event), undefined, await aSigner('Ed25519', 'receipt'))],
    [
      'a key of another role',
      async () => signed(await aReceipt(event), undefined, await aSigner('Ed25519', 'explanation')),
    ],
    ['another typ', async () => signed(await aReceipt(event), 'why+jws')],
    ['another issuer', async () => signed(await aReceipt(event, { iss: 'https://other.example' }))],
    ['a digest that is not its event’s', async () => signed(await aReceipt(event, { event_sha256: 'A'.repeat(43) }))],
    ['a changed byte', async () => (await signed(await aReceipt(event))).replace(/\.(.{20})./, '.$1A')],
    ['something that is no receipt', async () => 'a.b.c'],
  ])('signed by or holding %s is left out', async (_what, make) => {
    expect(await draftOfReceipt(await make(), against())).toBeUndefined();
  });

  it('that was not confirmed yet waits again, with the digest the shop will compute', async () => {
    const draft = await draftOfAct(event as never, subtle);
    expect(draft.entry).toMatchObject({ delivery: 'waiting', digest: await digestJson(event, subtle) });
  });
});

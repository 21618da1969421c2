import type { Explanation } from '../../src/contract/explanation.ts';
import { explanation } from '../../src/contract/explanation.ts';
import type { PublicJwk } from '../../src/contract/jwks.ts';
import type { Notice } from '../../src/contract/notice.ts';
import { refOf } from '../../src/contract/notice.ts';
import { parse } from '../../src/contract/parse.ts';
import { verifyJws } from '../../src/crypto/jws.ts';
import { aChain, anObjection, aSubject, chance, type Person } from '../support/builders.ts';
import { uuidV7 } from '../../src/crypto/random.ts';
import { ISSUER, PURCHASES, VIEWS } from './support.ts';

/** A shop that runs on a port of its own, with its backend, and what it publishes. */
export type ShopAt = { readonly url: string; readonly keys: readonly PublicJwk[]; readonly notice: Notice };

/** A list of recommendations: codes of the products in order, and their explanations, signed. */
export type ToldList = { readonly ids: readonly string[]; readonly explanations: readonly string[] };

/** One shopper in a session and with a subject of their own, who has allowed what they bought and looked at. */
export type Shopper = {
  readonly list: () => Promise<ToldList>;
  /** "Do not use this", as the panel sends it: one objection for each row, with the explanation. */
  readonly object: (refs: readonly string[], jws: string) => Promise<void>;
  /** Withdraws both purposes, as "Use nothing about me" does. */
  readonly withdraw: () => Promise<void>;
};

type Answer = { readonly json: Record<string, unknown>; readonly cookie: string | undefined };
type Sending = { readonly headers?: Record<string, string>; readonly body?: object };

const ask = async (shop: Pick<ShopAt, 'url'>, path: string, { headers = {}, body }: Sending = {}): Promise<Answer> => {
  const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
  const reply = await fetch(`${shop.url}${path}`, {
    ...init,
    // A connection kept open may be closed by the server while this busy process looks elsewhere.
    headers: { 'content-type': 'application/json', origin: shop.url, connection: 'close', ...headers },
  });
  if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${await reply.text()}`);
  const json: Record<string, unknown> = await reply.json();
  return { json, cookie: reply.headers.get('set-cookie')?.split(';')[0] };
};

/** Reads what a running shop publishes: its keys and its notice. */
export const lookAt = async (url: string): Promise<ShopAt> => {
  const { json: published } = await ask({ url }, '/.well-known/candor/jwks.json');
  const { json: config } = await ask({ url }, '/v1/config?lang=en');
  return { url, keys: published['keys'] as readonly PublicJwk[], notice: config['notice'] as Notice };
};

/** Verifies an explanation by the keys the shop publishes, and reads it; throws where it does not hold. */
export const openWith = async ({ keys }: ShopAt, jws: string): Promise<Explanation> => {
  const expected = { keys, role: 'explanation', typ: 'why+jws', iss: ISSUER } as const;
  const result = await verifyJws(jws, expected, crypto.subtle);
  const read = result.ok ? parse(explanation, result.payload) : undefined;
  if (!read) throw new Error('not an explanation of this shop');
  return read;
};

/** An act of a person, under the key that makes it one act however often it is sent. */
const signedBy = ({ secret }: Person, key: string): Record<string, string> => ({
  authorization: `Bearer ${secret}`,
  'idempotency-key': key,
});

const choices = (choice: 'given' | 'refused') => ({ [PURCHASES]: choice, [VIEWS]: choice });

/** Opens a fresh session for a customer number: a new subject that allows both purposes, and a sign-in. */
export const aShopper = async (shop: ShopAt, number: string): Promise<Shopper> => {
  const person = await aSubject();
  const [give, take] = await aChain(
    person,
    refOf(shop.notice),
    [
      { site: shop.url, choices: choices('given') },
      { site: shop.url, choices: choices('refused'), action: 'withdraw', surface: 'why' },
    ].map((act) => ({ ...act, event_id: uuidV7(Date.now(), chance) })),
  );
  let state: unknown;
  const choose = async (event: typeof give): Promise<void> => {
    if (!event) return;
    const headers = signedBy(person, event.event_id);
    state = (await ask(shop, '/v1/consents', { body: event, headers })).json['effective'];
  };
  await choose(give);
  const { cookie = '' } = await ask(shop, '/shop/sign-in', { body: { shopper: number } });
  return {
    list: async () => {
      const body = { surface: 'home', lang: 'en', subject: person.subject, state };
      const { json } = await ask(shop, '/shop/recommendations', { body, headers: { cookie } });
      const { items, explanations } = json as { items: { product: { id: string } }[]; explanations: string[] };
      return { ids: items.map(({ product }) => product.id), explanations };
    },
    object: async (refs, jws) => {
      for (const ref of refs) {
        const objection = { ...anObjection(person, { scope: 'data', ref }), explanation_jws: jws };
        await ask(shop, '/v1/objections', { body: objection, headers: signedBy(person, objection.objection_id) });
      }
    },
    withdraw: () => choose(take),
  };
};

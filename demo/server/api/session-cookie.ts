import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Shop } from '../shop.ts';
import type { Session } from '../store/sessions.ts';

const COOKIE = 'shop_session';
const THIRTY_DAYS = 2_592_000;

/** The session of this browser; undefined before the first act at the shop. */
export const sessionOf = (shop: Shop, c: Context): Session | undefined => {
  const session = shop.sessions.find(getCookie(c, COOKIE));
  if (session?.shopper === undefined || shop.shoppers.knows(session.shopper)) return session;
  return { ...session, shopper: undefined };
};

const open = (shop: Shop, c: Context, shopper: string | undefined): Session => {
  const { session, secret } = shop.sessions.open(shopper, sessionOf(shop, c), shop.now());
  setCookie(c, COOKIE, secret, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: THIRTY_DAYS });
  return session;
};

/** The session, opened now if there is none: only acts call this (sign in, fill the basket, order). */
export const sessionForAct = (shop: Shop, c: Context): Session => sessionOf(shop, c) ?? open(shop, c, undefined);

/** Signs in: a new session, so that nobody who knew the old cookie is signed in with it. */
export const signIn = (shop: Shop, c: Context, shopper: string): Session => open(shop, c, shopper);

/** Signs out: the session, its basket and views are gone. */
export const signOut = (shop: Shop, c: Context): void => {
  const session = sessionOf(shop, c);
  if (session) shop.sessions.end(session);
  deleteCookie(c, COOKIE, { path: '/' });
};

import type { Corner } from './settings.ts';

/** Where the shopper wants the launcher, for as long as the browser's session lasts. */
export type LauncherPlace = { readonly corner: Corner; readonly hidden: boolean };

/** A preference, not a choice: no subject is made for it, and it ends with the session. Written by an act, never before. */
const KEY = 'candor-launcher';

/** Reads the preference; the merchant's corner where there is none, or where the browser refuses storage. */
export const readPlace = (storage: () => Storage, corner: Corner): LauncherPlace => {
  try {
    const words = storage().getItem(KEY)?.split(' ') ?? [];
    const kept = words.find((word) => word === 'start' || word === 'end');
    return { corner: kept ?? corner, hidden: words.includes('hidden') };
  } catch {
    return { corner, hidden: false };
  }
};

/** Keeps the preference, where the browser lets it. */
export const keepPlace = (storage: () => Storage, { corner, hidden }: LauncherPlace): void => {
  try {
    storage().setItem(KEY, hidden ? `${corner} hidden` : corner);
  } catch {
    // It holds for this page, then.
  }
};

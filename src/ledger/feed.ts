import { DATABASE } from './schema.ts';

/** Opens a channel to the other tabs of this origin. */
export type OpenChannel = (name: string) => BroadcastChannel;

/** Tells this page and the other tabs that the ledger has changed. */
export type Feed = {
  readonly changed: () => void;
  readonly observe: (listener: () => void) => () => void;
  readonly close: () => void;
};

/** A channel where the browser gives one: Firefox refuses it with the storage. */
const channelOf = (openChannel: OpenChannel | undefined): BroadcastChannel | undefined => {
  try {
    return openChannel?.(DATABASE);
  } catch {
    return undefined;
  }
};

/**
 * A feed; without a channel other tabs hear nothing until they look. This page hears `soon`, in a task of its own: who
 * made the change goes on first, and does not wait for all that then look at the ledger.
 */
export const createFeed = (openChannel: OpenChannel | undefined, soon: (tell: () => void) => void): Feed => {
  const listeners = new Set<() => void>();
  const channel = channelOf(openChannel);
  const tell = (): void => listeners.forEach((listener) => listener());
  if (channel) channel.onmessage = tell;
  return {
    changed: () => {
      channel?.postMessage(null);
      soon(tell);
    },
    observe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      listeners.clear();
      channel?.close();
    },
  };
};

import { connect, type Socket } from 'node:net';

/** A browser that is driven over Marionette, Firefox's own protocol: JSON with its length in front, over TCP. */
export type Marionette = {
  /** Sends a command and gives its value. Rejects with the browser's reason. */
  readonly send: (command: string, values?: object) => Promise<unknown>;
  readonly end: () => void;
};

const PAUSE = 100;
const MOST_TRIES = 200;

const tryConnect = (port: number): Promise<Socket | undefined> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });

const connected = async (port: number): Promise<Socket> => {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const socket = await tryConnect(port);
    if (socket) return socket;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  throw new Error('Firefox does not answer on its Marionette port');
};

type Reply = readonly [type: 1, id: number, error: { readonly message: string } | null, value: unknown];
type Waiting = { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void };

/** Cuts `length:json` from the front of what has come; undefined while it is not whole. */
const firstOf = (bytes: Buffer): { readonly text: string; readonly rest: Buffer } | undefined => {
  const colon = bytes.indexOf(':');
  if (colon < 0) return undefined;
  const end = colon + 1 + Number(bytes.subarray(0, colon).toString('utf8'));
  return bytes.length < end
    ? undefined
    : { text: bytes.subarray(colon + 1, end).toString('utf8'), rest: bytes.subarray(end) };
};

/** Connects to a Firefox that is starting, and begins a session. */
export const openMarionette = async (port: number): Promise<Marionette> => {
  const socket = await connected(port);
  const waiting = new Map<number, Waiting>();
  let bytes: Buffer = Buffer.alloc(0);
  let count = 0;
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (let message = firstOf(bytes); message; message = firstOf(bytes)) {
      bytes = message.rest;
      const reply = JSON.parse(message.text) as Reply | object;
      // The first message is a greeting.
      if (!Array.isArray(reply)) continue;
      const [, id, error, value] = reply as unknown as Reply;
      if (error) waiting.get(id)?.reject(new Error(error.message));
      else waiting.get(id)?.resolve(value);
      waiting.delete(id);
    }
  });
  socket.on('error', () => undefined);
  socket.on('close', () => waiting.forEach(({ reject }) => reject(new Error('Firefox is gone'))));
  const send = (command: string, values: object = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      count += 1;
      waiting.set(count, { resolve, reject });
      const text = JSON.stringify([0, count, command, values]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  await send('WebDriver:NewSession', { capabilities: { alwaysMatch: {} } });
  return { send, end: () => void socket.destroy() };
};

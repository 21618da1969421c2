import { type IncomingHttpHeaders, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import { connect } from 'node:net';

/** One request as the proxy holds it, read to its end. */
export type Held = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

/** The backend's answer, whole. */
export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

const bytesOf = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** Reads a request to its end. Rejects when the browser goes away meanwhile. */
export const hold = async (incoming: IncomingMessage): Promise<Held> => ({
  method: incoming.method ?? 'GET',
  path: incoming.url ?? '/',
  headers: incoming.headers,
  body: await bytesOf(incoming),
});

/** Carries a request to the backend; undefined when no whole answer comes back. */
export const carry = ({ method, path, headers, body }: Held, port: number): Promise<Answer | undefined> =>
  new Promise((resolve) => {
    const give = (): void => resolve(undefined);
    // A connection of its own: one that was kept may have died with the backend.
    const onward = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }, (reply) => {
      reply.once('aborted', give);
      bytesOf(reply).then(
        (read) => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: read }),
        give,
      );
    });
    onward.once('error', give);
    onward.end(body);
  });

/** Sends the backend half of a request and goes away. Resolves when the backend has noticed. */
export const carryHalf = ({ method, path, headers, body }: Held, port: number): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
      socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      socket.end(body.subarray(0, Math.floor(body.length / 2)));
    });
    socket.resume();
    socket.once('error', () => resolve());
    socket.once('close', () => resolve());
  });

/** Ends a connection without an answer, as a lost network does. */
export const cut = (outgoing: ServerResponse): void => {
  outgoing.socket?.resetAndDestroy();
};

/** Gives an answer as it came. */
export const give = (outgoing: ServerResponse, { status, headers, body }: Answer): void => {
  if (outgoing.destroyed) return;
  outgoing.writeHead(status, headers);
  outgoing.end(body);
};

/** Gives the head of an answer and half of its body, and cuts the connection. */
export const giveHalf = (outgoing: ServerResponse, { status, headers, body }: Answer): void => {
  outgoing.writeHead(status, { ...headers, 'content-length': `${body.length}` });
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => cut(outgoing));
};

/** An answer by somebody who is not the backend. */
export type Stranger = {
  readonly status: number;
  readonly type: 'text/html' | 'application/json' | 'text/plain';
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The page's origin, where the stranger lets it read the answer. */
  readonly origin: string | undefined;
};

/** Answers in the backend's place. */
export const answerAs = (outgoing: ServerResponse, { status, type, body, headers = {}, origin }: Stranger): void => {
  const cors =
    origin === undefined
      ? {}
      : { 'access-control-allow-origin': origin, 'access-control-expose-headers': 'Retry-After', vary: 'Origin' };
  outgoing.writeHead(status, { 'content-type': type, ...cors, ...headers });
  outgoing.end(body);
};

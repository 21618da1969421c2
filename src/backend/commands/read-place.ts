import { readFile } from 'node:fs/promises';
import { jwks, type PublicJwk, readKeys } from '../../contract/jwks.ts';
import { parse } from '../../contract/parse.ts';
import { codeOf } from '../error-code.ts';
import { StartError } from '../start-error.ts';
import type { AskPlace } from '../verify-logged.ts';

const unreadable = (place: string, reason: string, cause?: unknown): StartError =>
  new StartError(`${place} cannot be read (${reason}): check the path or address`, { cause });

/** Asks a file or an address; undefined when no address answers. Throws StartError for a file that cannot be read. */
export const askPlace: AskPlace = async (place) => {
  if (!/^https?:\/\//.test(place)) {
    try {
      return { status: 200, bytes: await readFile(place) };
    } catch (error) {
      throw unreadable(place, codeOf(error), error);
    }
  }
  try {
    const response = await fetch(place, { signal: AbortSignal.timeout(10_000) });
    return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
  } catch {
    return undefined;
  }
};

/** The bytes of a file, or of what an address answers. Throws StartError when they cannot be had. */
export const readBytes = async (place: string): Promise<Uint8Array> => {
  const reply = await askPlace(place);
  if (!reply) throw unreadable(place, 'no answer');
  const { status, bytes } = reply;
  if (status < 200 || status > 299) throw new StartError(`${place} answered ${status}: check the address`);
  return bytes;
};

/** Everything that is piped in. */
export const readStandardInput = async (): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** Bytes as UTF-8, without a byte order mark. */
export const textIn = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** A shop's key set, from a file or its address. Throws StartError when there is none. */
export const readKeySet = async (place: string): Promise<readonly PublicJwk[]> => {
  const text = textIn(await readBytes(place));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new StartError(`${place} is not JSON: name the shop's key set, as served at /.well-known/candor/jwks.json`, {
      cause: error,
    });
  }
  const keys = parse(jwks, value);
  if (!keys) throw new StartError(`${place} is no key set: it should be {"keys": […]}`);
  return readKeys(keys);
};

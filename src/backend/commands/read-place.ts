import { readFile } from 'node:fs/promises';
import { jwks, type PublicJwk, readKeys } from '../../contract/jwks.ts';
import { parse } from '../../contract/parse.ts';
import { StartError } from '../start-error.ts';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'no answer';

/** The bytes of a file, or of what an address answers. Throws StartError when they cannot be had. */
export const readBytes = async (place: string): Promise<Uint8Array> => {
  try {
    if (!/^https?:\/\//.test(place)) return await readFile(place);
    const response = await fetch(place, { signal: AbortSignal.timeout(10_000) });
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    throw new StartError(`${place} answered ${response.status}: check the address`);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`${place} cannot be read (${codeOf(error)}): check the path or address`, { cause: error });
  }
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

import { safeLink } from '../../explain/links.ts';
import type { AskEngine } from '../explanation-check/engine.ts';
import { UsageError } from './command.ts';

/** Milliseconds an engine has for one answer. */
const PATIENCE = 15_000;
/** Bytes an answer may have. */
const MOST_BYTES = 5_000_000;

/** The text of a body; undefined when it is longer than it may be. What comes after is not waited for. */
const boundedText = async (response: Response): Promise<string | undefined> => {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
};

/**
 * A merchant's engine, asked with `GET address?ids=a,b`. Redirects are not followed: the address that was named is the one
 * that is asked. Throws UsageError for an address that is neither https nor http on this machine.
 */
export const engineAt = (address: string): AskEngine => {
  const link = safeLink(address, []);
  if (!link) throw new UsageError(`--engine ${address} may not be asked: write an https address, or http on localhost`);
  return async (ids) => {
    const url = new URL(link.href);
    url.searchParams.set('ids', ids.join(','));
    try {
      const response = await fetch(url, {
        headers: { accept: 'application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE),
      });
      return response.status === 200 ? await boundedText(response) : undefined;
    } catch {
      return undefined;
    }
  };
};

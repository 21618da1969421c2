import type { Effective } from '../contract/receipt.ts';
import { CandorInfluenceRequestEvent } from '../events.ts';
import type { Platform } from '../runtime/runtime.ts';

/** The page that is asked, and with what. */
type Asking = { readonly host: HTMLElement; readonly platform: Platform; readonly signal: AbortSignal };

/** How long the page may take to answer an influence request. */
const INFLUENCE_TIME = 5_000;

/** Asks the page through an event and waits at most five seconds. */
export const askPage = async (
  { host, platform, signal }: Asking,
  explanationId: string,
  effective: Effective,
): Promise<readonly string[] | undefined> => {
  const event = new CandorInfluenceRequestEvent(explanationId, effective);
  host.dispatchEvent(event);
  const { answer } = event;
  if (!answer) return undefined;
  const timeout = new Promise<undefined>((resolve) => platform.after(INFLUENCE_TIME, () => resolve(undefined), signal));
  const given = await Promise.race([answer.catch(() => undefined), timeout]);
  return given?.explanations;
};

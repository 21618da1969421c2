import { randomBytes } from 'node:crypto';
import { hashApiKey } from '../signing-key.ts';
import { type Command, say } from './command.ts';

/** `candor api-key`: makes a key for the shop's own systems, and what the config holds of it. */
export const apiKey: Command = {
  takes: [],
  run: async () => {
    const key = `candor_${randomBytes(32).toString('base64url')}`;
    const entry = { id: 'shop', sha256: await hashApiKey(key), roles: ['read'] };
    say(
      `Keep this key secret; it is shown once:\n  ${key}\nPut this under "apiKeys" in candor.config.json:\n  ${JSON.stringify(entry)}`,
    );
  },
};

import { type Listening, serveBackend } from '../node.ts';
import { type Command, need, say, textOf, UsageError } from './command.ts';

const portOf = (text: string): number => {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new UsageError(`--port "${text}" is not a port: write a number from 0 to 65535`);
};

/** Ends at the first signal once all is answered; a second signal does not wait. */
const closeOnSignal = (listening: Listening): void => {
  let asked = false;
  const close = (): void => {
    if (asked) process.exit(1);
    asked = true;
    listening.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', close);
  process.on('SIGTERM', close);
};

/** `candor serve`: opens the record and answers until it is told to end. */
export const serve: Command = {
  takes: ['config', 'database-url', 'data', 'port', 'host', 'quiet'],
  run: async (values) => {
    const listening = await serveBackend({
      configFile: need(values, 'config', 'candor.config.json'),
      databaseUrl: textOf(values, 'database-url'),
      dataDir: textOf(values, 'data') ?? '.candor',
      port: portOf(textOf(values, 'port') ?? '8787'),
      host: textOf(values, 'host') ?? '127.0.0.1',
      warn: (sentence) => void process.stderr.write(`candor: ${sentence}\n`),
      log: values['quiet'] === true ? undefined : (entry) => say(JSON.stringify(entry)),
    });
    closeOnSignal(listening);
    say(`Candor listens on ${listening.url}`);
  },
};

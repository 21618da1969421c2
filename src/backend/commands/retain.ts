import { retainOnce } from '../node.ts';
import { type Command, need, say, textOf } from './command.ts';

/** `candor retain`: deletes what is due, as `candor serve` does every hour. */
export const retain: Command = {
  takes: ['config', 'database-url', 'data'],
  run: async (values) => {
    const { subjects, events, objections } = await retainOnce({
      configFile: need(values, 'config', 'candor.config.json'),
      databaseUrl: textOf(values, 'database-url'),
      dataDir: textOf(values, 'data') ?? '.candor',
    });
    say(`Deleted: ${subjects} subjects, ${events} events, ${objections} objections.`);
  },
};

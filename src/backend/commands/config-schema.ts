import { configSchema as schemaOfConfig } from '../openapi.ts';
import { type Command, say } from './command.ts';

/** `candor config-schema`: the JSON Schema of the config file, for editors. */
export const configSchema: Command = {
  takes: [],
  run: () => say(JSON.stringify(schemaOfConfig(), undefined, 2)),
};

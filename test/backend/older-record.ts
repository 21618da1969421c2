import Database from 'libsql';
import { ask } from '../support/postgres.ts';

const STEPS = [
  'drop table log_leaves',
  'drop table log_nodes',
  'drop table marks',
  "delete from counters where name <> 'order'",
  "delete from candor_migrations where name = '002-log'",
];

/** Takes the log out of a record, as one that was written before there was a log: opening it brings the tables back. */
export const forgetLog = async (address: string): Promise<void> => {
  if (address.startsWith('postgres:')) return ask(address, STEPS.join(';'));
  const database = new Database(address);
  database.exec(STEPS.join(';'));
  database.close();
};

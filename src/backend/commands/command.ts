import { StartError } from '../start-error.ts';

/** Options of a command line by name, without their dashes. */
export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** One command of the command line. */
export type Command = {
  /** The options it takes. */
  readonly takes: readonly string[];
  /** How many words may stand behind its name; none unless told. */
  readonly words?: number;
  /** Runs to its end; what it throws is told to the person. */
  readonly run: (values: Values, words: readonly string[]) => void | Promise<void>;
};

/** A command line that is refused, with the reason. */
export class UsageError extends StartError {}

/** Writes one line for the person. */
export const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** The value of an option. Throws UsageError when it is empty. */
export const textOf = (values: Values, name: string): string | undefined => {
  const value = values[name];
  if (value === '') throw new UsageError(`--${name} is empty: write a value after it`);
  return typeof value === 'string' ? value : undefined;
};

/** The value of an option that must be there. Throws UsageError, with an example of it, when it is not. */
export const need = (values: Values, name: string, what: string): string => {
  const value = textOf(values, name);
  if (value === undefined) throw new UsageError(`--${name} is missing: write --${name} ${what}`);
  return value;
};

import { checkExplanations, type CheckContext } from '../explanation-check/check.ts';
import { type CheckedFile, errorsIn, jsonReport, tellReport } from '../explanation-check/report.ts';
import { engineAt } from './ask-engine.ts';
import { type Command, say, textOf, UsageError, type Values } from './command.ts';
import { readBytes, readKeySet, readStandardInput, textIn } from './read-place.ts';

const contextOf = async (values: Values): Promise<CheckContext> => {
  const [keys, engine, iss] = ['keys', 'engine', 'iss'].map((name) => textOf(values, name));
  return {
    iss,
    keys: keys === undefined ? undefined : await readKeySet(keys),
    engine: engine === undefined ? undefined : engineAt(engine),
  };
};

const checkFile = async (file: string, context: CheckContext): Promise<CheckedFile> => {
  const bytes = file === '-' ? await readStandardInput() : await readBytes(file);
  return { file, ...(await checkExplanations(textIn(bytes), context)) };
};

/** `candor explain check`: lints explanations before a shopper's browser does, and ends with 1 when one has an error. */
export const explain: Command = {
  takes: ['keys', 'iss', 'engine', 'json'],
  words: Number.POSITIVE_INFINITY,
  run: async (values, [act, ...files]) => {
    if (act !== 'check') throw new UsageError('say what to do: candor explain check FILE');
    if (files.length === 0)
      throw new UsageError('the file is missing: write candor explain check FILE, or - to pipe it in');
    const context = await contextOf(values);
    const checked: CheckedFile[] = [];
    for (const file of files) checked.push(await checkFile(file, context));
    say(values['json'] === true ? jsonReport(checked) : tellReport(checked).join('\n'));
    process.exitCode = errorsIn(checked) > 0 ? 1 : 0;
  },
};

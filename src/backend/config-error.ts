import type { ConfigProblem } from '../contract/merchant-config.ts';
import { StartError } from './start-error.ts';

/** A config file that is refused, with every fault: path, reason, and what to do. */
export class ConfigError extends StartError {
  readonly problems: readonly ConfigProblem[];
  constructor(file: string, problems: readonly ConfigProblem[]) {
    const lines = problems.map(
      ({ path, reason, hint }) => `  ${path === '' ? 'the file' : path} ${reason}\n      → ${hint}`,
    );
    super([`${file} cannot be used:`, ...lines].join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

import { toPlain } from '../../contract/plain-text.ts';
import type { Checked } from './check.ts';
import { countErrors, type Finding } from './finding.ts';

/** What was found in one file. */
export type CheckedFile = Checked & { readonly file: string };

/** Most findings told of one explanation; the rest is counted. `--json` tells all. */
const TOLD = 40;

const allOf = ({ findings, explanations }: Checked): readonly Finding[] => [
  ...findings,
  ...explanations.flatMap((one) => one.findings),
];

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

const counts = (findings: readonly Finding[]): string => {
  const errors = countErrors(findings);
  return `${counted(errors, 'error')}, ${counted(findings.length - errors, 'warning')}`;
};

const tellFinding = ({ severity, code, path, reason, hint }: Finding): readonly string[] => [
  `    ${severity} ${code}: ${path === '' ? 'it' : path} ${reason}`,
  `        → ${hint}`,
];

const tellFindings = (findings: readonly Finding[]): readonly string[] => {
  const sorted = findings.toSorted((a, b) => a.severity.localeCompare(b.severity));
  const more = findings.length - TOLD;
  return [...sorted.slice(0, TOLD).flatMap(tellFinding), ...(more > 0 ? [`    … and ${more} more`] : [])];
};

const tellFile = (checked: CheckedFile): readonly string[] => [
  `${toPlain(checked.file, 300)}: ${counted(checked.explanations.length, 'explanation')}, ${counts(allOf(checked))}`,
  ...tellFindings(checked.findings),
  ...checked.explanations.flatMap(({ id, findings }, at) =>
    findings.length === 0
      ? []
      : [`  ${at + 1}. ${id === undefined ? 'not read any further' : id}`, ...tellFindings(findings)],
  ),
];

/** How many findings of all files are errors. */
export const errorsIn = (files: readonly CheckedFile[]): number => countErrors(files.flatMap(allOf));

/** What was found, for a person, one sentence a line. */
export const tellReport = (files: readonly CheckedFile[]): readonly string[] => files.flatMap(tellFile);

/** What was found, as JSON for a merchant's CI: `{errors, warnings, files: [{file, findings, explanations: [{id, findings}]}]}`. */
export const jsonReport = (files: readonly CheckedFile[]): string => {
  const all = files.flatMap(allOf);
  const errors = countErrors(all);
  return JSON.stringify({ errors, warnings: all.length - errors, files }, undefined, 2);
};

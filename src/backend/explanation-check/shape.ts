import { explanation as schema, type Explanation } from '../../contract/explanation.ts';
import { type Fault, readValue } from '../../contract/fault.ts';
import { depthOf, MAX_CHARACTERS, MAX_DEPTH } from '../../contract/read-explanation.ts';
import { type Finding, found } from './finding.ts';
import { shapeHint } from './shape-hints.ts';

/** An explanation whose format is right, or none; and what is to be said about the format. */
export type Shape = { readonly explanation: Explanation | undefined; readonly findings: readonly Finding[] };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const member = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** Names that were given and not read, each with the steps to it. */
const unread = (given: unknown, read: unknown, steps: readonly string[] = []): readonly (readonly string[])[] =>
  isObject(given)
    ? Object.entries(given).flatMap(([name, value]) => {
        const at = [...steps, name];
        return isObject(read) && Object.hasOwn(read, name) ? unread(value, member(read, name), at) : [at];
      })
    : [];

const schemaFinding = (fault: Fault): Finding => found('schema', fault.path, fault.reason, shapeHint(fault));

/** Size and depth before anything else, then the schema: every fault of it, or every name it does not know. */
export const checkShape = (value: object): Shape => {
  const json = JSON.stringify(value);
  const refused = (finding: Finding): Shape => ({ explanation: undefined, findings: [finding] });
  if (json.length > MAX_CHARACTERS)
    return refused(found('too-large', '', `has ${json.length} characters, not at most ${MAX_CHARACTERS}`));
  const depth = depthOf(json);
  if (depth > MAX_DEPTH) return refused(found('too-deep', '', `has ${depth} levels, not at most ${MAX_DEPTH}`));
  const reading = readValue(schema, value);
  if (!reading.ok) return { explanation: undefined, findings: reading.faults.map(schemaFinding) };
  return {
    explanation: reading.value,
    findings: unread(value, reading.value).map((steps) => found('unknown-member', steps, 'is not known here')),
  };
};

import { Ajv } from 'ajv';
import jsonld from 'jsonld';
import type { TestContext } from 'vitest';
import { sharedJson, sharedText } from '../support/shared.ts';

/** JSON-LD in expanded form: IRI of a property → its values. */
export type Expanded = Readonly<Record<string, unknown>>;

const DPV = 'https://w3id.org/dpv';
const PREFIXES: Readonly<Record<string, string>> = {
  dpv: `${DPV}#`,
  dct: 'http://purl.org/dc/terms/',
  schema: 'https://schema.org/',
};

/** `dpv:Purpose` → its IRI. */
export const iri = (term: string): string => {
  const [prefix = '', name = ''] = term.trim().split(':', 2);
  return `${PREFIXES[prefix] ?? `${prefix}:`}${name}`;
};

/** Expands in safe mode, which refuses whatever would be dropped; nothing may be fetched. */
export const expand = async (document: object): Promise<Expanded> => {
  const nodes = await jsonld.expand(JSON.parse(JSON.stringify(document)), {
    safe: true,
    documentLoader: (url: string) => Promise.reject(new Error(`fetches ${url}`)),
  } as Parameters<typeof jsonld.expand>[1]);
  if (nodes.length !== 1) throw new Error(`${nodes.length} nodes`);
  return nodes[0] as Expanded;
};

/** Every object of an expanded document. */
export const nodesIn = (value: unknown): readonly Expanded[] => {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Expanded, ...Object.values(value).flatMap(nodesIn)];
};

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => (name === '@value' ? [] : [name, ...textsIn(member)]));
};

const SCHEMA_VERSIONS = /^https:\/\/w3id\.org\/dpv\/schema\/dpv-27560#(?:record|receipt)$/;

/** Terms of DPV's name space that an expanded document uses and DPV 2.3 does not have. */
export const strangeTerms = (context: TestContext): ((document: Expanded) => readonly string[]) => {
  const known = new Set(
    ['dpv', 'pd', 'eu-gdpr', 'tech', 'justifications'].flatMap((vocabulary) =>
      [
        ...sharedText(context, `samples/receipts/dpv-2.3-terms/${vocabulary}.csv`).matchAll(
          /^"[^"]*","[^"]*","([^"]+)"/gm,
        ),
      ].map(([, term]) => term),
    ),
  );
  if (known.size < 1500) throw new Error(`only ${known.size} terms`);
  return (document) =>
    textsIn(document).filter((text) => text.startsWith(DPV) && !SCHEMA_VERSIONS.test(text) && !known.has(text));
};

type Field = { readonly field: string; readonly cardinality: string; readonly property: string };

const processFields = ['Purpose', 'Personal Data', 'Storage Condition', 'Recipients', 'Consent Change & Withdrawal'];
const eventFields = [
  'Jurisdiction',
  'Rights',
  'Consent Type',
  'Consent State',
  'Event Time',
  'Event Duration',
  'Expression by Entity',
];

/** Fields of ISO/IEC TS 27560 that must be there and are not; those of a process in each of them. */
export const missingFields = (context: TestContext): ((document: Expanded) => readonly string[]) => {
  const { fields } = sharedJson(context, 'samples/receipts/iso27560-fields.json') as {
    readonly fields: readonly Field[];
  };
  const musts = fields.filter(({ cardinality }) => cardinality === '1' || cardinality === '1..*');
  if (musts.length < 27) throw new Error(`only ${musts.length} fields`);
  const has = ({ property }: Field, node: Expanded): boolean =>
    property.split(',').some((name) => Array.isArray(node[iri(name)]) && (node[iri(name)] as unknown[]).length > 0);
  return (document) => {
    const nodes = nodesIn(document);
    const processes = nodes.filter(({ '@type': types }) => Array.isArray(types) && types.includes(iri('dpv:Process')));
    const ofProcess = musts.filter(({ field }) => [...processFields, ...eventFields].includes(field));
    return [
      ...musts.filter((field) => !nodes.some((node) => has(field, node))).map(({ field }) => field),
      ...processes.flatMap((node) =>
        ofProcess.filter((field) => !has(field, node)).map(({ field }) => `process: ${field}`),
      ),
      ...(ofProcess.length === processFields.length + eventFields.length ? [] : ['a row of the table']),
    ];
  };
};

/** What a JSON document has against the Kantara 1.1 schema. */
export const kantaraFaults = (context: TestContext): ((document: unknown) => readonly string[]) => {
  // The schema names the dialect of draft 4 and uses nothing that later drafts read otherwise.
  const { $schema: _dialect, ...schema } = sharedJson(
    context,
    'samples/receipts/kantara-v1.1/schema.cleaned.json',
  ) as Record<string, unknown>;
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
  return (document) =>
    validate(JSON.parse(JSON.stringify(document)))
      ? []
      : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
};

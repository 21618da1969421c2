const IRI = { '@type': '@id' } as const;
const TIME = { '@type': 'xsd:dateTime' } as const;

/** The JSON-LD context of a receipt: prefixes, and which members hold IRIs and times. */
export const CONTEXT = {
  dpv: 'https://w3id.org/dpv#',
  pd: 'https://w3id.org/dpv/pd#',
  'eu-gdpr': 'https://w3id.org/dpv/legal/eu/gdpr#',
  dct: 'http://purl.org/dc/terms/',
  schema: 'https://schema.org/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  'dpv:hasPurpose': IRI,
  'dpv:hasPersonalData': IRI,
  'dpv:hasLegalBasis': IRI,
  'dpv:hasConsentStatus': IRI,
  'dpv:hasRight': IRI,
  'dpv:isIndicatedBy': IRI,
  'dpv:isExercisedAt': IRI,
  'dct:conformsTo': IRI,
  'dct:created': TIME,
  'dpv:isIndicatedAtTime': TIME,
} as const;

import type { ConsentStatus } from '../../contract/receipt.ts';
import {
  type ChoiceFacts,
  choicesIn,
  isUnderGdpr,
  jurisdictionsOf,
  methodOf,
  NOT_STATED,
  type ReceiptSource,
  uuidOf,
} from './facts.ts';
import { CONTEXT } from './context.ts';

type Node = Readonly<Record<string, unknown>>;

const STATUS: Readonly<Record<ConsentStatus, string>> = {
  unknown: 'dpv:ConsentUnknown',
  given: 'dpv:ConsentGiven',
  refused: 'dpv:ConsentRefused',
  withdrawn: 'dpv:ConsentWithdrawn',
  expired: 'dpv:ConsentExpired',
};

/** Rights that come with consent (GDPR Art. 7(3), 15–18, 20, 77); elsewhere only that there are some. */
const rightsOf = (source: ReceiptSource): readonly string[] =>
  isUnderGdpr(source.config)
    ? ['A7-3', 'A15', 'A16', 'A17', 'A18', 'A20', 'A77'].map((article) => `eu-gdpr:${article}`)
    : ['dpv:DataSubjectRight'];

const legalBasesOf = (source: ReceiptSource): readonly string[] => [
  'dpv:ExpressedConsent',
  ...(isUnderGdpr(source.config) ? ['eu-gdpr:A6-1-a'] : []),
];

const storageOf = ({ purpose, retention }: ChoiceFacts): Node =>
  purpose?.storage === undefined
    ? { '@type': 'dpv:StorageCondition', 'rdf:value': retention ?? NOT_STATED }
    : { '@type': 'dpv:StorageDuration', 'rdf:value': purpose.storage };

/** A grant ends at a date; every other status lasts until the subject chooses again. */
const durationOf = ({ status, until }: ChoiceFacts): Node => {
  if (until !== undefined)
    return { '@type': 'dpv:UntilTimeDuration', 'rdf:value': { '@type': 'xsd:dateTime', '@value': until } };
  return status === 'given'
    ? { '@type': 'dpv:IndeterminateDuration' }
    : { '@type': 'dpv:UntilEventDuration', 'rdf:value': 'until the subject chooses again' };
};

const recipientOf = (name: string, { config: { controller }, receipt }: ReceiptSource): Node =>
  name === controller.name
    ? { '@id': receipt.iss, '@type': ['dpv:DataController', 'dpv:Recipient'] }
    : { '@type': 'dpv:Recipient', 'dpv:hasName': name };

const subjectIri = ({ receipt: { event } }: ReceiptSource): string => `urn:candor:${event.subject}`;

const processOf = (source: ReceiptSource, choice: ChoiceFacts): Node => {
  const { event } = source.receipt;
  return {
    '@type': 'dpv:Process',
    'dct:identifier': choice.key,
    'dct:title': choice.title,
    'dpv:hasPurpose': choice.purpose?.dpv ?? ['dpv:Purpose'],
    'dpv:hasPersonalData': choice.purpose?.personalData ?? ['dpv:PersonalData'],
    'dpv:hasStorageCondition': storageOf(choice),
    'dpv:hasRecipient': choice.recipients.map((name) => recipientOf(name, source)),
    'dpv:hasLegalBasis': legalBasesOf(source),
    'dpv:hasConsentControl': { '@type': 'dpv:WithdrawConsent', 'dpv:isExercisedAt': event.site },
    'dpv:hasJurisdiction': jurisdictionsOf(source.config),
    'dpv:hasRight': rightsOf(source),
    'dpv:hasConsentStatus': STATUS[choice.status],
    'dpv:isIndicatedAtTime': event.occurred_at,
    'dpv:isIndicatedBy': subjectIri(source),
    'dpv:hasIndicationMethod': methodOf(source.receipt),
    'dpv:hasDuration': durationOf(choice),
  };
};

const contactOf = ({ config: { controller } }: ReceiptSource): Node => {
  const { address, email, phone, contactUrl } = controller;
  return {
    '@type': ['schema:ContactPoint', 'schema:PostalAddress'],
    'schema:streetAddress': address?.street ?? NOT_STATED,
    ...(address?.postcode === undefined ? {} : { 'schema:postalCode': address.postcode }),
    ...(address?.city === undefined ? {} : { 'schema:addressLocality': address.city }),
    ...(address?.country === undefined ? {} : { 'schema:addressCountry': address.country }),
    ...(email === undefined ? {} : { 'schema:email': email }),
    ...(phone === undefined ? {} : { 'schema:telephone': phone }),
    ...(contactUrl === undefined ? {} : { 'schema:url': contactUrl }),
  };
};

const controllerOf = (source: ReceiptSource): Node => ({
  '@id': source.receipt.iss,
  '@type': 'dpv:DataController',
  'dpv:hasName': source.config.controller.name,
  'dpv:hasIdentifier': source.receipt.iss,
  'schema:contactPoint': contactOf(source),
});

const noticeOf = ({ receipt: { event }, config: { controller } }: ReceiptSource): Node => ({
  '@type': 'dpv:ConsentNotice',
  'dpv:hasIdentifier': `${event.notice.id}@${event.notice.version}#${event.notice.sha256}`,
  'dct:language': event.notice.lang,
  ...(controller.privacyUrl === undefined ? {} : { 'schema:url': controller.privacyUrl }),
});

const recordOf = (source: ReceiptSource): Node => {
  const { event } = source.receipt;
  return {
    '@id': `urn:uuid:${event.event_id}`,
    '@type': 'dpv:ConsentRecord',
    'dct:conformsTo': 'https://w3id.org/dpv/schema/dpv-27560#record',
    'dpv:hasIdentifier': event.event_id,
    'dpv:hasDataSubject': {
      '@id': subjectIri(source),
      '@type': ['dpv:DataSubject', 'dpv:Consumer'],
      'dpv:hasIdentifier': event.subject,
      'dpv:hasName': '(pseudonymous)',
    },
    'dpv:hasNotice': noticeOf(source),
    'dpv:hasDataController': controllerOf(source),
    'dpv:hasProcess': choicesIn(source).map((choice) => processOf(source, choice)),
  };
};

const receiptIri = ({ receipt }: ReceiptSource): string => {
  const uuid = uuidOf(receipt);
  return uuid === undefined ? `urn:candor:${receipt.jti}` : `urn:uuid:${uuid}`;
};

/**
 * A receipt as ISO/IEC TS 27560:2023 has it, in JSON-LD with terms of DPV 2.3. The context stands in it: nothing is
 * fetched to read it.
 */
export const renderJsonLd = (source: ReceiptSource) => ({
  '@context': CONTEXT,
  '@id': receiptIri(source),
  '@type': 'dpv:ConsentReceipt' as const,
  'dct:conformsTo': 'https://w3id.org/dpv/schema/dpv-27560#receipt',
  'dpv:hasIdentifier': source.receipt.jti,
  'dct:created': source.receipt.received_at,
  'dpv:hasRecordOfActivity': recordOf(source),
});

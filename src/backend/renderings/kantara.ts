import type { PublicJwk } from '../../contract/jwks.ts';
import type { MerchantConfig } from '../../contract/merchant-config.ts';
import {
  type ChoiceFacts,
  givenIn,
  jurisdictionsOf,
  methodOf,
  NOT_STATED,
  type ReceiptSource,
  uuidOf,
} from './facts.ts';

const disclosureOf = ({ recipients }: ChoiceFacts, { controller }: MerchantConfig) => {
  const others = recipients.filter((name) => name !== controller.name);
  return others.length === 0
    ? { thirdPartyDisclosure: false }
    : { thirdPartyDisclosure: true, thirdPartyName: others.join(', ') };
};

const purposeOf = (choice: ChoiceFacts, { config, receipt }: ReceiptSource) => ({
  purpose: choice.title,
  purposeCategory: choice.purpose?.kantara?.category ?? [NOT_STATED],
  consentType: 'EXPLICIT',
  piiCategory: choice.purpose?.kantara?.pii ?? [NOT_STATED],
  primaryPurpose: false,
  termination:
    choice.until === undefined
      ? `When withdrawn at ${receipt.event.site}`
      : `${choice.until}, or when withdrawn before at ${receipt.event.site}`,
  ...disclosureOf(choice, config),
});

const controllerOf = ({ controller }: MerchantConfig) => ({
  piiController: controller.name,
  contact: controller.contact ?? controller.contactUrl ?? NOT_STATED,
  address: {
    streetAddress: controller.address?.street ?? NOT_STATED,
    ...(controller.address?.postcode === undefined ? {} : { postalCode: controller.address.postcode }),
    ...(controller.address?.city === undefined ? {} : { addressLocality: controller.address.city }),
    ...(controller.address?.country === undefined ? {} : { addressCountry: controller.address.country }),
  },
  email: controller.email ?? NOT_STATED,
  phone: controller.phone ?? NOT_STATED,
  ...(controller.privacyUrl === undefined ? {} : { piiControllerUrl: controller.privacyUrl }),
});

const bareKey = (key: PublicJwk): string =>
  JSON.stringify({ kty: key.kty, crv: key.crv, x: key.x, ...(key.kty === 'EC' ? { y: key.y } : {}) });

/**
 * A receipt as the Kantara Consent Receipt Specification 1.1 has it, with exactly the purposes its act gave; undefined
 * where it gave nothing: the specification has no way to record a refusal, and a service must have a purpose. Its time
 * is the shop's, not the device's. `key` is the one that signed the receipt.
 */
export const renderKantara = (source: ReceiptSource, key: PublicJwk | undefined) => {
  const { receipt, notice, config } = source;
  const given = givenIn(source);
  if (given.length === 0) return undefined;
  const sensitive = [...new Set(given.flatMap(({ purpose }) => purpose?.kantara?.sensitive ?? []))];
  return {
    version: 'KI-CR-v1.1.0' as const,
    jurisdiction: jurisdictionsOf(config).join(', '),
    consentTimestamp: Math.floor(Date.parse(receipt.received_at) / 1000),
    collectionMethod: methodOf(receipt),
    consentReceiptID: uuidOf(receipt) ?? receipt.jti,
    ...(key === undefined ? {} : { publicKey: bareKey(key) }),
    language: receipt.event.notice.lang,
    piiPrincipalId: receipt.event.subject as string,
    piiControllers: [controllerOf(config)],
    policyUrl: config.controller.privacyUrl ?? NOT_STATED,
    services: [
      {
        service: notice?.title ?? config.controller.name,
        purposes: given.map((choice) => purposeOf(choice, source)),
      },
    ],
    sensitive: sensitive.length > 0,
    spiCat: sensitive,
  };
};

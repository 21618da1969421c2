export { type ExplanationInput } from '../contract/explanation.ts';
export { type KeyRole, type PublicJwk } from '../contract/jwks.ts';
export {
  type ConfigProblem,
  type ConfigReading,
  type MerchantConfig,
  type MerchantConfigInput,
  parseMerchantConfig,
} from '../contract/merchant-config.ts';
export { type Effective, type SubjectRecord } from '../contract/receipt.ts';
export { isAllowed, narrower } from '../consent/consent.ts';
export { statusOf } from '../consent/status.ts';
export { type Backend, type BackendParts, createBackend } from './app.ts';
export { explanationKeySet } from './explanation-keys.ts';
export { type KeySource, signingKeyAt } from './keyring.ts';
export { type LogEntry } from './log.ts';
export {
  type Listening,
  type ListenOptions,
  listen,
  readMerchantConfig,
  serveBackend,
  type ServeOptions,
} from './node.ts';
export { configSchema, openApi } from './openapi.ts';
export { openStore, type StorePlace } from './open-store.ts';
export { ExplanationError, explanationDigest, signExplanation, signExplanations } from './sign-explanation.ts';
export {
  exportSigningKey,
  generateSigningKey,
  hashApiKey,
  importSigningKey,
  type PrivateJwk,
  signJws,
  type SigningKey,
} from './signing-key.ts';
export { ensurePepper } from './pepper-file.ts';
export { ensureSigningKeys, followSigningKeys, readSigningKeys, writeSigningKeys } from './signing-keys.ts';
export { ConfigError } from './config-error.ts';
export { StartError } from './start-error.ts';
export { type RetentionOutcome } from './retention.ts';
export { type RetentionEntry } from './retention-timer.ts';
export { type Store, StoreUnavailableError } from './store.ts';

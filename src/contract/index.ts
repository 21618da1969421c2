export { type Config, config, controller } from './config.ts';
export {
  type Action,
  action,
  type Choice,
  choice,
  type ConsentEvent,
  consentEvent,
  type Surface,
  surface,
} from './consent-event.ts';
export {
  type Control,
  control,
  type Counterfactual,
  counterfactual,
  type DataRow,
  dataRow,
  type Explanation,
  explanation,
  type ExplanationInput,
  type Factor,
  factor,
} from './explanation.ts';
export { type Money, money } from './explanation-values.ts';
export { explanationList } from './explanation-list.ts';
export { type Fault, type Reading, readValue } from './fault.ts';
export {
  type ChoiceKey,
  choiceKey,
  compactJws,
  type EventId,
  eventId,
  languageTag,
  type Origin,
  origin,
  type PurposeId,
  purposeId,
  type ReceiptId,
  receiptId,
  type Secret,
  secretText,
  type Sha256,
  sha256Text,
  type SubjectId,
  subjectId,
  type Timestamp,
  timestamp,
} from './ids.ts';
export { jwks, type KeyRole, keyRole, type PublicJwk, publicJwk, readKeys } from './jwks.ts';
export {
  type ConfigProblem,
  type ConfigReading,
  type MerchantConfig,
  type MerchantConfigInput,
  merchantConfig,
  type MerchantRole,
  merchantRole,
  parseMerchantConfig,
} from './merchant-config.ts';
export {
  type Notice,
  notice,
  type NoticePurpose,
  noticePurpose,
  type NoticeRef,
  noticeRef,
  noticeStrings,
  refOf,
} from './notice.ts';
export {
  heldObjection,
  type ObjectionEvent,
  objectionEvent,
  objectionList,
  type ObjectionReply,
  objectionReply,
  type ObjectionScope,
  objectionScope,
} from './objection.ts';
export { type ShownNotice, shownNotice } from './notice-route.ts';
export { parse } from './parse.ts';
export { FINAL_PROBLEMS, type Problem, problem, PROBLEM_STATUS, type ProblemCode } from './problem.ts';
export { basis, duration, isChoosable, type Mechanism, mechanism, type Purpose, purpose, vendor } from './purpose.ts';
export {
  type Mark,
  type MarkReason,
  type ReadableExplanation,
  readExplanation,
  type ReadExplanation,
} from './read-explanation.ts';
export {
  type ConsentReply,
  consentReply,
  type ConsentStatus,
  consentStatus,
  type Effective,
  effective,
  type EffectiveEntry,
  effectiveEntry,
  erasureReceiptPayload,
  type ErasureReceiptPayload,
  objectionReceiptPayload,
  type ObjectionReceiptPayload,
  receiptList,
  type ReceiptPayload,
  receiptPayload,
  receivedEvent,
  receivedObjection,
  type SubjectRecord,
  subjectRecord,
  subjectState,
} from './receipt.ts';
export { type ReceiptFile, receiptFile } from './receipt-file.ts';
export { jsonLdReceipt, kantaraReceipt } from './rendering-routes.ts';
export { type ProblemOf, type ReplyOf } from './route-replies.ts';
export {
  deleteObjection,
  deleteSubject,
  getCheckpoint,
  getConfig,
  getKeys,
  getLogEntries,
  getLogProof,
  getLogTile,
  getNotice,
  getObjections,
  getReceipt,
  getReceiptJsonLd,
  getReceiptKantara,
  getReceipts,
  getSubject,
  getSubjectState,
  postConsent,
  postObjection,
  type Route,
  type RouteAuth,
} from './routes.ts';
export { getHealth, getOpenApi, getReadiness } from './service-routes.ts';
export { isPanelName, type PanelName, PANELS, type PanelTarget } from './targets.ts';

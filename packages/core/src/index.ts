export type { Region } from './call/base-url.ts';
export type { CallRef } from './call/call.ts';
export type { ConsumerPair, Credentials } from './call/credentials.ts';
export { lostHint } from './call/hints.ts';
export type { CallWatch, LoginReason, TraceEvent, TraceFacts } from './call/trace.ts';
export type { AsyncDisposal, Client } from './client/client.ts';
export { createClient } from './client/create-client.ts';
export type {
  CallOptions,
  ClientOptions,
  Provided,
  ProvidedCredentials,
} from './client/options.ts';
export { type OriginsOptions, originsOf } from './client/origins.ts';
export type { Platform, WatchedPlatform } from './client/platform.ts';
export type { PasswordChangeOutcome, SettlementInput } from './client/settle-password-change.ts';
export { type StoredConsumerOptions, storedConsumer } from './client/stored-consumer.ts';
export { type Clock, systemClock } from './clock.ts';
export { asStorageErrors } from './errors/as-storage-errors.ts';
export {
  type ErrorFacts,
  type FoundIssue,
  invalidInput,
  type StorageFault,
  storageError,
} from './errors/build.ts';
export { checkFunction, checkObject, checkText } from './errors/check-given.ts';
export type { ClientCode, ErrorCode, StorageCode } from './errors/codes.ts';
export { describeError } from './errors/describe-error.ts';
export { type ErrorTexts, english } from './errors/english.ts';
export * from './errors/errors.ts';
export { type ErrorOf, isErrorOf } from './errors/guards.ts';
export {
  type GiveHint,
  type Hint,
  type HintFacts,
  type HintSentence,
  type HintsLike,
  type HintTable,
  type HintValues,
  type HintValuesOf,
  hintIn,
  hintsOf,
} from './errors/hints.ts';
export { createLock, type GiveBack } from './locks/create-lock.ts';
export { holdLock } from './locks/hold-lock.ts';
export type { Lock } from './locks/lock.ts';
export { memoryLock } from './locks/memory-lock.ts';
export { type FindLock, findLock, storeLock, withLock } from './locks/store-lock.ts';
export type { ChangePasswordInput, changePasswordCodes } from './operations/change-password.ts';
export type {
  CodeAt,
  CodeOf,
  OperationCode,
  OperationName,
  ServiceCode,
  StatusCode,
} from './operations/codes.ts';
export type {
  ConsumerPermission,
  CreateConsumerKeyInput,
  createConsumerKeyCodes,
  NewConsumerPair,
} from './operations/create-consumer-key.ts';
export type { DeleteConsumerKeyInput, deleteConsumerKeyCodes } from './operations/delete-consumer-key.ts';
export { type Operations, operations } from './operations/index.ts';
export type { ConsumerKey, listConsumerKeysCodes } from './operations/list-consumer-keys.ts';
export type { LoginInput, LoginReply, loginCodes } from './operations/login.ts';
export type { logoutCodes } from './operations/logout.ts';
export type {
  AuthScheme,
  CodeTable,
  FieldKindOf,
  FieldPresenceOf,
  InputField,
  InputFields,
  Operation,
  ReplyMember,
  ReplyMembers,
} from './operations/operation.ts';
export type {
  RequestPasswordResetInput,
  requestPasswordResetCodes,
} from './operations/request-password-reset.ts';
export type { ResetPasswordInput, resetPasswordCodes } from './operations/reset-password.ts';
export type { VerifyResetTokenInput, verifyResetTokenCodes } from './operations/verify-reset-token.ts';
export { generatePassword } from './password/generate-password.ts';
export { type CheckedRule, checkPassword, type PasswordCheck } from './password-rules/check-password.ts';
export { type PasswordRule, type PasswordRuleCode, passwordRules } from './password-rules/password-rules.ts';
export type { PasswordTexts } from './password-rules/password-texts.ts';
export {
  type PasswordInput,
  type PasswordIssue,
  validatePassword,
} from './password-rules/validate-password.ts';
export {
  type Assurance,
  assurances,
  type ConsumerRecord,
  type KeyStore,
  type KeyStoreDescription,
  type PendingRecord,
  type RevocationRecord,
  type SessionRecord,
  type Slot,
  type StoredRecord,
  slotKinds,
} from './records/key-store.ts';
export { memoryKeyStore } from './records/memory-key-store.ts';
export { checkProfile } from './records/profile.ts';
export { type LimitOptions, STORE_LIMIT, withinLimit } from './records/within-limit.ts';
export { checkSealingKeys, type SealingKey, type SealingKeys } from './seal/sealing-key.ts';
export type { ClientEvent, LogoutResult, Session } from './session/session-view.ts';
export type { SchemaIssue, SchemaKey, SchemaResult, StandardSchema } from './standard-schema.ts';
export { type ConnectCause, connectHint, connectHints } from './transport/connect-hints.ts';
export { type ConnectFailure, explaining, UnreachableError } from './transport/explain.ts';

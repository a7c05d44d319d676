export type { ConsumerPair, Credentials } from './call/credentials.ts';
export type { LoginReason, TraceEvent, TraceFacts } from './call/trace.ts';
export type { Client } from './client/client.ts';
export { createClient } from './client/create-client.ts';
export type { CallOptions, ClientOptions, Provided } from './client/options.ts';
export type { Platform } from './client/platform.ts';
export type { PasswordChangeOutcome } from './client/settle-password-change.ts';
export { type StoredConsumerOptions, storedConsumer } from './client/stored-consumer.ts';
export { type Clock, systemClock } from './clock.ts';
export { asStorageErrors } from './errors/as-storage-errors.ts';
export { invalidInput, type StorageFault, storageError } from './errors/build.ts';
export type { ClientCode, ErrorCode, StorageCode } from './errors/codes.ts';
export { describeError } from './errors/describe-error.ts';
export { type ErrorTexts, english } from './errors/english.ts';
export * from './errors/errors.ts';
export { type ErrorOf, isErrorOf } from './errors/guards.ts';
export { createLock, type GiveBack } from './locks/create-lock.ts';
export { holdLock } from './locks/hold-lock.ts';
export type { Lock } from './locks/lock.ts';
export { memoryLock } from './locks/memory-lock.ts';
export { type FindLock, findLock, storeLock, withLock } from './locks/store-lock.ts';
export type { OperationCode, OperationName, ServiceCode } from './operations/codes.ts';
export type { ConsumerPermission, CreateConsumerKeyInput } from './operations/create-consumer-key.ts';
export type { DeleteConsumerKeyInput } from './operations/delete-consumer-key.ts';
export { type Operations, operations } from './operations/index.ts';
export type { ConsumerKey } from './operations/list-consumer-keys.ts';
export type {
  AuthScheme,
  CodeTable,
  InputField,
  InputFields,
  Operation,
  ReplyMember,
  ReplyMembers,
} from './operations/operation.ts';
export { generatePassword } from './password/generate-password.ts';
export { checkPassword, type PasswordCheck } from './password-rules/check-password.ts';
export { type PasswordRule, passwordRules } from './password-rules/password-rules.ts';
export type { PasswordTexts } from './password-rules/password-texts.ts';
export { type PasswordIssue, validatePassword } from './password-rules/validate-password.ts';
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
export type { ClientEvent, LogoutResult, Session } from './session/session-view.ts';
export type { StandardSchema } from './standard-schema.ts';

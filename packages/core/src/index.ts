export type { Client, ClientEvent, LogoutResult, Session } from './client/client.ts';
export { createClient } from './client/create-client.ts';
export type { CallOptions, ClientOptions, ConsumerPair, Credentials, Provided } from './client/options.ts';
export type { PasswordChangeOutcome } from './client/settle-password-change.ts';
export { type StoredConsumerOptions, storedConsumer } from './client/stored-consumer.ts';
export type { LoginReason, TraceEvent, TraceFacts } from './client/trace.ts';
export { systemClock } from './clock.ts';
export { storageError } from './errors/build.ts';
export type {
  ClientCode,
  ErrorCode,
  OperationCode,
  OperationName,
  ServiceCode,
  StorageCode,
} from './errors/codes.ts';
export { describeError } from './errors/describe-error.ts';
export { type ErrorTexts, english } from './errors/english.ts';
export * from './errors/errors.ts';
export { type ErrorOf, isErrorOf } from './errors/guards.ts';
export type {
  Assurance,
  ConsumerRecord,
  KeyStore,
  KeyStoreDescription,
  PendingRecord,
  RevocationRecord,
  SessionRecord,
  Slot,
  StoredRecord,
} from './key-store.ts';
export type { ConsumerPermission, CreateConsumerKeyInput } from './operations/create-consumer-key.ts';
export type { DeleteConsumerKeyInput } from './operations/delete-consumer-key.ts';
export { type Operations, operations } from './operations/index.ts';
export type { ConsumerKey } from './operations/list-consumer-keys.ts';
export type { AuthScheme, CodeTable, Operation, WireParts } from './operations/operation.ts';
export { checkPassword, type PasswordCheck } from './password/check-password.ts';
export { generatePassword } from './password/generate-password.ts';
export { type PasswordRule, passwordRules } from './password/password-rules.ts';
export type { PasswordTexts } from './password/password-texts.ts';
export { type PasswordIssue, validatePassword } from './password/validate-password.ts';
export type { Clock, Lock, Platform } from './platform.ts';
export { checkProfile } from './profile.ts';
export type { StandardSchema } from './standard-schema.ts';
export { memoryKeyStore } from './stores/memory-key-store.ts';
export { memoryLock } from './stores/memory-lock.ts';
export { type FindLock, findLock, storeLock, withLock } from './stores/store-lock.ts';

export type { ClientCode, ErrorCode, StorageCode } from './errors/codes.ts';
export * from './errors/errors.ts';
export { type ErrorOf, isErrorOf } from './errors/guards.ts';
export type { HintValues } from './errors/hints.ts';
export type { OperationCode, OperationName, ServiceCode } from './operations/codes.ts';

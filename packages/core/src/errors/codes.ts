import type { ServiceCode } from '../operations/codes.ts';

/** What the client itself can say, without the service having said it. */
export type ClientCode =
  | 'invalid_input'
  | 'network'
  | 'timeout'
  | 'outcome_unknown'
  | 'redirect_refused'
  | 'unexpected_response'
  | 'rate_limited'
  | 'server_error'
  | 'signed_out'
  | 'account_mismatch'
  | 'not_allowed'
  | 'closed'
  | 'unknown'
  | StorageCode;

/** What a key store can say. */
export type StorageCode =
  | 'storage_unavailable'
  | 'storage_denied'
  | 'storage_insecure'
  | 'storage_damaged'
  | 'storage_wrong_key'
  | 'storage_misplaced'
  | 'storage_too_new'
  | 'storage_full'
  | 'storage_timeout'
  | 'storage_below_assurance';

/** Every code an error of this library can carry. */
export type ErrorCode = ClientCode | ServiceCode;

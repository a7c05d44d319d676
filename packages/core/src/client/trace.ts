import type { ErrorCode, OperationName } from '../errors/codes.ts';

/** Timings and facts of a call, never a secret, a body or a query. Times in milliseconds. */
export type TraceEvent = { readonly call: string; readonly operation: OperationName | 'fetch' } & (
  | { type: 'request'; method: string; path: string; attempt: number }
  | { type: 'response'; status: number; ms: number; attempt: number }
  | { type: 'retry'; delay: number; reason: ErrorCode }
  | { type: 'login'; reason: LoginReason; ms: number }
  | { type: 'lock'; waited: number; held: boolean }
  | { type: 'store'; action: 'get' | 'set' | 'remove'; ms: number }
  | { type: 'failure'; code: ErrorCode; ms: number }
);

/** Why a key is asked for: the caller logged in, none was stored, it expired, or the service refused it. */
export type LoginReason = 'asked' | 'missing' | 'expired' | 'refused';

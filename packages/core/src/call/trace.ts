import type { ErrorCode } from '../errors/codes.ts';
import type { OperationName } from '../operations/codes.ts';
import type { CallRef } from './call.ts';

/** Timings and facts of a call, never a secret, a body or a query. Times in milliseconds. */
export type TraceEvent = { readonly call: string; readonly operation: OperationName | 'fetch' } & TraceFacts;

/** What happened. */
export type TraceFacts =
  | { type: 'request'; method: string; path: string; attempt: number }
  | { type: 'response'; status: number; ms: number; attempt: number }
  | { type: 'retry'; delay: number; reason: ErrorCode }
  | { type: 'login'; reason: LoginReason; ms: number }
  | { type: 'lock'; waited: number; held: boolean }
  | { type: 'store'; action: 'get' | 'set' | 'remove'; ms: number }
  | { type: 'failure'; code: ErrorCode; ms: number };

/** Why a key is asked for: the caller logged in, none was stored, it expired, or the service refused it. */
export type LoginReason = 'asked' | 'missing' | 'expired' | 'refused';

/** Tells what happened for a call. */
export type Trace = (ref: CallRef, facts: TraceFacts) => void;

/** Tells the caller's hook, and ignores what it throws: watching must not change what is watched. */
export function createTrace(hook: ((event: TraceEvent) => void) | undefined): Trace {
  if (!hook) return () => undefined;
  return ({ id, operation }, facts) => {
    try {
      hook({ call: id, operation, ...facts });
    } catch {
      // as said
    }
  };
}

import type { ErrorCode } from '../errors/codes.ts';
import type { OperationName } from '../operations/codes.ts';
import type { CallRef } from './call.ts';

/** Timings and facts of a call, never a secret, a body or a query. Times in milliseconds. */
export type TraceEvent = {
  /** Which call it is: the same in all of its events, and in those of no other call of the client. */
  readonly call: string;
  /** The method that was called; `fetch` also for those that are no operation. */
  readonly operation: OperationName | 'fetch';
} & TraceFacts;

/** What happened: a request was sent, an answer came, a try is repeated, a key was had, a lock was waited for, … */
export type TraceFacts =
  | {
      type: 'request';
      /** HTTP method. */
      method: string;
      /** Below the base URL, without a query. */
      path: string;
      /** The first is 1. */
      attempt: number;
    }
  | {
      type: 'response';
      /** HTTP status. */
      status: number;
      /** Since the request. */
      ms: number;
      /** The first is 1. */
      attempt: number;
    }
  | {
      type: 'retry';
      /** Until the next try. */
      delay: number;
      /** What the last try failed with. */
      reason: ErrorCode;
    }
  | {
      type: 'login';
      /** Why a key was asked for. */
      reason: LoginReason;
      /** Without the wait for the lock. */
      ms: number;
    }
  | {
      type: 'lock';
      /** For the lock. */
      waited: number;
      /** `false`: the work ran without the lock. */
      held: boolean;
    }
  | {
      type: 'store';
      /** The method of the store. */
      action: 'get' | 'set' | 'remove';
      /** Until it answered. */
      ms: number;
    }
  | {
      type: 'failure';
      /** What the call rejects with. */
      code: ErrorCode;
      /** Since the call began. */
      ms: number;
    };

/** Why a key is asked for: the caller logged in, none was stored, it expired, or the service refused it. */
export type LoginReason = 'asked' | 'missing' | 'expired' | 'refused';

/** The listeners to a call's events now, if there are any. Otherwise `trace?.(call)?.(…)` computes no facts. */
export type Trace = (ref: CallRef) => ((facts: TraceFacts) => void) | undefined;

/** Shows calls to tools that watch the program from outside, on a platform that has such tools. For authors of adapters. */
export interface CallWatch {
  /** Whether anybody watches now. Each call asks once, when it begins: if nothing watches, it makes no events. */
  active(): boolean;
  /**
   * Makes a call. What it gives to the call comes back with each event of that call.
   *
   * @throws what `make` throws, as it is.
   */
  around<T>(call: Pick<CallRef, 'id' | 'operation'>, make: (context: object) => Promise<T>): Promise<T>;
  /** A step of a call that was watched from its start. It must not throw. */
  event(event: TraceEvent, context: object): void;
}

/** Tells the caller's hook, and ignores what it throws: watching must not change what is watched. */
export function createTrace(
  hook: ((event: TraceEvent) => void) | undefined,
  watch: CallWatch | undefined,
): Trace | undefined {
  if (!hook && !watch) return undefined;
  return (ref) => {
    const { context } = ref;
    if (!hook && !context) return undefined;
    return (facts) => {
      const event = { call: ref.id, operation: ref.operation, ...facts };
      if (context) watch?.event(event, context);
      // as said, and also of a hook that answers with a promise
      if (hook) (async () => hook(event))().catch(() => undefined);
    };
  };
}

import type { OperationName } from '../errors/codes.ts';
import type { Clock } from '../platform.ts';
import type { GuardedLock } from '../session/guarded-lock.ts';
import type { GuardedStore } from '../session/guarded-store.ts';
import type { ServiceTime } from '../session/service-time.ts';
import type { Deadline } from '../transport/deadline.ts';
import type { Perform } from './perform.ts';
import type { Signals } from './signals.ts';
import type { TraceFacts } from './trace.ts';

/** Which call of the client's something happens for. */
export interface Origin {
  readonly id: string;
  readonly operation: OperationName | 'fetch';
}

/** An unsafe request on its way: sent, not answered, and what to do should the answer be lost. */
export interface Transit {
  unanswered?: { readonly hint?: string } | undefined;
}

/** A call of the client's, from beginning to end. */
export interface Call extends Origin {
  readonly deadline: Deadline;
  /** Of the request made for this call, which may be another call's too. */
  transit: Transit;
}

export type Trace = (origin: Origin, facts: TraceFacts) => void;

/** What the parts of one client share. */
export interface Context {
  readonly clock: Clock;
  readonly time: ServiceTime;
  readonly profile: string;
  readonly store: GuardedStore;
  readonly lock: GuardedLock;
  readonly perform: Perform;
  readonly signals: Signals;
  readonly trace: Trace;
  /** Keeps work that nobody waits for; `close()` does. */
  readonly background: (work: Promise<unknown>) => void;
}

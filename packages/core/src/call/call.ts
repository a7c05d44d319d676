import type { HintFacts } from '../errors/hints.ts';
import type { OperationName } from '../operations/codes.ts';
import type { Deadline } from '../transport/deadline.ts';
import type { SendCheck } from '../transport/send.ts';

/** Which call of the client's something happens for. */
export interface CallRef {
  /** Names the call in events. */
  readonly id: string;
  /** What was called. */
  readonly operation: OperationName | 'fetch';
  /** What the watch of the platform gave to the call. */
  readonly context?: object | undefined;
  /** Whether the login asks to be remembered. Only the client of an extension says so. */
  readonly remember?: boolean | undefined;
}

/** An unsafe request on its way: sent, not answered, and what to do should the answer be lost. */
export interface Transit {
  unanswered?: HintFacts | undefined;
}

/** A call of the client's, from beginning to end. */
export interface Call extends CallRef {
  readonly deadline: Deadline;
  /** Asked before each sending of a key: a logout may have come since the call began. */
  readonly check?: SendCheck | undefined;
  /** Of the request made for this call, which may be another call's too. */
  transit: Transit;
}

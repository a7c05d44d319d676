import {
  type CallWatch,
  isTurboSMTPAuthError,
  type OperationName,
  type TraceEvent,
} from '@turbosmtp-auth/core';

/** A call, as the tracing channel `turbosmtp-auth.call` shows it: the same object from its start to its end. */
export interface CallContext {
  /** The same as in the events of this call. */
  readonly call: string;
  /** What was called. */
  readonly operation: OperationName | 'fetch';
  /** Why the call failed. An error that is not of this library is replaced, because its text may hold anything. */
  error?: Error;
}

/** A step of a call, as the channel `turbosmtp-auth.event` shows it. */
export interface CallMessage {
  /** The step, as `trace` reports it. */
  readonly event: TraceEvent;
  /** Of the call that it belongs to, or that began it: a key that is revoked in the background is revoked after that call. */
  readonly context: CallContext;
}

/** Publishes calls on the diagnostics channels of Node, if one of them has a subscriber. */
export function watchCalls(): CallWatch {
  const { channel, tracingChannel } = process.getBuiltinModule('node:diagnostics_channel'); // Node loads it at each start
  const calls = tracingChannel<CallContext>('turbosmtp-auth.call');
  const events = channel('turbosmtp-auth.event');
  // One by one: Bun's tracing channels do not say it of all together.
  const all = [calls.start, calls.end, calls.asyncStart, calls.asyncEnd, calls.error, events];
  return {
    active: () => all.some(({ hasSubscribers }) => hasSubscribers),
    around: async <T>(
      { id, operation }: { readonly id: string; readonly operation: CallContext['operation'] },
      make: (context: CallContext) => Promise<T>,
    ): Promise<T> => {
      const context: CallContext = { call: id, operation };
      const outcome = Promise.withResolvers<T>();
      outcome.promise.catch(() => undefined); // it is awaited when the end was published
      const traced = (): Promise<void> =>
        // What a call resolves with is a secret of some calls: it is not published.
        make(context).then(outcome.resolve, (error) => {
          outcome.reject(error);
          throw isTurboSMTPAuthError(error) ? error : new Error(FOREIGN);
        });
      await calls.tracePromise(traced, context).catch(() => undefined);
      return outcome.promise;
    },
    event: (event, context) => {
      const message: CallMessage = { event, context: context as CallContext }; // as `around` made it
      events.publish(message);
    },
  };
}

const FOREIGN = 'The caller aborted the call, or a function that the caller gave failed.';

import { tracingChannel } from 'node:diagnostics_channel';
import { type CallContext, isTurboSMTPAuthError } from '@turbosmtp-auth/node';

/** Counts the calls that fail anywhere in this process, by operation and code, until the returned function is called. */
export function countFailedCalls(counts: Map<string, number>): () => void {
  const { error } = tracingChannel<CallContext>('turbosmtp-auth.call');
  const onError = (message: unknown): void => {
    const { operation, error } = message as CallContext; // what is published there
    const name = `${operation} ${isTurboSMTPAuthError(error) ? error.code : 'aborted'}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  error.subscribe(onError);
  return () => void error.unsubscribe(onError);
}

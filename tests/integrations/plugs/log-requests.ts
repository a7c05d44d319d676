import type { TraceEvent } from '@turbosmtp-auth/node';

/** For the option `trace`: logs a line for each request, also if it gets no answer. */
export function logRequests(log: (line: string) => void): (event: TraceEvent) => void {
  /** The request of each call that has no answer yet. */
  const waiting = new Map<string, { readonly name: string; readonly start: number }>();

  const end = (call: string, outcome: string | number): void => {
    const request = waiting.get(call);
    if (!request || !waiting.delete(call)) return;
    log(`${request.name} ${outcome} ${Math.round(performance.now() - request.start)} ms`);
  };

  return (event) => {
    const { call } = event;
    if (event.type === 'response') end(call, event.status);
    if (event.type === 'retry') end(call, event.reason);
    if (event.type === 'failure') end(call, event.code);
    if (event.type !== 'request') return;
    end(call, 'no answer');
    waiting.set(call, { name: `${event.method} ${event.path}`, start: performance.now() });
    // A call that is aborted has no last event, and neither has work in the background.
    const [oldest] = waiting.keys();
    if (oldest !== undefined && waiting.size > 1000) end(oldest, 'no answer');
  };
}

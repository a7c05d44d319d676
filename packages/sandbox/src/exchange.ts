import type { Clock } from './clock.ts';
import { allowReading, preflight } from './cors.ts';
import { applyFault } from './faults/apply-fault.ts';
import type { FaultQueue } from './faults/fault-queue.ts';
import type { RequestRecorder } from './request-log.ts';
import { createService, operationOf } from './service.ts';
import type { ServiceState } from './service-state.ts';

/**
 * One request and its reply, as they are on the wire: no redirect followed, nothing judged.
 *
 * @throws {TypeError} if a fault drops the connection; the signal's reason, if it aborts.
 */
export type Exchange = (request: Request, signal?: AbortSignal) => Promise<Response>;

/** The service with the world around it: the log, the faults, CORS and the `Date` header. */
export function createExchange(
  state: ServiceState & { readonly clock: Clock },
  faults: FaultQueue,
  log: RequestRecorder,
): Exchange {
  const service = createService(state);

  function finish(reply: Response): Response {
    const { cors, sendDate } = state.switches();
    if (cors) allowReading(reply.headers, cors);
    if (sendDate && !reply.headers.has('date')) {
      reply.headers.set('date', new Date(state.clock.now()).toUTCString());
    }
    return reply;
  }

  return async (request, signal) => {
    const { pathname } = new URL(request.url);
    // A preflight is the browser's, not the caller's: no fault is spent on it, and it is not logged.
    const asked = state.switches().cors && preflight(request);
    if (asked) return asked;
    const fault = faults.take(request.method, pathname, operationOf(request.method, pathname));
    const refused = fault?.kind === 'drop' && fault.when === 'connect';
    const answered = refused ? () => {} : log.arrive(request.method, pathname, state.clock.now());
    const reply = fault
      ? await applyFault(fault, request, () => service(request), { clock: state.clock, signal })
      : await service(request);
    answered(reply.status);
    return finish(reply);
  };
}

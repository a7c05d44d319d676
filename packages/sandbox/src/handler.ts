import { createControlApp } from './control/control-app.ts';
import type { Sandbox } from './sandbox.ts';
import { InvalidShapeError } from './shape.ts';

/**
 * Makes a server's fetch handler of a sandbox: the service under `/api/v2`, and the sandbox's own controls under
 * `/_sandbox`, which `sandbox.fetch` leaves out.
 *
 * @throws {InvalidShapeError} if it is not a sandbox.
 * @throws {TypeError} from the handler, if a fault drops the connection.
 * @example
 * ```ts
 * import { createHandler, createSandbox } from '@turbosmtp-auth/sandbox';
 *
 * export default { fetch: createHandler(createSandbox()) };
 * ```
 */
export function createHandler(sandbox: Sandbox): (request: Request) => Promise<Response> {
  if (typeof Object(sandbox).exchange !== 'function')
    throw new InvalidShapeError('sandbox', ['must be what `createSandbox` returns']);
  const control = createControlApp(sandbox);
  return (request) =>
    new URL(request.url).pathname.startsWith('/_sandbox/')
      ? control(request)
      : sandbox.exchange(request, request.signal);
}

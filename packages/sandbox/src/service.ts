import { type Context, Hono } from 'hono';
import { type Answer, refusal } from './answer.ts';
import { basePath } from './base-path.ts';
import { identify } from './caller.ts';
import { isServedBy } from './hosts.ts';
import { BodyTooLongError, readFields } from './request-body.ts';
import { answerCall, type Judged } from './route.ts';
import { routes } from './route-table.ts';
import { resource } from './routes/resource.ts';
import type { ServiceState } from './service-state.ts';

/** The service without the world around it: no clock skew, no faults, no CORS, only what the contract says. */
export function createService(state: ServiceState): (request: Request) => Promise<Response> {
  const app: Hono = new Hono();
  app.use(async (context, next) => {
    const { hostname, pathname } = new URL(context.req.url);
    return isServedBy(hostname, pathname) ? next() : respond(refusal(404, 'not_found'));
  });

  const handler =
    (route: Judged) =>
    async (context: Context): Promise<Response> => {
      const request = context.req.raw;
      const fields = route.takesJson ? await readFields(request) : null;
      // From here to the answer nothing is awaited: a call changes the state in one step.
      const answer = await answerCall(route, {
        request,
        query: new URL(request.url).searchParams,
        params: context.req.param(),
        fields,
        caller: identify(request.headers, route, state),
        state,
        switches: state.switches(),
      });
      return respond(answer);
    };

  for (const route of routes) app.on(route.method, basePath + route.path, handler(route));
  for (const { path } of routes) app.all(basePath + path, () => respond(refusal(405, 'method_not_allowed')));
  app.all(`${basePath}/*`, handler(resource));
  app.notFound(() => respond(refusal(404, 'not_found')));
  app.onError((error) => {
    if (error instanceof BodyTooLongError) return respond(refusal(413, 'request_too_large'));
    throw error;
  });

  return async (request) => app.fetch(request);
}

/** The SDK's name of the operation a request is for, `resource` for the rest of the service. */
export function operationOf(method: string, path: string): string | undefined {
  if (!path.startsWith(`${basePath}/`)) return undefined;
  const below = path.slice(basePath.length);
  const route = routes.find((candidate) => candidate.method === method && matches(candidate.path, below));
  return route?.operation ?? resource.operation;
}

/** Parameters stand only at the end of a path, so comparing what is before them will do. */
function matches(pattern: string, path: string): boolean {
  const [fixed = '', parameter] = pattern.split(':');
  if (parameter === undefined) return pattern === path;
  return path.startsWith(fixed) && path.length > fixed.length && !path.slice(fixed.length).includes('/');
}

function respond({ status, json, text = JSON.stringify(json), headers }: Answer): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

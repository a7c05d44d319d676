import { Hono } from 'hono';
import type { Sandbox } from '../sandbox.ts';
import { InvalidShapeError } from '../shape.ts';
import { controls } from './control-table.ts';

const headers = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, DELETE',
  'access-control-allow-headers': 'Accept, Content-Type',
  'cache-control': 'no-store',
};

/** The sandbox's own controls over HTTP. Other origins may always use them, even if the switch `cors` is off. */
export function createControlApp(sandbox: Sandbox): (request: Request) => Promise<Response> {
  const app: Hono = new Hono();
  for (const { path, read, write, clear } of controls) {
    const now = (): Response => Response.json(read(sandbox), { headers });
    app.get(path, now);
    if (write) {
      app.post(path, async ({ req }) => {
        write(sandbox, await jsonOf(req.raw));
        return now();
      });
    }
    if (clear) {
      app.delete(path, () => {
        clear(sandbox);
        return now();
      });
    }
    const allow = ['GET', ...(write ? ['POST'] : []), ...(clear ? ['DELETE'] : [])].join(', ');
    app.options(path, () => new Response(null, { status: 204, headers: { ...headers, allow } }));
    app.all(path, () => refuse(405, 'method_not_allowed', [`${path} takes ${allow}`], { allow }));
  }
  app.notFound(() => refuse(404, 'not_found', [`there is ${controls.map(({ path }) => path).join(', ')}`]));
  app.onError((error) => {
    if (error instanceof InvalidShapeError) return refuse(400, 'invalid_input', error.problems);
    throw error;
  });
  return async (request) => app.fetch(request);
}

/** No body is no value; `POST /_sandbox/reset` needs none. */
async function jsonOf(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidShapeError('body', ['the body must be JSON']);
  }
}

function refuse(
  status: number,
  message: string,
  problems: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Response {
  return Response.json({ message, problems }, { status, headers: { ...headers, ...more } });
}

import {
  type Client,
  describeError,
  isTurboSMTPAuthError,
  type TurboSMTPAuthError,
} from '@turbosmtp-auth/node';
import Fastify, { type FastifyInstance } from 'fastify';

/** What the service is made of. */
export interface ServiceParts {
  readonly client: Client;
  /** Whether it is ending, so that no new work shall come. */
  readonly draining: () => boolean;
}

/** An HTTP service over one client: a route that calls the API, and its health. */
export function createService({ client, draining }: ServiceParts): FastifyInstance {
  const service = Fastify({ logger: { level: 'info' } });

  // Otherwise a connection whose last answer is still under way is kept open, and the end waits for it.
  service.addHook('onSend', async (_request, reply) => {
    if (draining()) reply.header('connection', 'close');
  });

  service.get<{ Querystring: { limit: number } }>(
    '/sends',
    {
      schema: {
        querystring: {
          type: 'object',
          properties: { limit: { type: 'integer', minimum: 1, maximum: 100, default: 10 } },
        },
      },
    },
    async (request, reply) => {
      // The client has the key; its own time limit ends with the headers, this one with the body.
      const signal = AbortSignal.timeout(15_000);
      const response = await client.fetch(`/analytics?limit=${request.query.limit}`, { signal });
      if (!response.ok) {
        await response.body?.cancel();
        request.log.warn({ upstream: response.status }, 'the API refused a call');
        return reply.code(502).send({ error: 'upstream', status: response.status });
      }
      return response.json();
    },
  );

  // Alive: the process answers. Asking anything of others here would have it restarted for their failures.
  service.get('/livez', async () => ({ status: 'alive' }));

  // Ready: a call would have a key. It logs in when there is none, and otherwise asks nobody but the key store.
  service.get('/readyz', { logLevel: 'warn' }, async (_request, reply) => {
    if (draining()) return reply.code(503).send({ status: 'draining' });
    await client.apiKey({ timeout: 5_000 });
    return { status: 'ready' };
  });

  service.setErrorHandler((error, request, reply) => {
    if (isTurboSMTPAuthError(error)) {
      const { code, operation, retryable } = error;
      // Sentence, hint and code name no secret, so that they may be logged as they are.
      request.log.error({ code, operation, retryable }, describeError(error));
      const { status, wait } = answerTo(error);
      if (wait !== undefined) reply.header('retry-after', wait);
      return reply.code(status).send({ error: code });
    }
    const { statusCode = 500 } = error as { statusCode?: number };
    if (statusCode >= 500) request.log.error(error);
    return reply.code(statusCode).send({ error: statusCode < 500 ? 'bad_request' : 'internal' });
  });

  return service;
}

/** What a caller of this service is told: nothing of it is the caller's fault, so it is a gateway's answer. */
function answerTo({ code, retryable, retryAt }: TurboSMTPAuthError): { status: number; wait?: number } {
  if (retryAt) return { status: 503, wait: Math.max(1, Math.ceil((retryAt.getTime() - Date.now()) / 1000)) };
  if (code === 'timeout') return { status: 504 };
  return { status: retryable || code.startsWith('storage_') ? 503 : 502 };
}

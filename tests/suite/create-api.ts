import {
  InvalidInputError,
  NetworkError,
  OutcomeUnknownError,
  SignedOutError,
  TimeoutError,
  UnexpectedResponseError,
} from '@turbosmtp-auth/core';
import { createApi, FetchError } from '@turbosmtp-auth/core/api';
import { type Case, theme } from './case.ts';
import { equal, ok, refused, rejection } from './expect.ts';
import { logins, watchedFetch } from './wire.ts';

/** The reason is the caller's own: it must come back as the same object. */
const reason = { because: 'the user left' };

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const createApiCases: readonly Case[] = theme('createApi', [
  {
    name: 'encodes the query once, and adds it to one that is there',
    async run({ account, service, createClient }) {
      const { fetch, seen } = watchedFetch(service.fetch);
      const api = createApi(createClient({ fetch, credentials: account }));
      const q = 'a b+c/d=é&f#g?h%20';
      const answer = await api<{ count: number }>('/analytics?limit=1', { query: { q, page: [2, 3] } });
      equal(answer, { count: 0, results: [] });
      const { searchParams, pathname } = seen.at(-1)?.url ?? new URL('none:');
      ok(pathname.endsWith('/analytics'), 'the path');
      equal(
        [...searchParams],
        [
          ['limit', '1'],
          ['q', q],
          ['page', '2'],
          ['page', '3'],
        ],
      );
    },
  },
  {
    name: 'sends and reads JSON, with the key',
    async run({ account, service, createClient }) {
      const { fetch, seen } = watchedFetch(service.fetch);
      const client = createClient({ fetch, credentials: account });
      const body = { emails: ['zoë@example.com'] };
      const bytes = new TextEncoder().encode(JSON.stringify(body)).length;
      const answer = await createApi(client)('/suppressions', { method: 'POST', body });
      equal(answer, { message: 'success', bytes });
      const sent = seen.at(-1);
      equal(sent?.headers.get('content-type'), 'application/json');
      equal(sent?.headers.get('authorization'), await client.apiKey());
    },
  },
  {
    name: 'gives an error status as an error without what was sent and answered',
    async run({ account, service, createClient, inspect }) {
      const api = createApi(createClient({ credentials: account }));
      await api('/analytics');
      for (const status of [400, 404, 429, 500]) {
        await service.addFault({ kind: 'code', status, reflect: true });
        const error = await rejection(
          api('/suppressions', { method: 'PUT', query: { token: 'canary' }, body: { token: 'canary' } }),
        );
        ok(error instanceof FetchError, 'a FetchError');
        equal(
          [error.name, error.status, error.method, error.path],
          ['FetchError', status, 'PUT', '/suppressions'],
        );
        ok(!inspect(error).includes('canary'), 'nothing of what was sent');
      }
    },
  },
  {
    name: 'lets the errors of the client through as they are',
    async run({ account, service, createClient }) {
      await refused(createApi(createClient())('/analytics'), {
        class: SignedOutError,
        code: 'signed_out',
        operation: 'fetch',
      });
      const client = createClient({ credentials: account });
      const api = createApi(client);
      await client.apiKey();
      for (const when of ['before', 'during'] as const) {
        // Always, since a runtime may send again what was lost with a connection that it had kept.
        await service.addFault({ kind: 'drop', when, times: 'always' });
        await refused(api('/analytics'), { class: NetworkError, code: 'network', operation: 'fetch' });
        const expected = { class: OutcomeUnknownError, code: 'outcome_unknown', operation: 'fetch' } as const;
        await refused(api('/suppressions', { method: 'POST', body: {} }), expected);
        await service.clearFaults();
      }
    },
  },
  {
    name: 'renews a refused key and repeats the call once, with its body and its query',
    async run({ account, service, createClient }) {
      const { fetch, seen } = watchedFetch(service.fetch);
      const client = createClient({ fetch, credentials: account });
      const api = createApi(client);
      await api('/analytics');
      await service.revokeKeys();
      const before = seen.length;
      const call = { method: 'POST', query: { list: 1 }, body: { emails: [] } };
      equal(await api('/suppressions', call), { message: 'success', bytes: 13 });
      equal(await logins(service), 2);
      const sent = seen.slice(before).filter(({ url }) => url.pathname.endsWith('/suppressions'));
      equal(
        sent.map(({ url, body }) => [url.search, body]),
        [
          ['?list=1', '{"emails":[]}'],
          ['?list=1', '{"emails":[]}'],
        ],
      );
    },
  },
  {
    name: 'ends with the reason of the signal, whenever that comes',
    async run({ account, service, createClient }) {
      const client = createClient({ credentials: account });
      const api = createApi(client);
      await client.apiKey();
      const signal = AbortSignal.abort(reason);
      ok((await rejection(api('/analytics', { signal }))) === reason, 'before the call');
      for (const fault of [{ kind: 'delay', latency: 60_000 }, { kind: 'stalled' }] as const) {
        await service.addFault(fault);
        const before = (await service.requests()).length;
        const controller = new AbortController();
        const ended = rejection(api('/analytics', { signal: controller.signal }));
        while ((await service.requests()).length === before) await later(10);
        await later(50); // so that the stalled answer has begun
        controller.abort(reason);
        ok((await ended) === reason, `the signal's reason with ${fault.kind}`);
        await service.clearFaults();
      }
      await service.advance(120_000);
    },
  },
  {
    name: 'limits the time of the whole call, its body included',
    async run({ account, service, createClient }) {
      const client = createClient({ credentials: account });
      await client.apiKey();
      await service.addFault({ kind: 'stalled' });
      await refused(createApi(client)('/analytics', { timeout: 100 }), {
        class: TimeoutError,
        code: 'timeout',
        operation: 'fetch',
      });
    },
  },
  {
    name: 'takes nothing but JSON for JSON',
    async run({ account, service, createClient }) {
      const client = createClient({ credentials: account });
      const api = createApi(client);
      await client.apiKey();
      await service.addFault({ kind: 'html', status: 200 });
      const expected = { class: UnexpectedResponseError, code: 'unexpected_response', status: 200 } as const;
      await refused(api('/analytics'), expected);
      await service.addFault({ kind: 'malformedJson', status: 200 });
      await refused(api('/analytics'), expected);
      await service.addFault({ kind: 'reply', text: 'a,b' });
      equal(await api('/analytics', { responseType: 'text' }), 'a,b');
    },
  },
  {
    name: 'stays with its client, whatever an instance is made with',
    async run({ account, service, createClient }) {
      const { fetch, seen } = watchedFetch(service.fetch);
      const client = createClient({ fetch, credentials: account });
      const key = await client.apiKey();
      const elsewhere = async (): Promise<Response> => Response.json({ from: 'elsewhere' });
      const api = createApi(client).create({ query: { limit: 1 } }, { fetch: elsewhere });
      equal(await api('/analytics'), { count: 0, results: [] });
      equal((await api.native('/analytics')).status, 200);
      equal(
        seen.slice(-2).map(({ headers }) => headers.get('authorization')),
        [key, key],
      );
    },
  },
  {
    name: 'sends the key nowhere else',
    async run({ account, service, createClient }) {
      const { fetch, seen } = watchedFetch(service.fetch);
      const client = createClient({ fetch, credentials: account });
      const api = createApi(client);
      await client.apiKey();
      const before = seen.length;
      const elsewhere = 'https://example.invalid/api/v2';
      const expected = { class: InvalidInputError, code: 'invalid_input', operation: 'fetch' } as const;
      for (const call of [
        () => api(`${elsewhere}/analytics`, { query: { limit: 1 } }),
        () => api('//example.invalid/api/v2/analytics', { query: { limit: 1 } }),
        () => api('/../v1/analytics', { query: { limit: 1 } }),
        () => api('/analytics', { baseURL: elsewhere }),
        () =>
          api.raw('/analytics', {
            onRequest: (context) => void Object.assign(context, { request: elsewhere }),
          }),
        () => api.create({ baseURL: elsewhere })('/analytics'),
        () => api.native(elsewhere),
      ])
        await refused(call(), expected);
      equal(seen.length, before, 'number of requests');
    },
  },
]);

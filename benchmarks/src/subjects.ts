import { createClient, memoryKeyStore } from '@turbosmtp-auth/node';
import axios from 'axios';
import ky from 'ky';
import createOpenapiClient from 'openapi-fetch';
import { account } from './replies.ts';

export const bare = 'bare fetch';
const control = 'bare fetch again (control)';
/** No call at all: what importing the package and making a client leaves behind. */
export const idle = 'import plus idle';
export const ours = { fetch: 'client.fetch', operation: 'client.verifyResetToken' } as const;

const key = '0'.repeat(40);

/** One authorised call whose JSON is read. */
export type Call = () => Promise<unknown>;

/** Each way to make the same call, over the same `fetch`. */
export function subjects(baseUrl: string, fetch: typeof globalThis.fetch): Record<string, Call> {
  const headers = { authorization: key, accept: 'application/json' };
  const plain = async (): Promise<unknown> =>
    (await fetch(`${baseUrl}/analytics?limit=1`, { headers })).json();
  const client = createClient({ baseUrl, fetch, credentials: account, keyStore: memoryKeyStore() });
  const throughKy = ky.create({ fetch, headers });
  const throughAxios = axios.create({ headers, adapter: 'fetch', env: { fetch } });
  const throughOpenapi = createOpenapiClient<
    Record<string, { get: { responses: { 200: { content: { 'application/json': unknown } } } } }>
  >({ baseUrl, fetch, headers });
  return {
    [bare]: plain,
    [ours.fetch]: async () => (await client.fetch('/analytics?limit=1')).json(),
    [ours.operation]: () => client.verifyResetToken({ token: 'a-reset-token' }),
    ky: () => throughKy.get(`${baseUrl}/analytics?limit=1`).json(),
    axios: () => throughAxios.get(`${baseUrl}/analytics?limit=1`),
    'openapi-fetch': () => throughOpenapi.GET('/analytics?limit=1', {}),
    [control]: plain,
  };
}

/** A `fetch` that answers at once: what a call costs through it is the caller's own time. */
export function instantFetch(replyTo: (path: string) => string): typeof globalThis.fetch {
  const headers = { 'content-type': 'application/json' };
  return async (input) => {
    const url = input instanceof Request ? input.url : String(input);
    return new Response(replyTo(url), { headers });
  };
}

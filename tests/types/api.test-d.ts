import type * as browser from '@turbosmtp-auth/browser/api';
import type { Client } from '@turbosmtp-auth/core';
import { type $Fetch, createApi, FetchError, type FetchOptions } from '@turbosmtp-auth/core/api';
import type * as deno from '@turbosmtp-auth/deno/api';
import type * as node from '@turbosmtp-auth/node/api';
import type * as ofetch from 'ofetch';
import type { Same } from './assert.ts';

interface Analytics {
  count: number;
}

export type SameEverywhere = [
  Same<typeof node.createApi, typeof createApi>,
  Same<typeof browser.createApi, typeof createApi>,
  Same<typeof deno.createApi, typeof createApi>,
];

/** What takes an instance of ofetch takes ours, and the other way round. */
export const asTheirs = (api: $Fetch): ofetch.$Fetch => api;
export const asOurs = (api: ofetch.$Fetch): $Fetch => api;

export async function results(client: Pick<Client, 'fetch'>): Promise<[number, string, Blob]> {
  const api: $Fetch = createApi(client);
  const options: FetchOptions<'json'> = { query: { limit: 1 }, body: { list: [1] } };
  const { count } = await api<Analytics>('/analytics', options);
  const { _data, status } = await api.raw<Analytics>('/analytics');
  const text: string = await api('/export', { responseType: 'text' });
  const blob: Blob = await api.create({})('/export', { responseType: 'blob' });
  const answer: Response = await api.native('/analytics');

  // @ts-expect-error a result has the type that its caller gives it
  const wrong: string = (await api<Analytics>('/analytics')).count;
  // @ts-expect-error a text is no blob
  const other: Blob = await api('/export', { responseType: 'text' });
  return [count + (_data?.count ?? 0) + status + answer.status, text + wrong, other ?? blob];
}

export function facts(error: unknown): string {
  if (!(error instanceof FetchError)) throw error;
  // @ts-expect-error the answer is no part of it
  const { data } = error;
  const when: number | undefined = error.retryAt?.getTime();
  return `${error.method} ${error.path} ${error.status} ${when} ${data}`;
}

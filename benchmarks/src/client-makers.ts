import { createClient, memoryKeyStore } from '@turbosmtp-auth/node';
import axios from 'axios';
import ky from 'ky';
import { ofetch } from 'ofetch';
import createOpenapiClient from 'openapi-fetch';
import { account, replyTo } from './replies.ts';
import { instantFetch } from './subjects.ts';

const baseUrl = 'http://127.0.0.1/api/v2';
const fetch = instantFetch(replyTo);
const headers = (): Record<string, string> => ({ authorization: '0'.repeat(40) });

const ours = () => createClient({ baseUrl, fetch, credentials: account, keyStore: memoryKeyStore() });

/** Ways to make a client that stays idle. Ours holds a session, retries and a store; the others hold defaults for requests. */
export const clientMakers: Readonly<Record<string, () => unknown>> = {
  'a client before its first call': ours,
  'a client that is signed in': async () => {
    const client = ours();
    await client.apiKey();
    return client;
  },
  'axios.create': () => axios.create({ baseURL: baseUrl, headers: headers() }),
  'ky.create': () => ky.create({ prefix: baseUrl, headers: headers() }),
  'ofetch.create': () => ofetch.create({ baseURL: baseUrl, headers: headers() }),
  'createClient of openapi-fetch': () => createOpenapiClient({ baseUrl, fetch, headers: headers() }),
  'an object with its headers (control)': () => ({ baseUrl, headers: headers() }),
};

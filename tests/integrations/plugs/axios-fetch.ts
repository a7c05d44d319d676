import type { Client } from '@turbosmtp-auth/node';
import axios, { type AxiosInstance } from 'axios';

export const axiosClient = (account: Client, baseURL: string): AxiosInstance =>
  axios.create({ baseURL, adapter: 'fetch', env: { fetch: account.fetch } });

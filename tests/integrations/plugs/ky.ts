import type { Client } from '@turbosmtp-auth/node';
import ky, { type KyInstance } from 'ky';

export const kyClient = (account: Client, prefix: string): KyInstance =>
  ky.create({ prefix, fetch: account.fetch });

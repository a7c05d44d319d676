import type { Client } from '@turbosmtp-auth/node';
import createOpenapiClient, { type Client as OpenapiClient } from 'openapi-fetch';

/** `Paths` are what openapi-typescript makes of an OpenAPI document. */
export const openapiClient = <Paths extends object>(account: Client, baseUrl: string): OpenapiClient<Paths> =>
  createOpenapiClient<Paths>({ baseUrl, fetch: account.fetch });

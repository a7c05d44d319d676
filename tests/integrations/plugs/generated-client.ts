import type { Client } from '@turbosmtp-auth/node';

/** `client` of the generated `client.gen.ts`, or what its `createClient` returns. */
interface GeneratedClient {
  setConfig(config: { baseUrl: string; fetch: typeof fetch }): unknown;
}

export function plugIn(generated: GeneratedClient, account: Client, baseUrl: string): void {
  generated.setConfig({ baseUrl, fetch: account.fetch });
}

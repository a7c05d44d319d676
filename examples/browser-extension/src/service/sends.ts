import type { ExtensionClient } from '@turbosmtp-auth/browser/extension';

/** What the popup and the content script are told. */
export interface Sends {
  readonly count: number;
}

/** How many messages the account has sent. A caller gets the number, and no way to ask the service for anything else. */
export async function readSends(client: ExtensionClient): Promise<Sends> {
  const response = await client.fetch('/analytics?limit=1');
  if (!response.ok) throw new Error(`The service answered ${response.status}.`);
  const { count } = Object(await response.json()) as { count?: unknown };
  if (typeof count !== 'number') throw new Error('The service answered without a count.');
  return { count };
}

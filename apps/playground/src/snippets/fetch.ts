import { createClient } from '@turbosmtp-auth/browser';

const client = createClient();

// Adds the key, and renews it if the client has credentials.
export async function call(path: string, init?: RequestInit): Promise<unknown> {
  const response = await client.fetch(path, init);
  if (!response.ok) throw new Error(`The service answered ${response.status}`);
  return response.json();
}

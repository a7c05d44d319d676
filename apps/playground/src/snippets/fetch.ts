import { createClient } from '@turbosmtp-auth/browser';

const client = createClient();

// Adds the key, and renews it where the client was given credentials.
export async function readAnalytics(): Promise<unknown> {
  const response = await client.fetch('/analytics?limit=1');
  if (!response.ok) throw new Error(`The service answered ${response.status}`);
  return response.json();
}

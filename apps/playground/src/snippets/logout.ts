import { createClient } from '@turbosmtp-auth/browser';

const client = createClient();

// Always signs out here. 'queued': the service could not be reached, and the key is revoked on a later use.
export async function logOut(): Promise<'now' | 'queued' | 'nothing'> {
  const { revoked } = await client.logout();
  return revoked;
}

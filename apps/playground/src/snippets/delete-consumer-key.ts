import { createClient, isErrorOf } from '@turbosmtp-auth/browser';

const client = createClient();

export async function deleteConsumerKey(key: string): Promise<void> {
  try {
    await client.deleteConsumerKey({ key });
  } catch (error) {
    // Somebody deleted it before: it is gone all the same.
    if (!isErrorOf('deleteConsumerKey', error) || error.code !== 'key_not_found') throw error;
  }
}

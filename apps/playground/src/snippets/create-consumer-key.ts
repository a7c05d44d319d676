import { type ConsumerPair, createClient } from '@turbosmtp-auth/browser';

const client = createClient();

// The secret is told once: put it where the program that needs it will find it.
export async function createSendingKey(label: string): Promise<ConsumerPair> {
  return client.createConsumerKey({ permissions: ['SEND_API'], label });
}

import { type ConsumerPair, type CreateConsumerKeyInput, createClient } from '@turbosmtp-auth/browser';

const client = createClient();

// The service shows the secret once: store it where the program that needs it finds it.
export async function createPair(input: CreateConsumerKeyInput): Promise<ConsumerPair> {
  return client.createConsumerKey(input);
}

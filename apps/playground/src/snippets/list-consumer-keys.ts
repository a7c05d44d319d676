import { createClient } from '@turbosmtp-auth/browser';

const client = createClient();

export async function listLabels(): Promise<string[]> {
  const pairs = await client.listConsumerKeys();
  return pairs.map(
    ({ key, label, permissions }) => `${label || key}: ${permissions?.join(', ') ?? 'unknown'}`,
  );
}

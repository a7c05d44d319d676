import { createClient, memoryKeyStore } from '@turbosmtp-auth/core';

const client = createClient({
  name: 'example',
  fetch,
  keyStore: memoryKeyStore(),
  lock: (_, work) => work(),
});

export async function sendReport() {
  const response = await client.fetch('/analytics');
  return response.json();
}

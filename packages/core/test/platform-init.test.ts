import { expect, test } from 'vitest';
import { createClient, memoryKeyStore, memoryLock } from '../src/index.ts';

// What a platform adds to every request, also where the caller's own fetch sends it.

const init: RequestInit = { cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' };
const credentials = { email: 'ada@example.test', password: 'Correct-Horse-9' };

const open = () => {
  const seen: (RequestInit | undefined)[] = [];
  const fetch = async (_: unknown, given?: RequestInit): Promise<Response> => {
    seen.push(given);
    return Response.json({ auth: 'k'.repeat(40) });
  };
  const never = (): never => {
    throw new Error('the platform has a fetch that is not asked for');
  };
  const client = createClient(
    { name: 'test', fetch: never, keyStore: memoryKeyStore(), lock: memoryLock(), init },
    { fetch, credentials, baseUrl: 'https://host.example/api/v2' },
  );
  return { client, seen };
};

test('the init of the platform is in every request of an operation and of client.fetch', async () => {
  const { client, seen } = open();
  await client.login(credentials);
  await client.fetch('/analytics');
  await client.fetch('https://host.example/api/v2/x', { method: 'POST', body: '{}' });
  await client.fetch(new Request('https://host.example/api/v2/y'));
  expect(seen).toHaveLength(4);
  for (const each of seen) expect(each).toMatchObject({ ...init, redirect: 'manual' });
});

test('what a caller asks for beats it, and a redirect is refused all the same', async () => {
  const { client, seen } = open();
  await client.fetch('/x', { cache: 'reload', redirect: 'follow' });
  expect(seen.at(-1)).toMatchObject({ ...init, cache: 'reload', redirect: 'manual' });
});

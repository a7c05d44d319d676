import { createServer } from 'node:http';
import { createClient, memoryKeyStore, RedirectRefusedError } from '@turbosmtp-auth/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listen, type RawTarget, rawTarget } from './raw-target.ts';

const account = { email: 'ada@example.com', password: 'Correct-Horse-9' };
const consumer = { key: 'pair-key', secret: 'pair-secret' };
const statuses = [301, 302, 303, 307, 308];

let target: RawTarget;
let baseUrl: string;
/** What the redirecting server answers next. */
let status = 307;

const redirecting = createServer((request, reply) => {
  request.resume();
  // A login succeeds where a case needs a key.
  if (status === 200) reply.setHeader('content-type', 'application/json').end('{"auth":"a-key"}');
  else reply.writeHead(status, { location: `${target.origin}${request.url}` }).end();
});

beforeAll(async () => {
  target = await rawTarget();
  baseUrl = `http://127.0.0.1:${await listen(redirecting)}/api/v2`;
});
afterAll(async () => {
  redirecting.closeAllConnections();
  redirecting.close();
  await target[Symbol.asyncDispose]();
});

describe.each(statuses)('%d', (redirect) => {
  test('no byte of any operation arrives at another origin', async () => {
    await using client = createClient({ baseUrl, keyStore: memoryKeyStore(), retry: false });
    status = 200;
    await client.login(account);
    status = redirect;
    const calls = [
      client.login(account),
      client.changePassword({ currentPassword: account.password, newPassword: 'Newer-Horse-10' }),
      client.requestPasswordReset({ email: account.email }),
      client.verifyResetToken({ token: 'token' }),
      client.resetPassword({ token: 'token', newPassword: 'Newer-Horse-10' }),
      client.fetch('/suppressions', { method: 'PUT', body: 'body' }),
    ];
    for (const result of await Promise.allSettled(calls))
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'redirect_refused' } });
  });

  test('no byte of a consumer pair arrives at another origin', async () => {
    await using client = createClient({ baseUrl, consumer });
    status = redirect;
    await expect(client.fetch('/suppressions', { method: 'PUT', body: 'body' })).rejects.toBeInstanceOf(
      RedirectRefusedError,
    );
  });
});

test('and nobody even connected', () => {
  expect({ connections: target.connections, bytes: target.bytes }).toEqual({ connections: 0, bytes: 0 });
});

// Were this to stop reaching the target, the tests above would prove nothing.
test('plain fetch sends password and pair there', async () => {
  status = 307;
  const { key: consumerKey, secret: consumerSecret } = consumer;
  await fetch(`${baseUrl}/authorize`, {
    method: 'POST',
    body: JSON.stringify(account),
    headers: { consumerKey, consumerSecret },
  });
  expect(target.connections).toBe(1);
  expect(target.bytes).toBeGreaterThan(JSON.stringify(account).length);
});

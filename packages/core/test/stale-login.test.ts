import { expect, test } from 'vitest';
import { type ClientOptions, createClient, memoryKeyStore, memoryLock } from '../src/index.ts';

// A login whose connection had been kept, and broke before a byte of the answer came.

const credentials = { email: 'ada@example.test', password: 'Correct-Horse-9' };
const stale = new TypeError('fetch failed: stale');
const lost = new TypeError('fetch failed: lost');

/** A client, and how often it asks for a key. Its first logins fail with these errors. */
function open(failures: readonly Error[], options: Pick<ClientOptions, 'noExpire' | 'retry'> = {}) {
  const left = [...failures];
  let logins = 0;
  const fetch = async (url: unknown): Promise<Response> => {
    if (!String(url).endsWith('/authorize')) return Response.json({});
    logins++;
    const failure = left.shift();
    if (failure) throw failure;
    return Response.json({ auth: 'k'.repeat(40) });
  };
  const client = createClient(
    {
      name: 'test',
      fetch,
      keyStore: memoryKeyStore(),
      lock: memoryLock(),
      staleConnection: (error) => error === stale,
    },
    { credentials, ...options },
  );
  return { client, logins: () => logins };
}

const outcomeUnknown = expect.objectContaining({ name: 'OutcomeUnknownError', operation: 'login' });

test('an unattended login is repeated once', async () => {
  const { client, logins } = open([stale]);
  expect((await client.fetch('/x')).status).toBe(200);
  expect(logins()).toBe(2);
});

test('it is not repeated twice', async () => {
  const { client, logins } = open([stale, stale]);
  await expect(client.fetch('/x')).rejects.toEqual(outcomeUnknown);
  expect(logins()).toBe(2);
});

test.each<[string, readonly Error[], Pick<ClientOptions, 'noExpire' | 'retry'>]>([
  ['the key never expires', [stale], { noExpire: true }],
  ['the connection was not known to be stale', [lost], {}],
  ['nothing may be repeated', [stale], { retry: false }],
])('it is not repeated if %s', async (_, failures, options) => {
  const { client, logins } = open(failures, options);
  await expect(client.fetch('/x')).rejects.toEqual(outcomeUnknown);
  expect(logins()).toBe(1);
});

test('a login that was asked for is not repeated, nor is anything else that may not be', async () => {
  const { client, logins } = open([stale]);
  await expect(client.login(credentials)).rejects.toEqual(outcomeUnknown);
  expect(logins()).toBe(1);

  let asked = 0;
  const always = createClient({
    name: 'test',
    fetch: async () => {
      asked++;
      throw stale;
    },
    keyStore: memoryKeyStore(),
    lock: memoryLock(),
    staleConnection: () => true,
  });
  await expect(always.requestPasswordReset({ email: credentials.email })).rejects.toMatchObject({
    code: 'outcome_unknown',
    message: expect.stringContaining('it is not known whether'),
  });
  expect(asked).toBe(1);
});

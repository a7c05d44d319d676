import { createSandbox, type SandboxOptions } from '@turbosmtp-auth/sandbox';
import { describe, expect, test } from 'vitest';
import {
  type ClientOptions,
  createClient,
  memoryKeyStore,
  memoryLock,
  NetworkError,
  OutcomeUnknownError,
  type Platform,
  RateLimitedError,
  ServerError,
} from '../src/index.ts';

const account = { email: 'ada@example.test', password: 'Correct-Horse-9' };

function world(
  sandboxOptions: SandboxOptions = {},
  options: ClientOptions = {},
  parts: Partial<Platform> = {},
) {
  const sandbox = createSandbox({ accounts: [account], ...sandboxOptions });
  const platform = {
    name: 'test',
    fetch: sandbox.fetch,
    keyStore: memoryKeyStore(),
    lock: memoryLock(),
    ...parts,
  };
  const logins = (): number =>
    sandbox.requests.list().filter(({ path }) => path.endsWith('/authorize')).length;
  return { sandbox, logins, client: createClient(platform, options) };
}

describe('a fetch that resolves with no response', () => {
  test.each([undefined, null, 'text', 1, {}, []])('such as %j, is told as a lost answer', async (answer) => {
    const { client } = world({}, { retry: false }, { fetch: async () => answer as unknown as Response });
    expect(await failureOf(client.login(account))).toBeInstanceOf(OutcomeUnknownError);
    const consumer = { key: 'k', secret: 's' };
    const paired = world(
      {},
      { consumer, retry: false },
      { fetch: async () => answer as unknown as Response },
    );
    expect(await failureOf(paired.client.fetch('/analytics'))).toBeInstanceOf(NetworkError);
    expect(await failureOf(paired.client.fetch('/x', { method: 'POST' }))).toBeInstanceOf(
      OutcomeUnknownError,
    );
  });
});

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a polluted Object.prototype', () => {
  test('changes nothing about any call', async () => {
    const { client, sandbox } = world({}, { credentials: account });
    Object.defineProperty(Object.prototype, 'isAdmin', {
      value: 'x',
      enumerable: true,
      configurable: true,
      writable: true,
    });
    try {
      await client.apiKey();
      expect(await client.verifyResetToken({ token: 'token' })).toBe(false);
      expect(await client.listConsumerKeys()).toEqual([]);
      await client.requestPasswordReset({ email: account.email });
      expect(await client.logout()).toEqual({ revoked: 'now' });
    } finally {
      Reflect.deleteProperty(Object.prototype, 'isAdmin');
    }
    expect(sandbox.keys.list()).toEqual([]);
  });
});

describe('client.fetch', () => {
  test('of an unsafe request whose answer is late, or lost, says that its outcome is unknown', async () => {
    const { client, sandbox } = world({}, { credentials: account });
    await client.apiKey();
    const post = { method: 'POST', body: 'x' };
    sandbox.faults.add({ kind: 'drop', when: 'after', match: { operation: 'resource' } });
    const lost = await failureOf(client.fetch('/suppressions/import', post));
    expect(lost).toBeInstanceOf(OutcomeUnknownError);
    expect(lost).toMatchObject({ operation: 'fetch', retryable: false });
    sandbox.faults.add({ kind: 'drop', when: 'after', match: { operation: 'resource' } });
    expect(await failureOf(client.fetch('/analytics'))).toBeInstanceOf(NetworkError);
  });

  test.each([
    ['POST', 'outcome_unknown', false],
    ['GET', 'timeout', true],
  ])('of a %s past its time says %s', async (method, code, retryable) => {
    const { client, sandbox } = world({}, { credentials: account, timeout: 200 });
    await client.apiKey();
    sandbox.faults.add({ kind: 'delay', replyLatency: 2_000, match: { operation: 'resource' } });
    const error = await failureOf(client.fetch('/analytics', { method }));
    expect(error).toMatchObject({ code, retryable, operation: 'fetch' });
  });

  test('hides what a fetch throws at once, and refuses what is no request', async () => {
    const throwing = (): never => {
      throw new Error('Correct-Horse-9');
    };
    const { client } = world({}, { consumer: { key: 'k', secret: 's' } }, { fetch: throwing });
    expect(await failureOf(client.fetch('/analytics'))).toMatchObject({ code: 'network' });
    const used = new Request('https://pro.api.serversmtp.com/api/v2/x', { method: 'POST', body: 'x' });
    await used.text();
    for (const input of [null, undefined, {}, used])
      expect(await failureOf(client.fetch(input as string))).toMatchObject({ code: 'invalid_input' });
  });
});

describe('429 and 5xx', () => {
  test.each([
    [429, RateLimitedError],
    [503, ServerError],
  ])('%i is told at once, whatever becomes of its body', async (status, type) => {
    for (const fault of [{ kind: 'stalled' }, { kind: 'wrongLength', contentLength: 500 }] as const) {
      const { client, sandbox } = world({}, { retry: false });
      sandbox.faults.add({ ...fault, status });
      expect(await failureOf(client.login(account, { timeout: 5_000 }))).toBeInstanceOf(type);
    }
  });

  test('on a login that say when to come back are obeyed, whichever status the limit has', async () => {
    for (const status of [403, 429, 503] as const) {
      const loginRateLimit = { limit: 0, windowMs: 60_000, status, retryAfter: 'seconds' } as const;
      const { client, sandbox, logins } = world({}, { credentials: account, timeout: 2_000 });
      sandbox.switches.set({ loginRateLimit });
      for (let call = 0; call < 10; call++) {
        const error = await failureOf(client.apiKey());
        expect(error, String(status)).toMatchObject({ retryAt: expect.any(Date) });
      }
      expect(logins(), String(status)).toBe(1);
    }
  });
});

test('close() does not wait for credentials that never come', async () => {
  let asked = 0;
  const credentials = (): Promise<typeof account> =>
    asked++ === 0 ? Promise.resolve(account) : new Promise(() => {});
  const { client } = world({}, { credentials });
  expect(await failureOf(client.apiKey({ timeout: 50 }))).toMatchObject({ code: 'timeout' });
  await client.close();
});

test('any number of callers get their key from one login', async () => {
  const { client, logins } = world({}, { credentials: account });
  const keys = await Promise.all(Array.from({ length: 150_000 }, () => client.apiKey()));
  expect(new Set(keys).size).toBe(1);
  expect(logins()).toBe(1);
});

test('memoryLock waits for as long as it is told, and that is not a millisecond', async () => {
  const lock = memoryLock();
  const done: string[] = [];
  const first = lock('name', () =>
    new Promise((resolve) => setTimeout(resolve, 50)).then(() => done.push('first')),
  );
  await lock('name', async () => done.push('second'), { timeout: Number.POSITIVE_INFINITY });
  await first;
  expect(done).toEqual(['first', 'second']);
});

test('a revocation that hangs keeps nothing alive once the calls are over', async () => {
  const store = memoryKeyStore();
  const { client, sandbox } = world({}, { credentials: account, keyStore: store });
  await client.apiKey();
  sandbox.faults.add({ kind: 'drop', when: 'before', times: 'always', match: { operation: 'logout' } });
  await client.logout();
  sandbox.faults.clear();
  const waiting: AbortSignal[] = [];
  const hanging: typeof fetch = (input, init) => {
    if (!String(input).endsWith('/deauthorize')) return sandbox.fetch(input, init);
    if (init?.signal) waiting.push(init.signal);
    return new Promise(() => {});
  };
  const next = createClient({ name: 'test', fetch: hanging, keyStore: store, lock: memoryLock() });
  await next.login(account);
  await expect.poll(() => waiting.length, { timeout: 5_000 }).toBe(1);
  await expect.poll(() => waiting[0]?.aborted, { timeout: 5_000 }).toBe(true); // of the ten seconds it could take
});

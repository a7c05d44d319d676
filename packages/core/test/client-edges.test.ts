import { runInNewContext } from 'node:vm';
import { createSandbox, type SandboxOptions } from '@turbosmtp-auth/sandbox';
import { describe, expect, test } from 'vitest';
import { within } from '../../../tools/time-given.ts';
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
  TurboSMTPAuthError,
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
  const { keyStore } = platform; // also for a client with a clock of its own
  return { sandbox, logins, client: createClient(platform, { keyStore, ...options }) };
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

describe('a fetch that resolves with what throws when it is looked at', () => {
  const refuse = (): never => {
    throw new Error('Correct-Horse-9');
  };
  const answer = (): Response => Response.json({ message: 'invalid_authorization_key' }, { status: 401 });
  const without = (name: string): unknown =>
    new Proxy(answer(), {
      get: (target, key) => (key === name ? refuse() : Reflect.get(target, key, target)),
    });
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  revoke();
  const headers = { get: () => 'application/json' };
  const answers: Readonly<Record<string, unknown>> = {
    'a proxy': new Proxy({}, { get: refuse }),
    'a proxy of a response': new Proxy(answer(), {}),
    'a revoked proxy': revoked,
    ...Object.fromEntries(
      ['headers', 'status', 'type', 'redirected', 'body', 'clone', 'arrayBuffer'].map((name) => [
        name,
        without(name),
      ]),
    ),
    'no status': { headers },
    'a header that is no text': { status: 401, headers: { get: () => 1 } },
    'headers that throw': { status: 401, headers: { get: refuse } },
    'a reader that throws': { status: 401, headers, body: { getReader: refuse } },
  };
  const consumer = { key: 'k', secret: 's' };

  test.each(Object.entries(answers))('such as %s, shows nothing of what it threw', async (_, hostile) => {
    const fetch = async () => hostile as Response;
    const { client } = world({}, { retry: false }, { fetch });
    const paired = world({}, { retry: false, consumer }, { fetch }).client;
    for (const call of [client.login(account), client.logout(), paired.logout(), paired.fetch('/x')]) {
      const failure = await failureOf(call);
      if (failure) expect(failure).toBeInstanceOf(TurboSMTPAuthError);
    }
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
  const streamOf = (text: string) =>
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(text));
        controller.close();
      },
    });

  test('sends a stream to a fetch that asks for `duplex`', async () => {
    const bodies: string[] = [];
    // Node's own Request asks for it, as its fetch does.
    const fetch: typeof globalThis.fetch = async (input, init) => {
      bodies.push(await new Request(input, init).text());
      return Response.json({});
    };
    const { client } = world({}, { consumer: { key: 'k', secret: 's' }, fetch });
    await client.fetch('/x', { method: 'POST', body: streamOf('streamed') });
    expect(bodies).toEqual(['streamed']);
  });

  test.each<[string, () => unknown, string]>([
    [
      'a stream that somebody reads',
      () => {
        const stream = streamOf('read');
        stream.getReader();
        return stream;
      },
      'body_used',
    ],
    ['an object without a prototype', () => Object.create(null), 'not_a_body'],
    ['a symbol', () => Symbol('body'), 'not_a_body'],
  ])('does not say that %s was sent', async (_, make, code) => {
    const { client } = world({}, { consumer: { key: 'k', secret: 's' }, fetch: globalThis.fetch });
    const error = await failureOf(client.fetch('/x', { method: 'POST', body: make() as BodyInit }));
    expect(error).toMatchObject({ code: 'invalid_input', issues: [{ path: 'init.body', code }] });
  });

  const url = 'https://pro.api.serversmtp.com/api/v2/x';
  test.each<[string, () => readonly [input: string | Request, init: RequestInit, change: () => void]]>([
    [
      'a buffer of another realm',
      () => {
        const body: ArrayBuffer = runInNewContext('new ArrayBuffer(6)');
        new Uint8Array(body).set(new TextEncoder().encode('before'));
        return [url, { body }, () => new Uint8Array(body).fill(0)];
      },
    ],
    [
      'headers',
      () => {
        const headers = new Headers({ 'x-when': 'before' });
        return [url, { headers }, () => headers.set('x-when', 'later')];
      },
    ],
    [
      'headers beside a Request',
      () => {
        const headers = new Headers({ 'x-when': 'before' });
        return [new Request(url), { headers }, () => headers.set('x-when', 'later')];
      },
    ],
    [
      'the headers of a Request',
      () => {
        const request = new Request(url, { headers: { 'x-when': 'before' } });
        return [request, {}, () => request.headers.set('x-when', 'later')];
      },
    ],
  ])('sends %s as they were when it was called', async (_, make) => {
    let sent = '';
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      sent = `${request.headers.get('x-when')} ${await request.text()}`;
      return Response.json({});
    };
    const { client } = world({}, { consumer: { key: 'k', secret: 's' }, fetch });
    const [input, init, change] = make();
    const call = client.fetch(input, { method: 'POST', ...init });
    change();
    await call;
    expect(sent).toContain('before');
  });

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
  const never = (): Promise<never> => new Promise(() => {});
  for (const credentials of [never, { email: account.email, password: never }]) {
    const { client } = world({}, { credentials });
    expect(await failureOf(client.apiKey({ timeout: 50 }))).toMatchObject({ code: 'timeout' });
    await client.close();
  }
});

test('a function for both credentials that hangs delays a stored key, and is believed once it answers', async () => {
  const keyStore = memoryKeyStore();
  const { client: first, sandbox, logins } = world({}, {}, { keyStore });
  const { key } = await first.login(account).then(async () => ({ key: await first.apiKey() }));
  const answer = Promise.withResolvers<typeof account>();
  const platform = { name: 'test', fetch: sandbox.fetch, keyStore, lock: memoryLock() };
  const client = createClient(platform, { credentials: () => answer.promise });
  const start = performance.now();
  expect(await client.session()).toMatchObject({ account: account.email });
  expect(performance.now() - start).toBeGreaterThan(2_700); // it was waited for
  expect(await client.apiKey({ timeout: 2_000 })).toBe(key); // and not again so soon
  answer.resolve({ ...account, email: 'grace@example.test' });
  await answer.promise;
  await Promise.resolve();
  expect(await client.session()).toBeNull();
  expect(logins()).toBe(1);
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
  await expect.poll(() => waiting.length).toBe(1);
  const ended = new Promise((resolve) => {
    for (const signal of waiting)
      if (signal.aborted) resolve(signal);
      else signal.addEventListener('abort', resolve);
  });
  await within(5_000, ended); // of the ten seconds it could take
});

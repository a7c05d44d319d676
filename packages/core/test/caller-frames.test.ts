import { describe, expect, onTestFinished, test } from 'vitest';
import { FetchError } from '../src/api/fetch-error.ts';
import { createApi } from '../src/api.ts';
import { createClient } from '../src/client/create-client.ts';
import { storageError } from '../src/errors/build.ts';
import { calling } from '../src/errors/caller-frames.ts';
import { type SignedOutError, StorageError, TurboSMTPAuthError } from '../src/errors/errors.ts';
import { memoryLock } from '../src/locks/memory-lock.ts';
import type { KeyStore } from '../src/records/key-store.ts';
import { memoryKeyStore } from '../src/records/memory-key-store.ts';

const account = { email: 'ada@example.com', password: 'Correct-Horse-9' };
type Options = NonNullable<Parameters<typeof createClient>[1]>;

const clientOf = (options: Options = {}, status = 500) =>
  createClient(
    {
      name: 'test',
      fetch: async () => new Response('{}', { status }),
      keyStore: memoryKeyStore(),
      lock: memoryLock(),
    },
    { retry: false, ...options },
  );

/** A call from a function with a name that nothing else has, which has returned long before the call fails. */
function callFromHere(call: () => Promise<unknown>): Promise<unknown> {
  return call();
}

const failureOf = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => Promise.reject(new Error('it did not fail')),
    (error) => error,
  );

/** A store that refuses some turns later, as every real one does. */
const brokenStore = (): KeyStore => {
  const fail = async (): Promise<never> => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    throw storageError('storage_denied');
  };
  return { describe: memoryKeyStore().describe, get: fail, set: fail, remove: fail };
};

const input = {
  ...account,
  token: 'token',
  key: 'key',
  currentPassword: account.password,
  newPassword: 'Newer-Horse-10',
  permissions: ['APIS'],
};
/** What the methods take that do not take an input. */
const given: Readonly<Record<string, readonly unknown[]>> = { invalidate: ['key'], fetch: ['/analytics'] };

describe('the stack of an error has the frames of the caller', () => {
  // Of the client itself, so that a method to come is among them.
  const methods = Object.keys(clientOf()).filter((name) => name !== 'on' && name !== 'close');

  test('of as many methods as there are', () => {
    expect(methods.length).toBeGreaterThan(12);
  });

  test.each(methods)('%s', async (name) => {
    const call = Reflect.get(clientOf({ keyStore: brokenStore() }), name) as (
      ...args: readonly unknown[]
    ) => Promise<unknown>;
    const failed = (args: readonly unknown[]) => failureOf(callFromHere(() => call(...args)));
    const error = await failed(given[name] ?? [input]).catch(() => failed([{}]));
    // What may never fail by itself does not: `settlePasswordChange` answers 'unknown', and here its input is refused.
    expect(error).toBeInstanceOf(TurboSMTPAuthError);
    expect(error.stack).toContain('callFromHere');
    expect(error.stack?.startsWith(`${error.name}: ${error.message}\n`)).toBe(true);
  });

  test('once the client is closed', async () => {
    const closed = clientOf();
    await closed.close();
    for (const [name, method] of Object.entries(closed).filter(
      ([each]) => each !== 'on' && each !== 'close',
    )) {
      const call = method as (...args: readonly unknown[]) => Promise<unknown>;
      const error = await failureOf(callFromHere(() => call(...(given[name] ?? [input]))));
      expect(error, name).toMatchObject({ code: 'closed' });
      expect(error.stack, name).toContain('callFromHere');
    }
  });

  test('of the disposal of a session', async () => {
    const status = { now: 200 };
    const fetch = async () =>
      new Response(JSON.stringify({ auth: 'a-key' }), {
        status: status.now,
        headers: { 'content-type': 'application/json' },
      });
    const store = memoryKeyStore();
    const breaking: KeyStore = {
      ...store,
      get: (slot) => (status.now === 200 ? store : brokenStore()).get(slot),
      remove: (...args) => (status.now === 200 ? store : brokenStore()).remove(...args),
    };
    const session = await clientOf({ fetch, keyStore: breaking }).login(account);
    status.now = 500;
    const error = await failureOf(callFromHere(async () => session[Symbol.asyncDispose]()));
    expect(error).toBeInstanceOf(StorageError);
    expect(error.stack).toContain('callFromHere');
  });

  test('of an api, whether it fails itself or its client does', async () => {
    const refused = await failureOf(callFromHere(() => createApi(clientOf({ credentials: account }))('/x')));
    expect(refused).toBeInstanceOf(TurboSMTPAuthError);
    const answering = { fetch: async () => new Response('{}', { status: 404 }) };
    const api = createApi(answering);
    for (const error of [
      refused,
      await failureOf(callFromHere(() => api('/x'))),
      await failureOf(callFromHere(() => api.raw('/x'))),
      await failureOf(callFromHere(() => api.create({ retry: 1 })('/x'))),
    ]) {
      expect(error === refused || error instanceof FetchError).toBe(true);
      expect(error.stack).toContain('callFromHere');
    }
  });
});

test('calls that wait for one and the same login have an error each, with frames of their own', async () => {
  const client = clientOf({ credentials: account });
  const first = failureOf(
    (function firstCaller() {
      return client.apiKey();
    })(),
  );
  const second = failureOf(
    (function secondCaller() {
      return client.apiKey();
    })(),
  );
  const [one, other] = await Promise.all([first, second]);
  expect(one.stack).toContain('firstCaller');
  expect(one.stack).not.toContain('secondCaller');
  expect(other.stack).toContain('secondCaller');
  expect(other.stack).not.toContain('firstCaller');
  expect({ ...other, message: other.message }).toEqual({ ...one, message: one.message });
  expect(other).toBeInstanceOf(one.constructor);
  expect((other as SignedOutError).hint).toBe((one as SignedOutError).hint);
  expect(Object.keys(other)).not.toContain('hint');
});

test("an error that is not ours comes through untouched: a signal's reason, or what a program threw", async () => {
  const reason = new Error('mine');
  const { stack } = reason;
  const client = clientOf({ credentials: () => Promise.reject(reason) });
  expect(await failureOf(client.apiKey())).toBe(reason);
  expect(await failureOf(clientOf().login(account, { signal: AbortSignal.abort(reason) }))).toBe(reason);
  expect(reason.stack).toBe(stack);
});

test("a signal's reason comes through untouched also if it is an error of this library", async () => {
  const reason = await failureOf(clientOf().apiKey());
  const { stack } = reason;
  const controller = new AbortController();
  const { signal } = controller;
  const client = clientOf({ credentials: account, fetch: () => new Promise(() => undefined) });
  const calls = [
    () => client.login(account, { signal }),
    () => client.apiKey({ signal }),
    () => client.fetch('/analytics', { signal }),
    () => client.fetch(new Request('https://pro.api.serversmtp.com/api/v2/analytics', { signal })),
  ];
  const underWay = calls.map((call) => failureOf(call()));
  controller.abort(reason);
  for (const failed of [...underWay, ...calls.map((call) => failureOf(call()))])
    expect(await failed).toBe(reason);
  expect(reason.stack).toBe(stack);
});

describe('a program that minds its stacks', () => {
  const { stackTraceLimit, prepareStackTrace } = Error;
  const fail = calling(() => Promise.reject(storageError('storage_full')));
  const restore = (): void => {
    Error.stackTraceLimit = stackTraceLimit;
    if (prepareStackTrace) Error.prepareStackTrace = prepareStackTrace;
    else Reflect.deleteProperty(Error, 'prepareStackTrace');
  };

  test('keeps its limit', async () => {
    for (const limit of [0, 1, 1.5, 2, 5, 6, 50, Number.POSITIVE_INFINITY]) {
      Error.stackTraceLimit = limit;
      const failed = failureOf(callFromHere(fail));
      expect(Error.stackTraceLimit).toBe(limit);
      const { stack = '', message } = await failed;
      restore();
      expect(stack).toContain(message);
      // Of the caller, its innermost frame first.
      if (limit >= 1) expect(stack.split('\n').find((line) => /^ +at /.test(line))).toContain('callFromHere');
      else expect(stack).not.toContain('    at ');
    }
  });

  test('may have frozen it', async () => {
    Object.defineProperty(Error, 'stackTraceLimit', { writable: false });
    const error = await failureOf(callFromHere(fail));
    Object.defineProperty(Error, 'stackTraceLimit', { writable: true });
    expect(error).toMatchObject({ code: 'storage_full' });
    expect(error.stack).toContain('callFromHere');
  });

  test.each(['get', 'set'] as const)('may refuse to %s it', async (accessor) => {
    onTestFinished(() => {
      Object.defineProperty(Error, 'stackTraceLimit', { value: stackTraceLimit, writable: true });
    });
    const refuse = (): never => {
      throw new Error('The program refuses.');
    };
    const accessors = { get: () => 10, set: () => undefined, configurable: true, [accessor]: refuse };
    Object.defineProperty(Error, 'stackTraceLimit', accessors);
    expect(await failureOf(callFromHere(fail))).toMatchObject({ code: 'storage_full' });
  });

  test.each([
    ['something else', (_: Error, frames: readonly unknown[]) => frames],
    [
      'throw',
      () => {
        throw new Error('The program refuses.');
      },
    ],
  ])('may make them %s', async (_, prepare) => {
    onTestFinished(restore);
    Error.prepareStackTrace = prepare;
    expect(await failureOf(callFromHere(fail))).toMatchObject({ code: 'storage_full' });
  });
});

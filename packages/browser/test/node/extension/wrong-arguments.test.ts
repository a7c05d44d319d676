import { isTurboSMTPAuthError } from '@turbosmtp-auth/core';
import { describe, expect, it, vi } from 'vitest';
import { world } from './world.ts';

/** Stands in whatever a program gives wrongly: no part of an error may show it. */
const secret = 'S3CR3T';

/** Everything that an error could show. */
const shown = (error: unknown): string =>
  [error, ...Object.values(Object(error)), Object(error).message, Object(error).stack, Object(error).cause]
    .map((part) => `${String(part)} ${JSON.stringify(part)}`)
    .join('\n');

/** The error of a call that must give a promise, and must reject it. */
async function failureOf(call: () => unknown): Promise<unknown> {
  const given = call();
  expect(given).toBeInstanceOf(Promise);
  return Promise.resolve(given).then(
    () => 'it resolved',
    (error) => error,
  );
}

function expectRefused(error: unknown, path: string): void {
  expect(error).toMatchObject({ code: 'invalid_input', name: 'InvalidInputError', issues: [{ path }] });
  expect(isTurboSMTPAuthError(error)).toBe(true);
  expect(Object(error).cause).toBeUndefined();
  expect(shown(error)).not.toContain(secret);
}

const post = { method: 'POST' };

function usedRequest(): Request {
  const request = new Request('https://pro.api.serversmtp.com/api/v2/tools', { ...post, body: secret });
  void request.text();
  return request;
}

function lockedStream(): ReadableStream {
  const stream = new Response(secret).body as ReadableStream; // it has one
  stream.getReader();
  return stream;
}

const brokenStream = (): ReadableStream =>
  new ReadableStream({ start: (controller) => controller.error(new Error(secret)) });

const asBody = (body: unknown) => (): [unknown, unknown] => ['/tools', { ...post, body }];
const asHeaders = (headers: unknown) => (): [unknown, unknown] => ['/tools', { ...post, headers }];

/** What `fetch` of the background refuses, and the member that its error names. */
const refusedRequests: readonly [what: string, path: string, given: () => [unknown, unknown?]][] = [
  ['a header with a line end', 'init.headers', asHeaders({ consumerSecret: `${secret}\n!` })],
  ['a header that is not Latin', 'init.headers', asHeaders({ consumerSecret: `${secret}€` })],
  ['a header with a wrong name', 'init.headers', asHeaders({ [`${secret} x`]: '1' })],
  ['headers that are a number', 'init.headers', asHeaders(5)],
  ['headers that are a text', 'init.headers', asHeaders(secret)],
  ['headers that are null', 'init.headers', asHeaders(null)],
  ['headers of pairs that are none', 'init.headers', asHeaders([[secret]])],
  ['a body with GET', 'init.body', () => ['/tools', { body: secret }]],
  ['a wrong body with GET', 'init.body', () => ['/tools', { body: { secret } }]],
  ['a locked stream', 'init.body', () => ['/tools', { ...post, body: lockedStream() }]],
  ['an object as a body', 'init.body', asBody({ secret })],
  ['a date as a body', 'init.body', asBody(new Date())],
  ['a map as a body', 'init.body', asBody(new Map([[secret, 1]]))],
  ['a function as a body', 'init.body', asBody(() => secret)],
  ['a symbol as a body', 'init.body', asBody(Symbol(secret))],
  ['a method that is none', 'init.method', () => ['/tools', { method: `${secret} \n` }]],
  ['a method that is a number', 'init.method', () => ['/tools', { method: 5 }]],
  ['a method that is null', 'init.method', () => ['/tools', { method: null }]],
  ['null as a URL', 'input', () => [null]],
  ['no URL', 'input', () => [undefined]],
  ['a number as a URL', 'input', () => [5]],
  ['a list as a URL', 'input', () => [[]]],
  ['an object without a prototype as a URL', 'input', () => [Object.create(null)]],
];

describe('a request that no `fetch` takes', () => {
  it.each(refusedRequests)('is refused as in the background: %s', async (_, path, given) => {
    const { connect, client, service } = world();
    await connect().login({ email: 'ada@example.com', password: 'Correct-Horse-9' });
    const sent = service.requests.list().length;
    expectRefused(await failureOf(() => client().fetch(...(given() as [never]))), path);
    expectRefused(await failureOf(() => connect().fetch(...(given() as [never]))), path);
    expect(service.requests.list()).toHaveLength(sent);
  });

  it.each<[what: string, path: string, given: () => [unknown, unknown?]]>([
    // The background names the request itself.
    ['a request that was read', 'init.body', () => [usedRequest()]],
    // With a `fetch` of its own the background sends what has a method `slice`.
    ['a list as a body', 'init.body', asBody([secret])],
    // The background would begin to send it.
    ['a stream that fails', 'init.body', () => ['/tools', { ...post, body: brokenStream() }]],
  ])('is refused: %s', async (_, path, given) => {
    expectRefused(
      await failureOf(() =>
        world()
          .connect()
          .fetch(...(given() as [never])),
      ),
      path,
    );
  });

  it('is none without an init, as for `fetch`', async () => {
    const { connect, client } = world();
    await client().login({ email: 'ada@example.com', password: 'Correct-Horse-9' });
    const response = await connect().fetch('/user/consumerkeys', null as never);
    expect(response.status).toBe(200);
  });
});

describe('a long time', () => {
  it.each([Number.POSITIVE_INFINITY, 30 * 24 * 3_600_000, 2 ** 31 - 1])(
    'is waited for: %d ms',
    async (timeout) => {
      const { connect, hold } = world();
      const held = hold('/authorize');
      const page = connect(undefined, { answerWithin: timeout });
      const login = page.login({ email: 'ada@example.com', password: 'Correct-Horse-9' }, { timeout });
      await held.arrived;
      await new Promise((resolve) => setTimeout(resolve, 50));
      held.release();
      expect(await login).toMatchObject({ account: 'ada@example.com' });
    },
  );

  it('reaches the background', async () => {
    const { connect, client } = world();
    const login = vi.spyOn(client(), 'logout');
    for (const timeout of [Number.POSITIVE_INFINITY, 7, undefined])
      await connect().logout({ timeout } as never);
    expect(login.mock.calls.map(([options]) => options?.timeout)).toEqual([2 ** 31 - 1, 7, undefined]);
  });
});

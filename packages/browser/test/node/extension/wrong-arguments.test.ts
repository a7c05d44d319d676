import { isTurboSMTPAuthError } from '@turbosmtp-auth/core';
import { describe, expect, it, vi } from 'vitest';
import type { ConnectedClient } from '../../../src/extension.ts';
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

function expectRefused(error: unknown, path?: string): void {
  expect(error).toMatchObject({ code: 'invalid_input', name: 'InvalidInputError' });
  const { issues }: { issues?: { path: string }[] } = Object(error);
  expect(issues?.map((issue) => issue.path.split('.addE')[0])).toEqual(path ? [path] : expect.any(Array));
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
  ['a method that is an object', 'init.method', () => ['/tools', { method: { toString: 5 } }]],
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

/** A value, as a table shows it. */
type Named = readonly [name: string, value: unknown];

const circular: Record<string, unknown> = { secret };
circular['itself'] = circular;
const thrower = {
  toJSON(): never {
    throw new Error(secret);
  },
};

/** What JSON cannot say is refused as a whole, and not by its name. */
const named = (path: string, value: unknown): string =>
  /^(?:function|symbol|bigint)$/.test(typeof value) ? 'input' : path;

const verbs = [
  'login',
  'changePassword',
  'settlePasswordChange',
  'requestPasswordReset',
  'verifyResetToken',
  'resetPassword',
  'createConsumerKey',
  'deleteConsumerKey',
] as const;
const notInputs: readonly Named[] = [
  ['nothing', undefined],
  ['null', null],
  ['a number', 5],
  ['a text', secret],
  ['a list', [secret]],
  ['an object without members', {}],
  ['a function', () => secret],
  ['a symbol', Symbol(secret)],
  ['a bigint', 1n],
  ['a circular object', circular],
  ['an object whose toJSON throws', thrower],
];
const notFields: readonly Named[] = [
  ['a bigint', 1n],
  ['a number', 5],
  ['NaN', Number.NaN],
  ['null', null],
  ['a function', () => secret],
  ['a symbol', Symbol(secret)],
  ['a list', [secret]],
];
const notOptions: readonly Named[] = [
  ['null', null],
  ['a number', 5],
  ['a text', secret],
  ['a list', [secret]],
  ['a date', new Date()],
  ['a function', () => secret],
  ['a symbol', Symbol(secret)],
  ['a bigint', 1n],
  ['a signal', new AbortController().signal],
];
const notTimeouts: readonly Named[] = [
  ['null', null],
  ['0', 0],
  ['a negative number', -1],
  ['NaN', Number.NaN],
  ['a text', '5'],
  ['a list', [5]],
  ['a bigint', 5n],
  ['a symbol', Symbol(secret)],
];
const notSignals: readonly Named[] = [
  ['a number', 5],
  ['a text', secret],
  ['an object', { secret }],
  ['false', false],
];

type AnyClient = Record<keyof ConnectedClient & string, (...given: unknown[]) => unknown>;
const fields = {
  login: 'email',
  deleteConsumerKey: 'key',
  verifyResetToken: 'token',
  createConsumerKey: 'label',
};
const rights: Readonly<Record<string, unknown>> = {
  login: { email: 'ada@example.com', password: 'Correct-Horse-9' },
  listConsumerKeys: undefined,
  logout: undefined,
  createConsumerKey: { permissions: ['APIS'], label: 'one' },
};

/** The calls, what they are given, and the argument that the error names, if it names one that is known here. */
const wrongCalls: readonly (readonly [string, (client: AnyClient) => unknown, path?: string])[] = [
  ...verbs.flatMap((verb) =>
    notInputs.map(
      ([name, value]) => [`${verb}(${name})`, (client: AnyClient) => client[verb](value)] as const,
    ),
  ),
  ...Object.entries(fields).flatMap(([verb, field]) =>
    notFields.map(
      ([name, value]) =>
        [
          `${verb} with ${name} as \`${field}\``,
          (client: AnyClient) => client[verb as 'login']({ ...Object(rights[verb]), [field]: value }),
          named(field, value),
        ] as const,
    ),
  ),
  ...Object.entries(rights).flatMap(([verb, input]) => {
    const call = (client: AnyClient, options: unknown): unknown =>
      verb.startsWith('l') && input === undefined
        ? client[verb as 'logout'](options)
        : client[verb as 'login'](input, options);
    return [
      ...notOptions.map(
        ([name, value]) =>
          [
            `${verb} with options ${name}`,
            (client: AnyClient) => call(client, value),
            named('options', value),
          ] as const,
      ),
      ...notTimeouts.map(
        ([name, timeout]) =>
          [
            `${verb} with timeout ${name}`,
            (client: AnyClient) => call(client, { timeout }),
            named('timeout', timeout),
          ] as const,
      ),
      ...notSignals.map(
        ([name, signal]) =>
          [`${verb} with signal ${name}`, (client: AnyClient) => call(client, { signal }), 'signal'] as const,
      ),
    ];
  }),
  ...notSignals.map(
    ([name, signal]) =>
      [
        `fetch with signal ${name}`,
        (client: AnyClient) => client.fetch('/tools', { signal }),
        'signal',
      ] as const,
  ),
  ...(
    [
      ['a function', () => secret],
      ['a symbol', Symbol(secret)],
      ['a bigint', 1n],
      ['a circular object', circular],
      ['an object whose toJSON throws', thrower],
      ['an object with a function', { secret: () => secret }],
      ['an object with a bigint', { secret: 1n }],
    ] satisfies Named[]
  ).map(
    ([name, value]) =>
      [`ask with ${name}`, (client: AnyClient) => client.ask('echo', value), 'input'] as const,
  ),
  ...notOptions.map(
    ([name, value]) =>
      [
        `ask with options ${name}`,
        (client: AnyClient) => client.ask('echo', 1, value),
        named('options', value),
      ] as const,
  ),
  ...[undefined, null, 5, [secret], Symbol(secret), 1n].map(
    (id) =>
      [
        `acknowledge(${typeof id} ${id === null})`,
        (client: AnyClient) => client.acknowledge(id),
        named('id', id),
      ] as const,
  ),
  ...notTimeouts.map(
    ([name, timeout]) =>
      [
        `ask with timeout ${name}`,
        (client: AnyClient) => client.ask('echo', 1, { timeout }),
        named('timeout', timeout),
      ] as const,
  ),
  ...notSignals.map(
    ([name, signal]) =>
      [
        `ask with signal ${name}`,
        (client: AnyClient) => client.ask('echo', 1, { signal }),
        'signal',
      ] as const,
  ),
  ...[...notOptions, ['a map', new Map()] as const]
    .filter(([name]) => name !== 'null')
    .map(
      ([name, init]) =>
        [`fetch with init ${name}`, (client: AnyClient) => client.fetch('/tools', init), 'options'] as const,
    ),
];

describe('a wrong argument', () => {
  for (const [name, make, path] of wrongCalls)
    it(`is refused with a typed error, and nothing is left: ${name}`, async () => {
      const { connect, service } = world({ answer: { echo: { for: 'both', run: (input) => input } } });
      const page = connect();
      const error = await failureOf(() => make(page as unknown as AnyClient));
      expectRefused(error, path);
      expect(service.requests.list()).toEqual([]);
      expect(await page.session()).toBeNull();
      expect(await page.interrupted()).toEqual([]);
      await page.close();
    });
});

describe('a wrong `answerWithin`', () => {
  it.each(notTimeouts)('is named by every call: %s', async (_, answerWithin) => {
    const { connect, service } = world();
    const page = connect(undefined, { answerWithin } as never);
    expectRefused(await failureOf(() => page.session()), 'answerWithin');
    expectRefused(await failureOf(() => page.logout()), 'answerWithin');
    expect(service.requests.list()).toEqual([]);
    await page.close();
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
    const logout = vi.spyOn(client(), 'logout');
    for (const timeout of [Number.POSITIVE_INFINITY, 7, undefined])
      await connect().logout({ timeout } as never);
    expect(logout.mock.calls.map(([options]) => options?.timeout)).toEqual([2 ** 31 - 1, 7, undefined]);
  });
});

describe('a signal that aborted before the call', () => {
  it('rejects it with its own reason, and nothing is sent', async () => {
    const { connect, opened } = world();
    const reason = { mine: true };
    const page = connect();
    const signal = AbortSignal.abort(reason);
    expect(await failureOf(() => page.logout({ signal }))).toBe(reason);
    expect(await failureOf(() => page.ask('echo', 1, { signal }))).toBe(reason);
    expect(await failureOf(() => page.fetch('/tools', { signal }))).toBe(reason);
    expect(opened()).toBe(0);
    await page.close();
  });
});

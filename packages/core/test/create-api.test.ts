import { describe, expect, it, vi } from 'vitest';
import { createApi, type FetchContext, FetchError, type FetchOptions } from '../src/api.ts';
import { errorOf } from '../src/errors/build.ts';
import { type InvalidInputError, isTurboSMTPAuthError } from '../src/errors/errors.ts';

type Fetch = typeof globalThis.fetch;

/** A client whose `fetch` answers so, and what was asked of it. */
function clientOf(answer: (...asked: Parameters<Fetch>) => Response | Promise<Response>) {
  const fetch = vi.fn<Fetch>(async (input, init) => answer(input, init));
  return { client: { fetch }, asked: (index = 0) => fetch.mock.calls[index] ?? [], fetch };
}

const json = (value: unknown, init?: ResponseInit): Response =>
  new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' }, ...init });

const rejection = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.unreachable(),
    (error) => error,
  );

/** A body that begins and then goes on as it is told. */
const bodyThat = (then: (controller: ReadableStreamDefaultController) => void): ReadableStream =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"count":'));
      then(controller);
    },
  });
const stalled = (): ReadableStream => bodyThat(() => undefined);
const broken = (): ReadableStream => bodyThat((controller) => controller.error(new TypeError('terminated')));

describe('a request', () => {
  it.each([
    ['/analytics', { q: 'a b+c/d=é&f#g?h%' }, '/analytics?q=a+b%2Bc%2Fd=%C3%A9%26f%23g?h%25'],
    ['/analytics?limit=1', { page: [2, 3], none: undefined }, '/analytics?limit=1&page=2&page=3'],
    [new URL('https://host/api/analytics'), { limit: 1 }, 'https://host/api/analytics?limit=1'],
  ])('to %s has its query encoded once', async (target, query, sent) => {
    const { client, asked } = clientOf(() => json({}));
    // A URL is not of the type, and comes without types.
    await createApi(client)(target as string, { query });
    expect(asked()[0]).toBe(sent);
  });

  it('writes the values of its query as the service reads them', async () => {
    const { client, asked } = clientOf(() => json({}));
    const query = { from: new Date(0), mid: 9007199254740993n, mids: [1n, undefined, 2n], none: [] };
    await createApi(client)('/analytics', { query });
    expect(asked()[0]).toBe('/analytics?from=1970-01-01T00:00:00.000Z&mid=9007199254740993&mids=1&mids=2');
    const error = await rejection(createApi(client)('/analytics', { query: { from: new Date('x') } }));
    expect(error).toMatchObject({ issues: [{ path: 'options.query', code: 'not_a_time' }] });
  });

  const round: unknown[] = [];
  round.push(round);

  it.each<[string, unknown, string]>([
    ['query', { q: 'smile \ud83d' }, 'malformed_unicode'],
    ['query', { q: ['smile \ud83d'] }, 'malformed_unicode'],
    ['query', { '\ud83d': 1 }, 'malformed_unicode'],
    ['query', { round: { round } }, 'not_json'],
    ['query', { round }, 'not_json'],
    ['query', { id: { of: 1n } }, 'not_json'],
    ['query', { q: () => 1 }, 'not_json'],
    ['query', { q: Symbol('canary') }, 'not_json'],
    ['query', new Map([['limit', 10]]), 'not_a_plain_object'],
    ['query', 'limit=10', 'not_a_plain_object'],
    ['query', 5, 'not_a_plain_object'],
    ['query', [1], 'not_a_plain_object'],
    ['params', new Map(), 'not_a_plain_object'],
    ['params', 'limit=10', 'not_a_plain_object'],
    ['method', 5, 'not_a_method'],
    ['baseURL', new URL('https://host/api'), 'not_a_string'],
    ['baseURL', 5, 'not_a_string'],
    ['parseResponse', 'json', 'not_a_function'],
    ['onRequest', {}, 'not_a_function'],
    ['onRequest', [() => {}, 'x'], 'not_a_function'],
    ['onRequestError', {}, 'not_a_function'],
    ['onResponse', {}, 'not_a_function'],
    ['onResponse', [undefined], 'not_a_function'],
    ['onResponseError', 'x', 'not_a_function'],
    ['responseType', 'strem', 'not_supported'],
    ['responseType', 'formData', 'not_supported'],
    ['timeout', 0, 'out_of_range'],
    ['timeout', -1, 'out_of_range'],
    ['timeout', Number.NaN, 'out_of_range'],
    ['timeout', '', 'out_of_range'],
    ['timeout', '5', 'out_of_range'],
    ['timeout', false, 'out_of_range'],
    ['retry', '3', 'out_of_range'],
    ['retry', Number.NaN, 'out_of_range'],
    ['retryDelay', '3', 'out_of_range'],
    ['retryStatusCodes', 503, 'not_a_list'],
    ['headers', { 'x-bad': 'a\nb' }, 'not_header_safe'],
    ['signal', 'x', 'not_a_function'],
  ])('with a wrong %s is refused before it is sent (%#)', async (name, value, code) => {
    const { client, fetch } = clientOf(() => json({}));
    const options = { method: 'POST', [name]: value } as FetchOptions;
    const hook = (context: { options: object }): void =>
      void Object.assign(context.options, { [name]: value });
    const calls = {
      options: () => createApi(client)('/x', options),
      raw: () => createApi(client).raw('/x', options),
      defaults: () => createApi(client).create(options)('/x'),
      // ofetch has read these by then.
      ...(!/^(?:onRequest|baseURL|params)$/.test(name) && {
        'a hook': () => createApi(client)('/x', { method: 'POST', onRequest: hook }),
      }),
    };
    for (const [place, call] of Object.entries(calls)) {
      const error = await rejection(call());
      const { path } = (error as InvalidInputError).issues?.[0] ?? {};
      expect(error, place).toMatchObject({ code: 'invalid_input', operation: 'fetch', issues: [{ code }] });
      expect(path === `options.${name}` || path?.startsWith(`options.${name}.`), path).toBe(true);
      expect(String((error as Error).stack)).not.toContain('canary');
    }
    expect(fetch).not.toHaveBeenCalled();
  });

  it('with what is no set of options is refused', async () => {
    const { client, fetch } = clientOf(() => json({}));
    for (const value of [AbortSignal.abort(), Promise.resolve(), new Map(), 'x', 5, []]) {
      const options = value as FetchOptions;
      expect(await rejection(createApi(client)('/x', options))).toMatchObject({
        issues: [{ path: 'options', code: 'not_a_plain_object' }],
      });
      expect(() => createApi(client).create(options)).toThrow(/defaults/);
    }
    expect(fetch).not.toHaveBeenCalled();
  });

  it.each<[string, FetchOptions]>([
    ['absent', { timeout: undefined, query: undefined, method: undefined } as object],
    ['null', { timeout: null, query: null, method: null, signal: null, onResponse: null } as object],
    ['switched off', { onRequest: false, onRequestError: false, onResponse: false, retry: false } as object],
    ['lists of hooks', { onRequest: [() => {}, async () => {}], onResponse: [], onResponseError: [] }],
    ['set', { timeout: 5_000, retry: 2, retryDelay: () => 0, retryStatusCodes: [503], responseType: 'json' }],
    ['endless', { timeout: Number.POSITIVE_INFINITY }],
  ])('takes options that are %s', async (_, options) => {
    const { client, asked } = clientOf(() => json({ count: 1 }));
    expect(await createApi(client).create(options)('/x', options)).toEqual({ count: 1 });
    expect(asked()[0]).toBe('/x');
    expect(
      Object.keys(asked()[1] ?? {}).filter((name) => /^on|query|params|timeout|retry|Type/.test(name)),
    ).toEqual([]);
  });

  it('sends a query of URLSearchParams', async () => {
    const { client, asked } = clientOf(() => json({}));
    const query = new URLSearchParams('a=1&b=2&a=3&c=%26%20&d=');
    await createApi(client)('/x', { query });
    await createApi(client).create({ query })('/x', { params: new URLSearchParams('e=5') });
    const sent = [0, 1].map((index) => new URL(String(asked(index)[0]), 'https://host').searchParams);
    const pairs = [...query].sort();
    expect(sent.map((each) => [...each].sort())).toEqual([pairs, [...pairs, ['e', '5']]]);
  });

  it('takes a signal of a polyfill, with a time limit and without', async () => {
    class PolyfilledSignal extends EventTarget {
      aborted = false;
    }
    const hanging: Fetch = (_, init) =>
      new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
    for (const options of [{}, { timeout: 60_000 }]) {
      const signal = new PolyfilledSignal();
      const call = createApi({ fetch: hanging })('/x', {
        ...options,
        signal: signal as unknown as AbortSignal,
      });
      setTimeout(() => signal.dispatchEvent(new Event('abort')));
      expect(await rejection(call)).toMatchObject({ name: 'AbortError' });
    }
  });

  it('does not lose a query in silence', async () => {
    const { client, fetch } = clientOf(() => json({}));
    const request = new Request('https://host/api/analytics');
    for (const api of [createApi(client), createApi(client).create({ query: { limit: 1 } })])
      expect(await rejection(api(request, { query: { limit: 2 } }))).toMatchObject({
        issues: [{ path: 'options.query', code: 'not_with_a_request' }],
      });
    expect(fetch).not.toHaveBeenCalled();
    await createApi(client)(request);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  class Address {
    email = 'ada@example.com';
  }
  const bare = (value: object): object => Object.assign(Object.create(null), value);

  it.each<[string, unknown, string]>([
    ['an object of a class', new Address(), '{"email":"ada@example.com"}'],
    ['an object without a prototype', bare({ a: 1 }), '{"a":1}'],
    ['a member named buffer', { buffer: 'b' }, '{"buffer":"b"}'],
    ['a member named constructor', { constructor: 'Acme' }, '{"constructor":"Acme"}'],
    ['a member named pipe', { pipe: 'p' }, '{"pipe":"p"}'],
    ['a date', new Date(0), '"1970-01-01T00:00:00.000Z"'],
    ['zero', 0, '0'],
    ['false', false, 'false'],
  ])('sends %s as JSON', async (_, body, sent) => {
    const { client, asked } = clientOf(() => json({}));
    const targets = ['/suppressions', new Request('https://host/api/suppressions', { method: 'POST' })];
    for (const [index, target] of targets.entries()) {
      await createApi(client)(target, { ...(index === 0 && { method: 'POST' }), body: body as object });
      const { body: text, headers } = asked(index)[1] ?? {};
      expect([text, new Headers(headers).get('content-type')]).toEqual([sent, 'application/json']);
    }
  });

  it('sends a form as a form', async () => {
    const { client, asked } = clientOf(() => json({}));
    const type = 'application/x-www-form-urlencoded; charset=utf-8';
    await createApi(client)('/x', { method: 'POST', headers: { 'content-type': type }, body: { a: '1&2' } });
    const { body, headers } = asked()[1] ?? {};
    expect([body, new Headers(headers).get('content-type')]).toEqual(['a=1%262', type]);
  });

  const circle: { self?: object; password: string } = { password: 'canary' };
  circle.self = circle;

  it.each<[string, unknown, string]>([
    ['a promise', Promise.resolve({}), 'not_a_body'],
    ['a map', new Map([[1, 2]]), 'not_a_body'],
    ['a function', () => 'canary', 'not_a_body'],
    ['a symbol', Symbol('canary'), 'not_a_body'],
    ['a bigint', { mid: 1n }, 'not_json'],
    ['a circle', circle, 'not_json'],
  ])('refuses %s, which no service could read', async (_, body, code) => {
    const { client, fetch } = clientOf(() => json({}));
    const error = await rejection(createApi(client)('/x', { method: 'POST', body: body as object }));
    expect(error).toMatchObject({ code: 'invalid_input', issues: [{ path: 'options.body', code }] });
    expect(String((error as Error).stack)).not.toContain('canary');
    expect(fetch).not.toHaveBeenCalled();
  });

  it.each([
    ['a form', () => new FormData()],
    ['a query', () => new URLSearchParams()],
    ['a file', () => new Blob(['x'])],
    ['bytes', () => new Uint8Array(1)],
    ['a buffer', () => new ArrayBuffer(1)],
    ['a stream', () => new ReadableStream()],
  ])('leaves %s to fetch', async (_, make) => {
    const { client, asked } = clientOf(() => json({}));
    const body = make();
    await createApi(client)('/x', { method: 'POST', body });
    expect(asked()[1]?.body).toEqual(body);
    expect(asked()[1]?.body?.constructor).toBe(body.constructor);
  });

  it.each<[string, () => { body: unknown; change: () => void }, string]>([
    [
      'an object',
      () => {
        const body = { list: [{ to: 'ada' }] };
        return { body, change: () => body.list.push({ to: 'eve' }) };
      },
      '{"list":[{"to":"ada"}]}',
    ],
    [
      'bytes',
      () => {
        const body = new TextEncoder().encode('ada');
        return { body, change: () => body.fill(0) };
      },
      'ada',
    ],
    [
      'a buffer',
      () => {
        const { buffer } = new TextEncoder().encode('ada');
        return { body: buffer, change: () => new Uint8Array(buffer).fill(0) };
      },
      'ada',
    ],
    [
      'a query',
      () => {
        const body = new URLSearchParams('to=ada');
        return { body, change: () => body.set('to', 'eve') };
      },
      'to=ada',
    ],
    [
      'a form',
      () => {
        const body = new FormData();
        body.set('to', 'ada');
        return { body, change: () => body.set('to', 'eve') };
      },
      'ada',
    ],
  ])('has its body as it is at the call: %s', async (_, make, sent) => {
    const { client, asked } = clientOf(() => json({}));
    const defaults = make();
    const options = make();
    const calls = [
      createApi(client)('/x', { method: 'POST', body: options.body as BodyInit }),
      createApi(client).create({ method: 'POST', body: defaults.body as BodyInit })('/x'),
    ];
    for (const { change } of [options, defaults]) change();
    await Promise.all(calls);
    for (const index of [0, 1]) {
      const text = await new Response(asked(index)[1]?.body).text();
      expect(text).toContain(sent);
      expect(text).not.toContain('eve');
    }
  });

  it('has its body as the hooks leave it', async () => {
    const { client, asked } = clientOf(() => json({}));
    const onRequest = ({ options }: FetchContext): void => {
      Object.assign(Object(options.body), { from: 'eve' });
    };
    await createApi(client)('/x', { method: 'POST', body: { to: 'ada' }, onRequest });
    expect(asked()[1]?.body).toBe('{"to":"ada","from":"eve"}');
  });

  class Inherited {
    get method() {
      return 'POST';
    }
    get query() {
      return { limit: 1 };
    }
    get headers() {
      return { 'x-one': '1' };
    }
    get body() {
      return { to: 'ada' };
    }
    get integrity() {
      return 'sha256-x';
    }
  }

  it.each<[string, (client: Parameters<typeof createApi>[0]) => Promise<unknown>]>([
    ['a prototype', (client) => createApi(client)('/x', Object.create(new Inherited()))],
    ['a class', (client) => createApi(client)('/x', new Inherited())],
    ['the class of the defaults', (client) => createApi(client).create(new Inherited())('/x')],
    [
      'the class of the other defaults',
      (client) => createApi(client).create({}, { defaults: new Inherited() })('/x'),
    ],
  ])('has the options that it inherits from %s', async (_, call) => {
    const { client, asked } = clientOf(() => json({}));
    await call(client);
    const [target, init = {}] = asked();
    expect([target, init.method, init.body, init.integrity]).toEqual([
      '/x?limit=1',
      'POST',
      '{"to":"ada"}',
      'sha256-x',
    ]);
    expect(new Headers(init.headers).get('x-one')).toBe('1');
  });

  it('takes null for no options, as fetch does', async () => {
    const { client } = clientOf(() => json({ count: 1 }));
    expect(await createApi(client)('/x', null as unknown as FetchOptions)).toEqual({ count: 1 });
  });

  it('has its object as JSON', async () => {
    const { client, asked } = clientOf(() => json({}));
    await createApi(client)('/suppressions', { method: 'post', body: { address: 'ada@example.com' } });
    const { method, body, headers } = asked()[1] ?? {};
    expect({ method, body }).toEqual({ method: 'POST', body: '{"address":"ada@example.com"}' });
    expect(new Headers(headers).get('content-type')).toBe('application/json');
  });

  it.each(['options', 'defaults', 'a hook'])(
    'with bad headers in %s is refused without a word of them',
    async (place) => {
      const { client, fetch } = clientOf(() => json({}));
      const headers = { 'x-secret': 'can\nary' };
      const call = {
        options: () => createApi(client)('/analytics', { headers }),
        defaults: () => createApi(client).create({ headers })('/analytics'),
        'a hook': () =>
          createApi(client)('/analytics', {
            onRequest: ({ options }) => void Object.assign(options, { headers }),
          }),
      }[place];
      const error = await rejection(call?.() ?? Promise.resolve());
      expect(error).toMatchObject({
        code: 'invalid_input',
        operation: 'fetch',
        issues: [{ path: 'options.headers', code: 'not_header_safe' }],
      });
      expect(String(error)).not.toContain('canary');
      expect(fetch).not.toHaveBeenCalled();
    },
  );
});

describe('a result', () => {
  const answered = (body: BodyInit | null, options?: FetchOptions, init?: ResponseInit): Promise<unknown> =>
    createApi(clientOf(() => new Response(body, init)).client)('/analytics', options);

  it('is JSON, whatever the media type', async () => {
    expect(await answered('{"count":1}', {}, { headers: { 'content-type': 'text/plain' } })).toEqual({
      count: 1,
    });
    expect(await answered('null')).toBe(null);
  });

  it('is undefined of an empty body', async () => {
    expect(await answered('')).toBe(undefined);
    expect(await answered(null, {}, { status: 204 })).toBe(undefined);
  });

  it.each([
    ['HTML', '<html>canary'],
    ['a text that ofetch would take for a value', 'NaN'],
    ['bad UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
  ])('is never %s where JSON was asked for', async (_, body) => {
    const error = await rejection(answered(body, {}, { headers: { 'content-type': 'application/json' } }));
    expect(error).toMatchObject({ code: 'unexpected_response', operation: 'fetch', status: 200 });
    expect(String(error)).not.toContain('canary');
  });

  it('is no more than is read into memory', async () => {
    const chunk = new Uint8Array(1024 * 1024);
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent++;
        controller.enqueue(chunk);
      },
    });
    expect(await rejection(answered(endless, { responseType: 'text' }))).toMatchObject({
      code: 'unexpected_response',
    });
    expect(sent).toBeLessThan(20);
  });

  it('is what was asked for', async () => {
    expect(await answered('text', { responseType: 'text' })).toBe('text');
    expect(await answered('bytes', { responseType: 'arrayBuffer' })).toEqual(
      new TextEncoder().encode('bytes').buffer,
    );
    const headers = { 'content-type': 'text/csv' };
    const blob = await answered('a,b', { responseType: 'blob' }, { headers });
    expect(blob).toBeInstanceOf(Blob);
    expect(blob).toMatchObject({ type: 'text/csv', size: 3 });
    const stream = await answered('streamed', { responseType: 'stream' });
    expect(await new Response(stream as ReadableStream).text()).toBe('streamed');
    expect(await answered('1;2', { parseResponse: (text) => text.split(';') })).toEqual(['1', '2']);
  });
});

describe('an error status', () => {
  const canary = 'canary-token';
  const refusing = (status = 403) =>
    clientOf(() =>
      json(
        { message: canary },
        { status, statusText: canary, headers: { 'x-echo': canary, 'retry-after': '60' } },
      ),
    );
  const risky: FetchOptions = {
    method: 'POST',
    query: { token: canary },
    headers: { 'x-secret': canary },
    body: { password: canary },
  };

  it.each(['/analytics?a=canary#canary', 'https://user:canary@host/analytics?canary'])(
    'of %s is an error with status, method and path, and nothing else',
    async (target) => {
      const api = createApi(refusing().client);
      for (const call of [api, api.raw, api.create({}), api.create({}).create({}).raw]) {
        const error = await rejection(call(target, risky));
        expect(error).toBeInstanceOf(FetchError);
        expect(Reflect.ownKeys(error as object).sort()).toEqual([
          'message',
          'method',
          'path',
          'retryAt',
          'stack',
          'status',
        ]);
        expect(error).toMatchObject({
          name: 'FetchError',
          message: 'The service answered 403 to POST /analytics.',
          status: 403,
          method: 'POST',
          path: '/analytics',
        });
        expect(JSON.stringify(error)).not.toContain('canary');
      }
    },
  );

  it('says when to try again, if the answer does', async () => {
    const before = Date.now();
    const { retryAt } = (await rejection(createApi(refusing(429).client)('/analytics'))) as FetchError;
    expect(retryAt?.getTime()).toBeGreaterThan(before + 55_000);
    expect(retryAt?.getTime()).toBeLessThan(Date.now() + 65_000);
    const silent = await rejection(createApi(clientOf(() => json({}, { status: 503 })).client)('/analytics'));
    expect(silent).not.toHaveProperty('retryAt');
  });

  it.each([
    ['off', {}],
    ['undefined', { retry: undefined }],
  ])('is not repeated with retry %s', async (_, options) => {
    const { client, fetch } = refusing(503);
    await rejection(createApi(client)('/analytics', options as FetchOptions));
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  describe.each([600, 999])('of %d, which HTTP does not know,', (status) => {
    it.each<[string, FetchOptions<'json' | 'stream'>, BodyInit | null]>([
      ['JSON', {}, '{}'],
      ['no JSON', {}, 'canary'],
      ['nothing', {}, null],
      ['a stream', { responseType: 'stream' }, 'canary'],
      ['what is to be ignored', { ignoreResponseError: true }, '{}'],
    ])('is no success with %s', async (_, options, body) => {
      const response = new Response(body);
      Object.defineProperty(response, 'status', { value: status }); // the class takes none above 599
      const error = await rejection(createApi(clientOf(() => response).client)('/analytics', options));
      expect(error).toMatchObject({ code: 'unexpected_response', operation: 'fetch', status });
      expect(String(error)).not.toContain('canary');
    });
  });

  it('is repeated as often as the caller says', async () => {
    const { client, fetch } = refusing(503);
    expect(await rejection(createApi(client)('/analytics', { retry: 2 }))).toBeInstanceOf(FetchError);
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  it.each([1.5, 0.5, -1, Number.NaN, '2'])('is not repeated %s times', async (retry) => {
    const { client, fetch } = refusing(503);
    const options = { method: 'POST', retry } as FetchOptions;
    expect(await rejection(createApi(client)('/x', options))).toMatchObject({
      code: 'invalid_input',
      issues: [{ path: 'options.retry', code: 'out_of_range' }],
    });
    expect(fetch).not.toHaveBeenCalled();
  });

  it.each([
    ['a stream', () => ['/x', { method: 'POST', body: new ReadableStream() }] as const],
    ['a request', () => [new Request('https://host/api/x', { method: 'POST', body: 'b' }), {}] as const],
  ])('is not hidden by a second try that cannot read %s again', async (_, make) => {
    const { client, fetch } = refusing(503);
    const [target, options] = make();
    expect(await rejection(createApi(client)(target, { ...options, retry: 1 }))).toMatchObject({
      status: 503,
    });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('counts before a body that breaks off, or is not JSON', async () => {
    for (const body of [broken(), '<html>']) {
      const { client } = clientOf(() => new Response(body, { status: 502 }));
      expect(await rejection(createApi(client)('/analytics'))).toMatchObject({ status: 502 });
    }
  });

  it('leaves no stream unread', async () => {
    let cancelled = false;
    const body = new ReadableStream({
      cancel: () => {
        cancelled = true;
      },
    });
    const { client } = clientOf(() => new Response(body, { status: 404 }));
    await rejection(createApi(client)('/export', { responseType: 'stream' }));
    expect(cancelled).toBe(true);
  });

  it('shows its answer to those who ask', async () => {
    const seen: unknown[] = [];
    const api = createApi(refusing().client);
    await rejection(api('/analytics', { onResponseError: ({ response }) => void seen.push(response._data) }));
    const response = await api.raw('/analytics', { ignoreResponseError: true });
    expect([...seen, response._data]).toEqual([{ message: canary }, { message: canary }]);
    const html = createApi(clientOf(() => new Response('<html>', { status: 502 })).client);
    expect((await html.raw('/analytics', { ignoreResponseError: true }))._data).toBe('<html>');
  });
});

describe('what the client throws', () => {
  it('comes through as it is', async () => {
    const thrown = errorOf('signed_out', { operation: 'fetch' });
    const { client } = clientOf(() => Promise.reject(thrown));
    const seen: unknown[] = [];
    const onRequestError = ({ error }: { error: Error }): void => void seen.push(error);
    const api = createApi(client);
    for (const call of [api, api.raw, api.create({}), api.native])
      expect(await rejection(call('/analytics', { onRequestError } as FetchOptions as RequestInit))).toBe(
        thrown,
      );
    expect(seen).toEqual([thrown, thrown, thrown]);
  });

  it('is asked for, whatever the target is', async () => {
    const thrown = errorOf('invalid_input', { operation: 'fetch' });
    const { client, asked } = clientOf(() => Promise.reject(thrown));
    const target = new URL('https://elsewhere/');
    const onRequest = (context: object): void => void Object.assign(context, { request: target });
    expect(await rejection(createApi(client)('/analytics', { onRequest }))).toBe(thrown);
    expect(await rejection(createApi(client)(undefined as unknown as string))).toBe(thrown);
    expect([asked(0)[0], asked(1)[0]]).toEqual([target, 'undefined']);
  });

  it('does not hide what a hook throws', async () => {
    const own = new Error('mine');
    const throwing = (): never => {
      throw own;
    };
    const api = createApi(clientOf(() => json({}, { status: 404 })).client);
    for (const hook of ['onRequest', 'onResponse', 'onResponseError'])
      expect(await rejection(api('/analytics', { [hook]: throwing }))).toBe(own);
  });
});

describe('time', () => {
  /** As of a platform: it ends with the signal, at whatever it is. */
  const hanging: Fetch = (_, init) =>
    new Promise((_, reject) => {
      if (init?.signal?.aborted) reject(init.signal.reason);
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    });

  it.each([
    ['no answer', hanging],
    ['a stalled body', async () => new Response(stalled())],
  ])('is limited with %s', async (_, fetch) => {
    const api = createApi({ fetch });
    expect(await rejection(api('/analytics', { timeout: 20 }))).toMatchObject({
      name: 'TimeoutError',
      code: 'timeout',
      operation: 'fetch',
      retryable: true,
    });
    const { signal } = new AbortController();
    const post = api('/suppressions', { method: 'POST', body: {}, timeout: 20, signal });
    expect(await rejection(post)).toMatchObject({ code: 'outcome_unknown', operation: 'fetch' });
  });

  it('ends with the reason of the signal', async () => {
    for (const fetch of [hanging, async () => new Response(stalled())]) {
      const controller = new AbortController();
      const reason = { because: 'the user left' };
      const call = createApi({ fetch })('/analytics', { signal: controller.signal, timeout: 60_000 });
      controller.abort(reason);
      expect(await rejection(call)).toBe(reason);
    }
  });

  const never = () => new Promise<void>(() => {});

  describe.each<[string, FetchOptions]>([
    ['onRequest', { onRequest: never }],
    ['onResponse', { onResponse: never }],
    ['the second onResponse', { onResponse: [() => {}, never] }],
  ])('covers %s', (_, hooks) => {
    it('of a call', async () => {
      const api = createApi(clientOf(() => json({})).client);
      expect(await rejection(api('/x', { ...hooks, timeout: 20 }))).toMatchObject({ code: 'timeout' });
      expect(await rejection(api('/x', { ...hooks, signal: AbortSignal.abort('left') }))).toBe('left');
    });

    it('of the defaults', async () => {
      const controller = new AbortController();
      const defaults = { ...hooks, timeout: 20 };
      const api = createApi(clientOf(() => json({})).client);
      expect(await rejection(api.create(defaults)('/x'))).toMatchObject({ code: 'timeout' });
      const call = rejection(api.create({ ...hooks, signal: controller.signal })('/x'));
      controller.abort('left');
      expect(await call).toBe('left');
    });
  });

  describe('says of a call what is known of it', () => {
    const again = { name: 'TimeoutError', code: 'timeout', retryable: true };
    const answered = { name: 'TimeoutError', code: 'timeout', retryable: false, reason: 'answer_arrived' };
    const unknown = { name: 'OutcomeUnknownError', code: 'outcome_unknown', retryable: false };

    const status =
      (...statuses: number[]): Fetch =>
      async () =>
        json({}, { status: statuses.shift() ?? 200 });
    const cut =
      (status: number): Fetch =>
      async () =>
        new Response(stalled(), { status });
    const failing =
      (error: unknown): Fetch =>
      () =>
        Promise.reject(error);
    const lost = errorOf('outcome_unknown');
    const neverSent = errorOf('network', { retryable: true });
    const refusedHere = errorOf('signed_out');
    const redirected = errorOf('redirect_refused');
    const hour = 60 * 60_000;
    /** Resolves at the first attempt, and hangs at the second. */
    const neverAgain = () => {
      let attempts = 0;
      return () => (++attempts > 1 ? never() : undefined);
    };

    /** Where a call hangs, what answers it there, its options, and the error if its method is unsafe. */
    const places: [string, () => Fetch, () => FetchOptions, object][] = [
      ['onRequest', () => status(), () => ({ onRequest: never }), again],
      ['a login, or the way', () => hanging, () => ({}), unknown], // the client does not say which
      ['the body of a 200', () => cut(200), () => ({}), unknown],
      ['the body of a 404', () => cut(404), () => ({}), again],
      ['the body of a 503', () => cut(503), () => ({}), unknown],
      ['onResponse of a 200', () => status(200), () => ({ onResponse: never }), answered],
      [
        'onResponse of a 204',
        () => async () => new Response(null, { status: 204 }),
        () => ({ onResponse: never }),
        answered,
      ],
      [
        'onResponse of a stream',
        () => cut(200),
        () => ({ onResponse: never, responseType: 'stream' }),
        answered,
      ],
      ['onResponse of a 400', () => status(400), () => ({ onResponse: never }), again],
      ['onResponse of a 503', () => status(503), () => ({ onResponse: never }), answered],
      ['onResponseError of a 400', () => status(400), () => ({ onResponseError: never }), again],
      ['onResponseError of a 503', () => status(503), () => ({ onResponseError: never }), answered],
      ['onRequestError of a lost request', () => failing(lost), () => ({ onRequestError: never }), unknown],
      [
        'onRequestError of one never sent',
        () => failing(neverSent),
        () => ({ onRequestError: never }),
        again,
      ],
      [
        'onRequestError of one that the client refused',
        () => failing(refusedHere),
        () => ({ onRequestError: never }),
        again,
      ],
      [
        'onRequestError of a redirect',
        () => failing(redirected),
        () => ({ onRequestError: never }),
        answered,
      ],
      ['the pause after a 429', () => status(429), () => ({ retry: 1, retryDelay: hour }), again],
      ['the pause after a 503', () => status(503), () => ({ retry: 1, retryDelay: hour }), answered],
      [
        'the pause after a lost request',
        () => failing(lost),
        () => ({ retry: 1, retryDelay: hour }),
        unknown,
      ],
      [
        'the pause after one never sent',
        () => failing(neverSent),
        () => ({ retry: 1, retryDelay: hour }),
        again,
      ],
      [
        'onRequest after a lost request',
        () => failing(lost),
        () => ({ retry: 1, onRequest: neverAgain() }),
        unknown,
      ],
      [
        'onResponse of a 503 and a 400',
        () => status(503, 400),
        () => ({ retry: 1, onResponse: neverAgain() }),
        answered,
      ],
    ];

    it.each(
      ['GET', 'POST', 'DELETE'].flatMap((method) =>
        places.map(([name, ...place]) => [method, name, ...place] as const),
      ),
    )('%s, at %s', async (method, _, fetch, options, ifUnsafe) => {
      const limited = createApi({ fetch: fetch() })('/x', { ...options(), method, timeout: 20 });
      expect(await rejection(limited)).toMatchObject(method === 'GET' ? again : ifUnsafe);
      const signal = AbortSignal.timeout(20);
      const left = rejection(
        createApi({ fetch: fetch() })('/x', { ...options(), method, signal, timeout: hour }),
      );
      expect(await left).toBe(signal.reason);
    });
  });

  it.each<[string, Fetch, FetchOptions]>([
    ['onRequestError', () => Promise.reject(new TypeError('failed')), { onRequestError: never }],
    ['onResponseError', async () => json({}, { status: 503 }), { onResponseError: never }],
  ])('covers %s', async (_, fetch, hooks) => {
    expect(await rejection(createApi({ fetch })('/x', { ...hooks, timeout: 20 }))).toMatchObject({
      code: 'timeout',
    });
  });

  it('lets onRequestError choose the error that the call ends with', async () => {
    const own = new Error('of the hook');
    const onRequestError = async (): Promise<void> => {
      await Promise.resolve();
      throw own;
    };
    expect(await rejection(createApi({ fetch: hanging })('/x', { onRequestError, timeout: 20 }))).toBe(own);
  });

  it('is what a hook says, if one says so', async () => {
    const { fetch } = clientOf(() => new Response(stalled()));
    const onRequest: FetchOptions['onRequest'] = ({ options }) => {
      options.timeout = 20;
    };
    const call = createApi({ fetch })('/analytics', { timeout: hour, onRequest });
    expect(await rejection(call)).toMatchObject({ code: 'timeout' });
  });

  /** Longer than this file may take: who waits for it is found out. */
  const hour = 60 * 60_000;

  it.each([hour, () => hour])('ends the pause before a repetition', async (retryDelay) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const failing = createApi({ fetch: async () => Response.json({}, { status: 503 }) });
    const late = rejection(failing('/analytics', { retry: 1, retryDelay, timeout: 1_000 }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await late).toMatchObject({ code: 'timeout' });
    const controller = new AbortController();
    const left = rejection(failing('/analytics', { retry: 1, retryDelay, signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(1_000);
    controller.abort('the user left');
    expect(await left).toBe('the user left');
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('pauses before a repetition for as long as the caller says', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const fetch = vi.fn<Fetch>(async () => Response.json({}, { status: 503 }));
    const retryDelay = vi.fn(({ response }) => response.status * 10);
    const call = rejection(createApi({ fetch })('/analytics', { retry: 2, retryDelay }));
    await vi.advanceTimersByTimeAsync(5_029);
    expect(fetch).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(fetch).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(5_030);
    expect(await call).toMatchObject({ status: 503 });
    expect(fetch).toHaveBeenCalledTimes(3);
    expect(retryDelay).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });

  it.each([
    ['read', async (stream: ReadableStream) => void (await new Response(stream).text())],
    ['cancelled', (stream: ReadableStream) => stream.cancel()],
  ])('of a stream ends when that is %s', async (_, finish) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const api = createApi({ fetch: async () => Response.json({ message: 'all' }) });
    const stream = await api<never, 'stream'>('/export', { responseType: 'stream', timeout: hour });
    await finish(stream);
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(0), { timeout: 60_000 });
    vi.useRealTimers();
  });

  it.each([200, 404])('leaves no timer behind, which would keep a program alive: %d', async (status) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const fetch = async () => Response.json({ message: 'gone' }, { status });
    await createApi({ fetch })('/analytics', { timeout: 60_000 }).catch(() => undefined);
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('must be a number', async () => {
    const { client, fetch } = clientOf(() => json({}));
    expect(await rejection(createApi(client)('/analytics', { timeout: -1 }))).toMatchObject({
      issues: [{ path: 'options.timeout', code: 'out_of_range' }],
    });
    expect(fetch).not.toHaveBeenCalled();
  });
});

it('a body that breaks off is an error of the library', async () => {
  const api = createApi(clientOf(() => new Response(broken())).client);
  const read = await rejection(api('/analytics'));
  expect(isTurboSMTPAuthError(read)).toBe(true);
  expect(read).toMatchObject({ code: 'network', retryable: true });
  expect(await rejection(api('/suppressions', { method: 'POST', body: {} }))).toMatchObject({
    code: 'outcome_unknown',
  });
});

it('hooks come in the order of ofetch and see the options as they were given', async () => {
  const order: string[] = [];
  const { client, asked } = clientOf(() => json({ count: 1 }));
  const api = createApi(client).create({ onRequest: () => void order.push('of the defaults') });
  await api('/analytics', {
    responseType: 'json',
    onResponse: ({ options, response }) => void order.push(`${options.responseType} ${response._data.count}`),
  });
  await api('/analytics', {
    onRequest: [
      ({ options }) => {
        order.push('of the call');
        options.headers.set('x-trace', '1');
        options.query = { limit: 5 };
      },
    ],
  });
  expect(order).toEqual(['of the defaults', 'json 1', 'of the call']);
  expect(asked(1)[0]).toBe('/analytics?limit=5');
  expect(new Headers(asked(1)[1]?.headers).get('x-trace')).toBe('1');
});

it('another instance keeps to the same client', async () => {
  const elsewhere = vi.fn();
  const { client, asked, fetch } = clientOf(() => json({}));
  const api = createApi(client).create(
    { headers: { 'x-one': '1' }, query: { limit: 1 } },
    { fetch: elsewhere, defaults: { baseURL: '/user' } },
  );
  await api('/consumerKeys', { headers: { 'x-two': '2' } });
  await api.create({ query: { limit: 2 } })('/consumerKeys');
  await api.native('/analytics');
  expect(elsewhere).not.toHaveBeenCalled();
  expect(fetch.mock.calls.map(([target]) => target)).toEqual([
    '/user/consumerKeys?limit=1',
    '/user/consumerKeys?limit=2',
    '/analytics',
  ]);
  expect(Object.fromEntries(new Headers(asked()[1]?.headers))).toMatchObject({ 'x-one': '1', 'x-two': '2' });
});

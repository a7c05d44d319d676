import { describe, expect, expectTypeOf, it, onTestFinished, vi } from 'vitest';
import { connectOver } from '../../../src/extension/connect/connect-over.ts';
import { serveOver } from '../../../src/extension/serve/serve-over.ts';
import { errorOf, errorToWire, knownTo } from '../../../src/extension/wire/errors.ts';
import {
  createClient,
  memoryKeyStore,
  RateLimitedError,
  type ServedOperation,
  type ServeOptions,
  StorageError,
  type TurboSMTPAuthError,
} from '../../../src/extension.ts';
import { account, contentScript, memoryJournal, popup, self, world } from './world.ts';

type OpenLink = Parameters<typeof connectOver>[0];
type Hear = (message: unknown) => void;

describe('a page of the extension', () => {
  it('opens nothing before its first call, and one connection for all', async () => {
    const { connect, opened } = world();
    const page = connect();
    expect(opened()).toBe(0);
    await Promise.all([page.session(), page.session(), page.interrupted()]);
    await page.session();
    expect(opened()).toBe(1);
  });

  it('makes every call', async () => {
    const { connect, service, client, seen } = world();
    const page = connect();
    expect(await page.session()).toBeNull();
    const session = await page.login(account);
    expect(session).toEqual(await client().session());
    expect(session.mintedAt).toBeInstanceOf(Date);
    expect(session.expiry.at).toBeInstanceOf(Date);
    expect(await page.session()).toEqual(session);
    expect(seen('/authorize')).toBe(1);
    const pair = await page.createConsumerKey({ permissions: ['APIS'], label: 'one' });
    const keys = await page.listConsumerKeys();
    expect(keys).toEqual(await client().listConsumerKeys());
    expect(keys[0]?.createdAt).toBeInstanceOf(Date);
    expect(await page.deleteConsumerKey({ key: pair.key })).toBeUndefined();
    await page.requestPasswordReset({ email: account.email });
    const token = service.outbox.list()[0]?.token ?? '';
    expect(await page.verifyResetToken({ token })).toBe(true);
    expect(await page.resetPassword({ token, newPassword: 'Another-Horse-9' })).toBeUndefined();
    await page.login({ ...account, password: 'Another-Horse-9' });
    expect(
      await page.changePassword({ currentPassword: 'Another-Horse-9', newPassword: 'Better-Horse-9' }),
    ).toBeUndefined();
    expect(
      await page.settlePasswordChange({
        email: account.email,
        currentPassword: 'Another-Horse-9',
        newPassword: 'Better-Horse-9',
      }),
    ).toBe('changed');
    expect(await page.logout()).toEqual({ revoked: 'now' });
    expect(await page.interrupted()).toEqual([]);
  });

  it('fetches with bodies of bytes, in both directions', async () => {
    const { connect, client } = world();
    const page = connect();
    const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => at % 256);
    const seen: { url: string; init: RequestInit | undefined }[] = [];
    const fetched = vi.spyOn(client(), 'fetch').mockImplementation(async (url, init) => {
      seen.push({ url: String(url), init });
      return new Response(bytes, { status: 201, headers: { 'x-kept': 'yes', 'content-encoding': 'gzip' } });
    });
    const response = await page.fetch('/things?a=1', {
      method: 'POST',
      body: bytes,
      headers: { 'x-sent': 'yes' },
    });
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
    expect([
      response.status,
      response.headers.get('x-kept'),
      response.headers.get('content-encoding'),
    ]).toEqual([201, 'yes', null]);
    expect(seen[0]?.url).toBe('/things?a=1');
    expect(new Uint8Array(seen[0]?.init?.body as ArrayBuffer)).toEqual(bytes);
    expect(seen[0]?.init?.headers).toContainEqual(['x-sent', 'yes']);
    fetched.mockImplementation(async () => new Response(null, { status: 204 }));
    const request = new Request('https://api.example.test/x', { method: 'PUT', body: '{"a":"é"}' });
    expect((await page.fetch(request)).status).toBe(204);
    await expect(page.fetch('/x', { method: 'POST', body: new Uint8Array(5_000_001) })).rejects.toMatchObject(
      {
        name: 'InvalidInputError',
        issues: [{ path: 'body', code: 'too_large' }],
      },
    );
    fetched.mockImplementation(async () => new Response(new Uint8Array(5_000_001)));
    await expect(page.fetch('/x')).rejects.toMatchObject({ code: 'not_allowed', reason: 'body_over_port' });
  });

  describe('whose fetch has an answer that does not reach it', () => {
    const broken = (status: number): Response =>
      new Response(
        new ReadableStream({ pull: (controller) => controller.error(new TypeError('terminated')) }),
        { status },
      );
    const stalled = (status: number): Response =>
      new Response(new ReadableStream({ pull: () => new Promise(() => undefined) }), { status });
    const large = (status: number): Response => new Response(new Uint8Array(5_000_001), { status });
    // Only a runtime's own `fetch` makes such a response.
    const odd = (): Response => Object.defineProperty(new Response('{}'), 'status', { value: 999 });
    const unknown = { name: 'OutcomeUnknownError', code: 'outcome_unknown', retryable: false };
    const unexpected = { name: 'UnexpectedResponseError', code: 'unexpected_response', status: 999 };

    const ways = [
      ['breaks off', broken, { name: 'NetworkError', code: 'network', retryable: true }],
      ['stalls', stalled, { name: 'TimeoutError', code: 'timeout', retryable: true }],
      ['is too large', large, { code: 'not_allowed', reason: 'body_over_port' }],
    ] as const;
    // What only reads, or was refused, changed nothing.
    const calls = [
      ...[200, 404, 503].map((status) => ['GET', status, true] as const),
      ...['POST', 'DELETE'].flatMap((method) => [
        ...[400, 401, 404, 429, 499].map((status) => [method, status, true] as const),
        ...[200, 201, 302, 500, 503].map((status) => [method, status, false] as const),
      ]),
    ];
    const cases = ways.flatMap(([how, respond, error]) =>
      calls.map(
        ([method, status, isHarmless]) =>
          [how, method, status, respond, isHarmless ? error : unknown] as const,
      ),
    );

    it.each([
      ...cases,
      ['has an odd status', 'GET', 999, odd, unexpected] as const,
      ['has an odd status', 'POST', 999, odd, unexpected] as const,
    ])('is reported by what it may have changed: it %s, %s %d', async (_, method, status, respond, error) => {
      vi.useFakeTimers();
      onTestFinished(() => void vi.useRealTimers());
      const { connect, client } = world();
      vi.spyOn(client(), 'fetch').mockImplementation(async () => respond(status));
      const ended = expect(connect().fetch('/x', { method })).rejects.toMatchObject({
        operation: 'fetch',
        ...error,
      });
      await vi.advanceTimersByTimeAsync(30_000);
      await ended;
    });
  });

  it('signs out, and settles a password change, if the journal cannot be written', async () => {
    const { connect, client, journal, service } = world();
    const page = connect();
    await page.login(account);
    journal.begin = journal.end = async () => {
      throw new StorageError({ code: 'storage_full', message: 'The storage is full.', hint: 'Make room.' });
    };
    const settlement = { email: account.email, currentPassword: account.password };
    expect(await page.settlePasswordChange({ ...settlement, newPassword: 'Better-Horse-9' })).toBe(
      'unchanged',
    );
    expect(await page.logout()).toEqual({ revoked: 'now' });
    expect(await client().session()).toBeNull();
    await expect(page.login(account)).rejects.toMatchObject({ code: 'storage_full' });
    expect(service.keys.list()).toEqual([]);
  });

  it('is told of errors with code, message and hint, of their class', async () => {
    const { connect, client } = world();
    const page = connect();
    const here: unknown = await client()
      .login({ ...account, password: 'Wrong-Horse-9' })
      .catch((error) => error);
    const there: unknown = await page
      .login({ ...account, password: 'Wrong-Horse-9' })
      .catch((error) => error);
    expect(there).toMatchObject({
      name: 'ForbiddenError',
      code: 'wrong_credentials_specified',
      status: 403,
      operation: 'login',
    });
    expect([(there as Error).message, (there as TurboSMTPAuthError).hint]).toEqual([
      (here as Error).message,
      (here as TurboSMTPAuthError).hint,
    ]);
    await expect(page.login({ ...account, noExpire: true })).rejects.toMatchObject({
      issues: [{ code: 'needs_remember' }],
    });
  });

  it('survives a code that it does not know, and a retryAt', () => {
    const error = new RateLimitedError({
      code: 'rate_limited',
      message: 'The service asked to slow down.',
      hint: 'Wait.',
      retryAt: new Date(5),
      retryable: true,
    });
    const wire = JSON.parse(JSON.stringify(errorToWire(error)));
    expect(errorOf(wire)).toEqual(error);
    expect(errorOf(wire)).toBeInstanceOf(RateLimitedError);
    expect(errorOf(wire)).not.toBeInstanceOf(StorageError);
    expect(knownTo(1, wire)).toEqual(wire);
    // Before the first version no code was known.
    expect(errorOf(knownTo(0, wire))).toMatchObject({
      code: 'unknown',
      serverCode: 'rate_limited',
      name: 'TurboSMTPAuthError',
      retryAt: new Date(5),
    });
  });

  it('never holds the key', async () => {
    const { connect } = world();
    expectTypeOf(connect()).not.toHaveProperty('apiKey');
    expectTypeOf(connect()).not.toHaveProperty('invalidate');
    const page = connect() as unknown as Record<string, unknown>;
    expect(page['apiKey']).toBeUndefined();
    expect(page['invalidate']).toBeUndefined();
  });
});

describe('who may ask', () => {
  const all: ServeOptions = {
    allow: { contentScripts: ['session', 'logout', 'listConsumerKeys', 'interrupted'] },
    answer: {
      greet: { for: 'contentScripts', run: (input, caller) => ({ input, caller }) },
      count: { for: 'pages', run: () => 3 },
      both: { for: 'both', run: () => undefined },
      fail: {
        for: 'both',
        run: () => {
          throw new Error('a secret');
        },
      },
    },
  };
  const refusal = { code: 'not_allowed', reason: 'caller_not_allowed' };

  it('is no content script, unless told otherwise', async () => {
    const { connect, service } = world();
    const script = connect(contentScript);
    await expect(script.session()).rejects.toMatchObject(refusal);
    await expect(script.login(account)).rejects.toMatchObject(refusal);
    await expect(script.fetch('/analytics')).rejects.toMatchObject(refusal);
    await expect(script.ask('toString')).rejects.toMatchObject(refusal);
    await expect(script.interrupted()).rejects.toMatchObject(refusal);
    await expect(script.acknowledge('x')).rejects.toMatchObject(refusal);
    expect(service.requests.list()).toEqual([]);
  });

  it('is no page in a frame, of which the browser does not always tell', async () => {
    vi.stubGlobal('parent', {});
    onTestFinished(() => void vi.unstubAllGlobals());
    const { connect } = world(all);
    await expect(connect(popup).session()).rejects.toMatchObject(refusal);
    expect(await connect(contentScript).session()).toBeNull();
  });

  it('is a content script for what is allowed, and never for login or fetch', async () => {
    const script = world(all).connect(contentScript);
    expect(await script.session()).toBeNull();
    await expect(script.changePassword({ currentPassword: 'a', newPassword: 'b' })).rejects.toMatchObject(
      refusal,
    );
    for (const operation of ['login', 'fetch'])
      expect(() => world({ allow: { contentScripts: [operation as never] } }).client()).toThrow(
        expect.objectContaining({ reason: 'not_for_content_scripts' }),
      );
    // @ts-expect-error -- nor in types
    const wrong: ServeOptions = { allow: { contentScripts: ['fetch'] } };
    expect(wrong).toBeDefined();
  });

  it('is who was allowed when the background began, even if the lists change later', async () => {
    const pages: ServedOperation[] = ['session'];
    const contentScripts: ServedOperation[] = ['session'];
    const { connect } = world({ allow: { pages, contentScripts: contentScripts as never } });
    const [page, script] = [connect(popup), connect(contentScript)];
    expect([await page.session(), await script.session()]).toEqual([null, null]);
    pages.push('login');
    contentScripts.push('login', 'fetch');
    await expect(page.login(account)).rejects.toMatchObject(refusal);
    await expect(script.login(account)).rejects.toMatchObject(refusal);
    await expect(script.fetch('/analytics')).rejects.toMatchObject(refusal);
  });

  it('asks for operations of the extension by name', async () => {
    const { connect } = world(all);
    const [page, script] = [connect(popup), connect(contentScript)];
    expect(await script.ask('greet', { at: new Date(0) })).toEqual({
      input: { at: '1970-01-01T00:00:00.000Z' },
      caller: { context: 'contentScript', origin: 'https://shop.example', tabId: 7, frameId: 0 },
    });
    await expect(page.ask('greet')).rejects.toMatchObject(refusal);
    expect(await page.ask('count')).toBe(3);
    await expect(script.ask('count')).rejects.toMatchObject(refusal);
    expect(await script.ask('both')).toBeNull();
    await expect(page.ask('nothing')).rejects.toMatchObject(refusal);
    for (const name of [5, null, ['count'], { toString: 5 }])
      await expect(page.ask(name as never)).rejects.toMatchObject(refusal);
  });

  it('is told nothing of errors that are not ours', async () => {
    // It goes to the console of the background, as an error that nobody caught.
    const uncaught: unknown[] = [];
    const soon = globalThis.queueMicrotask;
    const spy = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation((work) =>
      soon(() => {
        try {
          work();
        } catch (error) {
          uncaught.push(error);
        }
      }),
    );
    const error: unknown = await world(all)
      .connect()
      .ask('fail')
      .catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'unknown', reason: 'own_operation_failed' });
    expect(JSON.stringify(errorToWire(error as TurboSMTPAuthError))).not.toContain('secret');
    spy.mockRestore();
    expect(uncaught).toMatchObject([{ message: 'a secret' }]);
  });

  it.each([
    ['another extension', { ...popup, id: 'another' }],
    ['a page without an origin', { ...popup, origin: undefined as never }],
    ['a page whose URL is elsewhere', { ...popup, url: 'https://evil.example/popup.html' }],
    ['a page whose URL begins alike', { ...popup, url: `${popup.origin}.evil/` }],
    ['a page in a frame', { ...popup, frameId: 3, tab: { id: 1 } }],
    ['a content script that claims the page', { ...contentScript, url: popup.url as string }],
    ['a content script of a private window', { ...contentScript, tab: { id: 1, incognito: true } }],
    ['a content script of no tab', { ...contentScript, tab: undefined as never }],
    [
      'a content script of a file',
      { ...contentScript, origin: 'file://', url: 'file:///home/ada/cart.html' },
    ],
    [
      'a content script of another extension',
      { ...contentScript, origin: 'chrome-extension://another', url: 'chrome-extension://another/cart.html' },
    ],
    ['a content script of a sandboxed frame', { ...contentScript, origin: 'null', url: 'about:srcdoc' }],
  ])('is not %s', async (_, sender) => {
    await expect(world(all).connect(sender).session()).rejects.toMatchObject({ code: 'not_allowed' });
  });

  it('is a page that is opened as a tab, and a private window if it is allowed', async () => {
    const tab = { ...popup, frameId: 0, tab: { id: 1, incognito: false } };
    expect(await world().connect(tab).session()).toBeNull();
    const inPrivate = { ...contentScript, tab: { id: 1, incognito: true } };
    const options: ServeOptions = { allow: { contentScripts: ['session'], incognito: true } };
    expect(await world(options).connect(inPrivate).session()).toBeNull();
  });

  it('is a content script in a page without HTTPS, where less of the platform is there', async () => {
    const { connect } = world({ answer: { greet: { for: 'both', run: () => 'hello' } } });
    await connect().session();
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
    try {
      expect(await connect(contentScript).ask('greet').catch(String)).toBe('hello');
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('is a page for what pages may ask', async () => {
    const page = world({ allow: { pages: ['session'] } }).connect();
    expect(await page.session()).toBeNull();
    await expect(page.login(account)).rejects.toMatchObject(refusal);
  });

  it('asks for nothing that is not on the list', async () => {
    for (const operation of ['apiKey', 'invalidate', 'close', 'constructor', '__proto__', 'toString']) {
      expect(await rawCall(operation)).toMatchObject({ t: 'failed', error: { code: 'not_allowed' } });
    }
  });

  /** Sends one message past the client. */
  async function rawCall(operation: string): Promise<unknown> {
    return new Promise((resolve) => {
      serveOver(
        createClient({ keyStore: memoryKeyStore() }),
        {},
        {
          boot: 'boot',
          self,
          journal: memoryJournal(),
          accept: (link) => {
            let hear: (message: unknown) => void = () => undefined;
            link(
              {
                post: (message) => {
                  if ((message as { t: string }).t !== 'accepted') resolve(message);
                },
                hear: (message) => {
                  hear = message;
                },
                end: () => undefined,
              },
              popup,
            );
            for (const junk of [
              null,
              7,
              'text',
              [],
              { t: 'call' },
              { t: 'cancel', id: 'x' },
              { t: 'got', id: 'x' },
            ])
              hear(junk);
            hear({ t: 'call', id: 'x', operation, input: {} });
            return () => undefined;
          },
        },
      );
    });
  }
});

describe('how a call ends early', () => {
  it('rejects at once if its signal aborts, and cancels', async () => {
    const { connect, hold, service } = world();
    const page = connect();
    const { arrived, release } = hold('/authorize');
    const leave = new AbortController();
    const login = page.login(account, { signal: leave.signal });
    await arrived;
    leave.abort(new Error('left'));
    await expect(login).rejects.toThrow('left');
    await expect(page.session()).resolves.toBeNull();
    release();
    // The login that was given up revokes what it minted.
    await expect
      .poll(() => service.requests.list().map(({ path }) => path.split('/').at(-1)))
      .toEqual(['authorize', 'deauthorize']);
    expect(service.keys.list()).toEqual([]);
    expect(await page.interrupted()).toEqual([]);
  });

  it('is bounded if the body of a fetch stalls, and nothing is sent', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { connect, opened } = world();
    const stalled = (signal?: AbortSignal): Promise<Response> =>
      connect().fetch('/x', {
        method: 'POST',
        body: new ReadableStream({ pull: () => new Promise(() => undefined) }),
        duplex: 'half',
        ...(signal && { signal }),
      } as RequestInit); // `duplex` is not in the types of a page
    const leave = new AbortController();
    const left = expect(stalled(leave.signal)).rejects.toThrow('left');
    await vi.advanceTimersByTimeAsync(10);
    leave.abort(new Error('left'));
    await left;
    const late = expect(stalled()).rejects.toMatchObject({ name: 'TimeoutError', retryable: true });
    await vi.advanceTimersByTimeAsync(30_000);
    await late;
    expect(opened()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('opens nothing for a signal that has aborted', async () => {
    const { connect, opened } = world();
    const signal = AbortSignal.abort(new Error('left'));
    await expect(connect().logout({ signal })).rejects.toThrow('left');
    await expect(connect().fetch('/x', { signal })).rejects.toThrow('left');
    expect(opened()).toBe(0);
  });

  it('goes on if the popup closes, and the next one is told until it acknowledges', async () => {
    const { connect, hold, client, seen } = world();
    const first = connect();
    const { arrived, release } = hold('/authorize');
    first.login(account).catch(() => undefined);
    await arrived;
    first.leave();
    const second = connect();
    expect(await second.interrupted()).toEqual([]); // it has not ended yet
    release();
    await expect.poll(() => client().session()).not.toBeNull();
    await expect.poll(() => second.interrupted()).toHaveLength(1);
    const [told] = await second.interrupted();
    expect(told).toMatchObject({ operation: 'login', outcome: 'done', startedAt: expect.any(Date) });
    await second.acknowledge(told?.id ?? '');
    expect(await second.interrupted()).toEqual([]);
    expect(seen('/authorize')).toBe(1);
  });

  it('is told to a content script only if it asked itself', async () => {
    const { connect, journal } = world({ allow: { contentScripts: ['interrupted'] } });
    const entry = { boot: 'before', startedAt: 1, state: 'done' } as const;
    journal.entries = [
      { ...entry, id: 'a', by: `page ${self.origin}`, operation: 'login' },
      { ...entry, id: 'b', by: `contentScript ${contentScript.origin}`, operation: 'logout' },
    ];
    const script = connect(contentScript);
    expect(await script.interrupted()).toMatchObject([{ id: 'b' }]);
    await script.acknowledge('a');
    await script.acknowledge('b');
    expect(await connect().interrupted()).toMatchObject([{ id: 'a' }]);
  });

  it('tells of a failure that nobody heard', async () => {
    const { connect, hold } = world();
    const first = connect();
    const { arrived, release } = hold('/authorize');
    first.login({ ...account, password: 'Wrong-Horse-9' }).catch(() => undefined);
    await arrived;
    first.leave();
    release();
    const second = connect();
    await expect
      .poll(() => second.interrupted())
      .toMatchObject([{ operation: 'login', outcome: 'failed', code: 'wrong_credentials_specified' }]);
  });

  it('is bounded if nobody answers, and says where to look', async () => {
    const { connect } = world({}, false);
    const began = performance.now();
    await expect(connect(popup, { answerWithin: 300 }).session()).rejects.toMatchObject({
      name: 'TimeoutError',
      code: 'timeout',
      reason: 'background_silent',
      retryable: true,
    });
    expect(performance.now() - began).toBeGreaterThan(290);
  });

  it('is bounded if the background takes a call and never answers', async () => {
    vi.useFakeTimers();
    try {
      const { connect } = world({
        answer: { never: { for: 'pages', run: () => new Promise(() => undefined) } },
      });
      const asked = connect().ask('never', null, { timeout: 1_000 });
      const ended = expect(asked).rejects.toMatchObject({
        code: 'outcome_unknown',
        reason: 'ask_interrupted',
      });
      await vi.advanceTimersByTimeAsync(6_000);
      await ended;
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  /** Connections to backgrounds that each take a call at once, and of which the first is stopped later. */
  function stoppedAfter(ms: number, isWritten: boolean, returns: (id: string, hear: Hear) => void): OpenLink {
    let lives = 0;
    return () => {
      const life = ++lives;
      let hear: Hear = () => undefined;
      let ended: () => void = () => undefined;
      return {
        post: (message) => {
          const { t, id } = message as { t: string; id: string };
          if (t === 'call' && life > 1) returns(id, hear);
          if (t !== 'call' || life > 1) return;
          hear({ t: 'accepted', id, isWritten });
          setTimeout(() => ended(), ms);
        },
        hear: (message, end) => {
          hear = message;
          ended = end;
        },
        end: () => undefined,
      };
    };
  }

  it.each([
    [true, { name: 'OutcomeUnknownError', reason: 'ask_interrupted', retryable: false }],
    [false, { name: 'TimeoutError', reason: 'background_silent', retryable: true }],
  ])(
    'is unknown if the background took it and never comes back, if it may change something: %s',
    async (isWritten, error) => {
      vi.useFakeTimers();
      onTestFinished(() => void vi.useRealTimers());
      const page = connectOver(stoppedAfter(4_000, isWritten, () => undefined));
      const ended = expect(page.logout()).rejects.toMatchObject(error);
      await vi.advanceTimersByTimeAsync(9_000);
      await ended;
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  it('waits for the next background as long as for the first', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const page = connectOver(
      stoppedAfter(4_900, true, (id, hear) =>
        setTimeout(() => {
          hear({ t: 'accepted', id, isWritten: true });
          hear({ t: 'done', id, value: { revoked: 'now' } });
        }, 4_000),
      ),
    );
    const ended = expect(page.logout()).resolves.toEqual({ revoked: 'now' });
    await vi.advanceTimersByTimeAsync(9_000);
    await ended;
  });

  it('ends with the extension that the page belonged to', async () => {
    const silent = { post: () => undefined, hear: () => undefined, end: () => undefined };
    // Whether it can connect no more, or is not even told that its connection has ended.
    for (const client of [connectOver(() => null), connectOver(() => silent, { isGone: () => true })])
      await expect(client.logout()).rejects.toMatchObject({
        code: 'closed',
        reason: 'extension_reloaded',
        hint: expect.stringContaining('Reload this page'),
      });
  });

  it.each([
    [true, { name: 'OutcomeUnknownError', code: 'outcome_unknown', reason: 'extension_reloaded' }],
    [false, { code: 'closed', reason: 'extension_reloaded' }],
  ])(
    'is unknown if the extension went after it took the call, if that may change something: %s',
    async (isWritten, error) => {
      let isGone = false;
      let lives = 0;
      // The connection ends, or the page is not even told so.
      for (const endsConnection of [true, false]) {
        isGone = false;
        lives = 0;
        const page = connectOver(
          () => {
            if (++lives > 1) return null;
            let hear: Hear = () => undefined;
            let ended: () => void = () => undefined;
            return {
              post: (message) => {
                hear({ t: 'accepted', id: Object(message).id, isWritten });
                if (endsConnection) ended();
                else isGone = true;
              },
              hear: (message, end) => {
                hear = message;
                ended = end;
              },
              end: () => undefined,
            };
          },
          { isGone: () => isGone },
        );
        await expect(page.logout()).rejects.toMatchObject({
          ...error,
          hint: expect.stringContaining('Reload this page'),
        });
      }
    },
  );

  it.each<[string, AbortSignal | null | undefined, boolean]>([
    ['none', undefined, true],
    ['null', null, false],
    ['another', new AbortController().signal, false],
  ])('has the signal of a Request, unless an init has one: %s', async (_, signal, isEnded) => {
    const { connect } = world();
    const page = connect();
    await page.login(account);
    const request = new Request('https://pro.api.serversmtp.com/api/v2/analytics', {
      signal: AbortSignal.abort(new Error('left')),
    });
    const call = page.fetch(request, { ...(signal !== undefined && { signal }) });
    if (isEnded) await expect(call).rejects.toThrow('left');
    else expect((await call).status).toBe(200);
  });

  it('ends with the client', async () => {
    const { connect } = world();
    const page = connect();
    const call = page.session();
    await page.close();
    await call;
    await expect(page.session()).rejects.toMatchObject({ code: 'closed' });
  });
});

describe('events', () => {
  it('reach the pages of the extension, with dates', async () => {
    const { connect } = world();
    const page = connect();
    const heard: unknown[] = [];
    const end = page.on('login', (session) => heard.push(session));
    const session = await page.login(account);
    await expect.poll(() => heard).toEqual([session]);
    end();
    await page.login(account);
    expect(heard).toHaveLength(1);
  });
});

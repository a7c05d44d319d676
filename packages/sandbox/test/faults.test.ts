import { describe, expect, it } from 'vitest';
import type { Fault } from '../src/index.ts';
import { ada, adasSandbox, base, logIn, loginRequest, pairHeaders, send, use } from './people.ts';

/** A sandbox that meets its first login with a fault, and the reply to that. */
async function logInWith(fault: Fault, init: RequestInit = {}) {
  const sandbox = adasSandbox({ faults: [fault] });
  const reply = await sandbox.fetch(`${base}/authorize`, { ...loginRequest, redirect: 'manual', ...init });
  return { sandbox, reply, keys: () => sandbox.keys.list().length };
}

/** What arrives of a body until it ends, breaks off or has `most` bytes. */
async function readSome(
  reply: Response,
  most: number,
): Promise<{ bytes: number; text: string; end: string }> {
  const reader = reply.body?.getReader();
  let [bytes, text] = [0, ''];
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      bytes += part.value.byteLength;
      if (bytes < 10_000) text += new TextDecoder().decode(part.value);
      if (bytes < most) continue;
      await reader?.cancel();
      return { bytes, text, end: 'cancelled' };
    }
    return { bytes, text, end: 'complete' };
  } catch (error) {
    return { bytes, text, end: error instanceof TypeError ? error.message : 'wrong' };
  }
}

describe('which requests a fault hits', () => {
  const empty = { kind: 'empty', status: 599 } as const;
  const hits = async (fault: Omit<typeof empty, 'kind'> & Fault, requests = 3) => {
    const sandbox = adasSandbox({ faults: [fault] });
    const statuses = [];
    for (let count = 0; count < requests; count++)
      statuses.push((await send(sandbox, 'GET', '/analytics')).status);
    return { statuses, left: sandbox.faults.list() };
  };

  it('once by default, then it is gone', async () => {
    expect(await hits(empty)).toEqual({ statuses: [599, 401, 401], left: [] });
  });

  it('as often as told, or always', async () => {
    expect(await hits({ ...empty, times: 2 })).toEqual({ statuses: [599, 599, 401], left: [] });
    const always = { ...empty, times: 'always' } as const;
    expect(await hits(always)).toEqual({ statuses: [599, 599, 599], left: [{ ...always, skip: 0 }] });
  });

  it('after letting some pass', async () => {
    const { statuses, left } = await hits({ ...empty, skip: 1, times: 2 }, 2);
    expect([statuses, left]).toEqual([[401, 599], [{ ...empty, skip: 0, times: 1 }]]);
  });

  it('those that match by operation, method and path, all of them', async () => {
    const matches = [
      [{ operation: 'resource' }, 599],
      [{ method: 'get', path: '/api/v2/analytics' }, 599],
      [{ operation: 'login' }, 401],
      [{ method: 'POST' }, 401],
      [{ path: '/analytics' }, 401],
      [{ operation: 'resource', method: 'POST' }, 401],
    ] as const;
    for (const [match, status] of matches) {
      expect((await hits({ ...empty, match }, 1)).statuses, JSON.stringify(match)).toEqual([status]);
    }
  });

  it('knows each operation by its name', async () => {
    const calls = {
      login: ['POST', '/authorize'],
      logout: ['POST', '/deauthorize'],
      changePassword: ['PUT', '/change-password'],
      requestPasswordReset: ['POST', '/forgot-password'],
      verifyResetToken: ['GET', '/forgot-password?token=x'],
      resetPassword: ['PUT', '/forgot-password'],
      listConsumerKeys: ['GET', '/user/consumerKeys'],
      createConsumerKey: ['POST', '/user/consumerKeys'],
      deleteConsumerKey: ['DELETE', '/user/consumerKeys/x'],
      sendMail: ['POST', '/mail/send'],
      resource: ['GET', '/user/consumerKeys/x'],
    } as const;
    for (const [operation, [method, path]] of Object.entries(calls)) {
      const sandbox = adasSandbox({ faults: [{ ...empty, match: { operation } }] });
      expect((await send(sandbox, method, path)).status, operation).toBe(599);
    }
  });

  it('one fault a request, in the order added', async () => {
    const sandbox = adasSandbox({ faults: [{ ...empty, times: 2 }, { kind: 'html' }] });
    const statuses = [];
    for (let count = 0; count < 4; count++) statuses.push((await send(sandbox, 'GET', '/analytics')).status);
    expect(statuses).toEqual([599, 599, 502, 401]);
  });
});

describe('delay', () => {
  it('holds the request back, then the reply, by the clock of the sandbox', async () => {
    const sandbox = adasSandbox({
      clock: { frozen: true },
      faults: [{ kind: 'delay', latency: 100, replyLatency: 50 }],
    });
    let settled = false;
    const login = sandbox.fetch(`${base}/authorize`, loginRequest).finally(() => {
      settled = true;
    });
    const pass = async (ms: number) => {
      sandbox.clock.advance(ms);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return [sandbox.keys.list().length, settled];
    };
    expect(await pass(99)).toEqual([0, false]);
    expect(await pass(1)).toEqual([1, false]);
    expect(await pass(49)).toEqual([1, false]);
    expect(await pass(1)).toEqual([1, true]);
    expect((await login).status).toBe(200);
  });
});

describe('drop', () => {
  const lost = { connect: 'ECONNREFUSED', before: 'ECONNRESET', after: 'ECONNRESET' } as const;
  const seen = {
    connect: { keys: 0, log: [] },
    before: { keys: 0, log: [0] },
    after: { keys: 1, log: [0] },
  } as const;
  for (const when of ['connect', 'before', 'after'] as const) {
    it(when, async () => {
      const sandbox = adasSandbox({ faults: [{ kind: 'drop', when }] });
      const error = await sandbox.fetch(`${base}/authorize`, loginRequest).catch((reason) => reason);
      expect(error).toBeInstanceOf(TypeError);
      expect(error.cause).toMatchObject({ code: lost[when] });
      const log = sandbox.requests.list().map(({ status }) => status);
      expect({ keys: sandbox.keys.list().length, log }).toEqual(seen[when]);
    });
  }

  it('during: the headers and half of the body', async () => {
    const { reply, keys, sandbox } = await logInWith({ kind: 'drop', when: 'during' });
    expect(reply.status).toBe(200);
    const { text, end } = await readSome(reply, Infinity);
    expect([text.slice(0, 9), text.length, end]).toEqual(['{"auth":"', 25, 'terminated']);
    expect([keys(), sandbox.requests.list()[0]?.status]).toEqual([1, 200]);
  });
});

describe('answers', () => {
  it('reply: any status, headers and body', async () => {
    const { reply, keys } = await logInWith({
      kind: 'reply',
      status: 503,
      statusText: 'Busy',
      headers: { 'retry-after': '7' },
      json: { message: 'busy' },
    });
    expect([reply.status, reply.statusText, reply.headers.get('retry-after')]).toEqual([503, 'Busy', '7']);
    expect(reply.headers.get('content-type')).toBe('application/json');
    expect([await reply.json(), keys()]).toEqual([{ message: 'busy' }, 0]);
  });

  it('reply: text of any media type, or nothing', async () => {
    const { reply } = await logInWith({ kind: 'reply', text: 'null', mediaType: 'application/json' });
    expect([reply.headers.get('content-type'), await reply.text()]).toEqual(['application/json', 'null']);
    const none = await logInWith({ kind: 'reply', status: 204 });
    expect([none.reply.status, none.reply.headers.get('content-type'), none.reply.body]).toEqual([
      204,
      null,
      null,
    ]);
  });

  it('reply: JSON that is not an object, and an answer that only seems one', async () => {
    for (const json of [null, [], 0, '', { auth: '' }, { auth: 'x'.repeat(2 ** 20) }, { auth: 'a\r\nb' }]) {
      const { reply } = await logInWith({ kind: 'reply', json });
      expect(await reply.json()).toEqual(json);
    }
  });

  it('html', async () => {
    const { reply } = await logInWith({ kind: 'html', status: 403 });
    expect([reply.status, reply.headers.get('content-type')]).toEqual([403, 'text/html; charset=utf-8']);
    expect(await reply.text()).toContain('<h1>');
  });

  it('malformedJson', async () => {
    const { reply } = await logInWith({ kind: 'malformedJson' });
    expect(reply.headers.get('content-type')).toBe('application/json');
    await expect(reply.json()).rejects.toThrow(SyntaxError);
  });

  it('code', async () => {
    const { reply } = await logInWith({ kind: 'code', status: 403 });
    expect([reply.status, await reply.json()]).toEqual([403, { message: 'a_code_from_the_future' }]);
    const named = await logInWith({ kind: 'code', code: 'brand_new' });
    expect([named.reply.status, await named.reply.json()]).toEqual([400, { message: 'brand_new' }]);
  });

  it('empty', async () => {
    const { reply } = await logInWith({ kind: 'empty', status: 403 });
    expect([reply.status, reply.body, await reply.text()]).toEqual([403, null, '']);
  });

  it('redirect', async () => {
    const { reply } = await logInWith({
      kind: 'redirect',
      status: 308,
      location: 'https://elsewhere.example/',
    });
    expect([reply.status, reply.headers.get('location')]).toEqual([308, 'https://elsewhere.example/']);
  });

  it('any of them can come from a service that did its work', async () => {
    const { reply, keys } = await logInWith({ kind: 'html', status: 504, handled: true });
    expect([reply.status, keys()]).toEqual([504, 1]);
  });
});

describe('bodies', () => {
  it('stalled: one byte of the reply, then silence until the reader gives up', async () => {
    const { reply, keys } = await logInWith({ kind: 'stalled' });
    const reader = reply.body?.getReader();
    expect((await reader?.read())?.value).toEqual(new TextEncoder().encode('{'));
    const silence = Symbol('silence');
    const next = reader?.read();
    expect(await Promise.race([next, new Promise((resolve) => setTimeout(resolve, 50, silence))])).toBe(
      silence,
    );
    await reader?.cancel();
    expect([(await next)?.done, keys()]).toEqual([true, 1]);
  });

  it('stalled without being handled: the service never knew', async () => {
    expect((await logInWith({ kind: 'stalled', handled: false })).keys()).toBe(0);
  });

  it('slow: one byte a second', async () => {
    const sandbox = adasSandbox({ clock: { frozen: true }, faults: [{ kind: 'slow' }] });
    const reply = await sandbox.fetch(`${base}/analytics`, { headers: pairHeaders });
    const text = reply.text();
    for (let second = 0; second < 24; second++) {
      await new Promise((resolve) => setTimeout(resolve));
      sandbox.clock.advance(1000);
    }
    expect(await text).toBe('{"count":0,"results":[]}');
  });

  it('endless: as much as anyone reads, and time passes meanwhile', async () => {
    const { reply } = await logInWith({ kind: 'endless' });
    const some = await readSome(reply, 10_000_000);
    expect(some.end).toBe('cancelled');
    const { signal } = Object.assign(new AbortController());
    const timed = await logInWith(
      { kind: 'endless' },
      { signal: AbortSignal.any([signal, AbortSignal.timeout(50)]) },
    );
    await expect(timed.reply.text()).rejects.toThrow(expect.objectContaining({ name: 'TimeoutError' }));
  });

  it('bomb: JSON of exactly that many bytes, made as it is read', async () => {
    const { reply } = await logInWith({ kind: 'bomb', bytes: 3_000_001 });
    expect(reply.headers.get('content-encoding')).toBe('gzip, gzip');
    const text = await reply.text();
    expect([text.length, JSON.parse(text)]).toEqual([3_000_001, { message: 'success' }]);
    const huge = await logInWith({ kind: 'bomb' });
    expect(await readSome(huge.reply, Infinity)).toMatchObject({ bytes: 200_000_000, end: 'complete' });
  });

  it('wrongLength: breaks off when too long, is cut when too short', async () => {
    const long = await logInWith({ kind: 'wrongLength', contentLength: 1000 });
    expect(long.reply.headers.get('content-length')).toBe('1000');
    expect(await readSome(long.reply, Infinity)).toMatchObject({ bytes: 51, end: 'terminated' });
    const short = await logInWith({ kind: 'wrongLength', contentLength: 8 });
    expect(await readSome(short.reply, Infinity)).toMatchObject({ text: '{"auth":', end: 'complete' });
    expect([long.keys(), short.keys()]).toEqual([1, 1]);
  });
});

describe('reflect', () => {
  const answering: Fault[] = [
    { kind: 'reply' },
    { kind: 'reply', json: { message: 'x' } },
    { kind: 'redirect', location: '/elsewhere?x=1' },
    { kind: 'html' },
    { kind: 'malformedJson' },
    { kind: 'code' },
    { kind: 'code', code: 'brand_new' },
    { kind: 'wrongLength', contentLength: 10_000 },
    { kind: 'endless' },
    { kind: 'bomb', bytes: 100_000 },
  ];
  for (const fault of answering) {
    it(`${JSON.stringify(fault)} repeats every secret in the body, a header and the status text`, async () => {
      const secrets = {
        current_password: 'canary-old-1',
        password: 'Canary-New-2',
        confirm_password: 'Canary-New-3',
      };
      const sandbox = adasSandbox({ faults: [{ ...fault, reflect: true } as Fault] });
      const reply = await sandbox.fetch(`${base}/change-password?token=canary-token`, {
        method: 'PUT',
        redirect: 'manual',
        headers: { authorization: 'canary-key', consumerKey: 'canary-id', consumerSecret: 'canary-secret' },
        body: JSON.stringify(secrets),
      });
      const { text } = await readSome(reply, 9_000);
      const all = [...Object.values(secrets), 'canary-token', 'canary-key', 'canary-id', 'canary-secret'];
      for (const secret of all) {
        expect(text).toContain(secret);
        expect(reply.headers.get('x-reflected')).toContain(secret);
        expect(reply.statusText).toContain(secret);
      }
    });
  }

  it('makes the secret itself the code, when no other is given', async () => {
    const sandbox = adasSandbox();
    const { authorization } = await logIn(sandbox);
    sandbox.faults.add({ kind: 'code', reflect: true });
    const reply = await send(sandbox, 'GET', '/analytics', undefined, { authorization });
    expect((await reply.json()).message).toBe(authorization);
  });

  it('repeats secrets that no header can hold as far as it can', async () => {
    const sandbox = adasSandbox({ faults: [{ kind: 'html', reflect: true }] });
    const reply = await send(sandbox, 'POST', '/authorize', { ...ada, password: 'Pä🐎\r\nx' });
    expect(reply.headers.get('x-reflected')).toBe('Pä????x');
    expect(await reply.text()).toContain('Pä🐎\r\nx');
  });

  it('is off unless asked for', async () => {
    const { reply } = await logInWith({ kind: 'html' });
    expect([reply.statusText, reply.headers.get('x-reflected')]).toEqual(['', null]);
    expect(await reply.text()).not.toContain(ada.password);
  });
});

describe('what is no fault is refused', () => {
  const wrong: [string, unknown][] = [
    ['must be one of', {}],
    ['must be one of', null],
    ['must be one of', { kind: 'toString' }],
    ['when is missing', { kind: 'drop' }],
    ['when must be one of', { kind: 'drop', when: 'never' }],
    ['status must be', { kind: 'html', status: 99 }],
    ['times must be', { kind: 'html', times: 0 }],
    ['latency must be', { kind: 'delay', latency: -1 }],
    ['nonsense is not known', { kind: 'html', nonsense: 1 }],
    ['match tests is not known', { kind: 'html', match: { tests: 'x' } }],
    ['headers must hold', { kind: 'html', headers: { 'x-y': 'a\nb' } }],
    ['statusText must be', { kind: 'html', statusText: 'a\r\nb' }],
    ['location is missing', { kind: 'redirect' }],
  ];
  for (const [problem, fault] of wrong) {
    it(JSON.stringify(fault), async () => {
      const sandbox = adasSandbox();
      expect(() => sandbox.faults.add(fault as Fault)).toThrow(problem);
      expect(sandbox.faults.list()).toEqual([]);
      expect(await use(sandbox, pairHeaders)).toBe(200);
    });
  }
});

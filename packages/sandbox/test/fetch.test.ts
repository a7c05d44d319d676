import { describe, expect, it } from 'vitest';
import { within } from '../../../tools/time-given.ts';
import { ada, adasSandbox, base, logIn, loginRequest, pairHeaders, use } from './people.ts';

const evil = 'https://elsewhere.example/steal';

describe('a drop-in fetch', () => {
  it('takes a string, a URL and a Request, on any origin', async () => {
    const { fetch } = adasSandbox();
    for (const origin of ['https://pro.api.serversmtp.com', 'http://127.0.0.1:9', 'https://other.example']) {
      const url = `${origin}/api/v2/authorize`;
      const inputs = [url, new URL(url), new Request(url, loginRequest)];
      for (const input of inputs) {
        const reply = await (input instanceof Request ? fetch(input) : fetch(input, loginRequest));
        expect([reply.status, reply.ok, reply.url, reply.redirected]).toEqual([200, true, url, false]);
      }
    }
  });

  it('uses up the body of the Request it is given', async () => {
    const { fetch } = adasSandbox();
    const request = new Request(`${base}/authorize`, loginRequest);
    await fetch(request);
    expect(request.bodyUsed).toBe(true);
    await expect(fetch(request)).rejects.toThrow(TypeError);
  });

  it('rejects, and never throws, what the platform refuses', async () => {
    const { fetch } = adasSandbox();
    const refused: [string, RequestInit?][] = [
      ['not a url'],
      ['ftp://pro.api.serversmtp.com/api/v2/analytics'],
      ['data:text/plain,x'],
      [`${base}/analytics`, { headers: { authorization: 'one\r\ntwo' } }],
      [`${base}/analytics`, { headers: { 'bad name': 'x' } }],
      [`${base}/analytics`, { body: 'a GET has none' }],
      [`${base}/analytics`, { method: 'TRACE' }],
    ];
    for (const [url, init] of refused) await expect(fetch(url, init), url).rejects.toThrow(TypeError);
  });

  it('knows nothing outside /api/v2', async () => {
    const { fetch } = adasSandbox();
    for (const url of [
      'https://pro.api.serversmtp.com/',
      'https://x.example/api/v3/authorize',
      `${base}x/authorize`,
    ]) {
      const reply = await fetch(url, loginRequest);
      expect([reply.status, await reply.json()]).toEqual([404, { message: 'not_found' }]);
    }
    // The controls are for a server to offer, not for whoever holds the fetch.
    expect((await fetch('https://x.example/_sandbox/outbox')).status).toBe(404);
  });

  it('takes a streamed body, and one of any length where JSON is not expected', async () => {
    const sandbox = adasSandbox();
    const headers = await logIn(sandbox);
    const chunk = new Uint8Array(1024 * 1024);
    let left = 5;
    const body = new ReadableStream({
      pull: (controller) => (left-- > 0 ? controller.enqueue(chunk) : controller.close()),
    });
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' };
    const reply = await sandbox.fetch(`${base}/uploads`, init);
    expect(await reply.json()).toEqual({ message: 'success', bytes: 5 * 1024 * 1024 });
  });

  it('refuses a body that is too long for an operation', async () => {
    const { fetch } = adasSandbox();
    const body = JSON.stringify({ ...ada, padding: 'x'.repeat(2 ** 20) });
    const reply = await fetch(`${base}/authorize`, { method: 'POST', body });
    expect([reply.status, await reply.json()]).toEqual([413, { message: 'request_too_large' }]);
  });

  it('answers 405 to a method that an operation does not have', async () => {
    const { fetch } = adasSandbox();
    const reply = await fetch(`${base}/authorize`, { method: 'DELETE' });
    expect([reply.status, await reply.json()]).toEqual([405, { message: 'method_not_allowed' }]);
  });
});

describe('signal', () => {
  const reason = new Error('enough');

  it('aborted before: nothing arrives', async () => {
    const { fetch, requests } = adasSandbox();
    await expect(
      fetch(`${base}/authorize`, { ...loginRequest, signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
    expect(requests.list()).toEqual([]);
  });

  it('of a Request counts too, unless init has another or null', async () => {
    const { fetch } = adasSandbox();
    const request = () =>
      new Request(`${base}/authorize`, { ...loginRequest, signal: AbortSignal.abort(reason) });
    await expect(fetch(request())).rejects.toBe(reason);
    expect((await fetch(request(), { signal: null })).status).toBe(200);
  });

  for (const [when, fault] of Object.entries({
    'while the request is on its way': { kind: 'delay', latency: 60_000 },
    'while the reply is on its way': { kind: 'delay', replyLatency: 60_000 },
  } as const)) {
    it(`aborted ${when}: rejects at once, and the sleep is over`, async () => {
      const sandbox = adasSandbox({ faults: [fault] });
      const aborted = new AbortController();
      const call = sandbox.fetch(`${base}/authorize`, { ...loginRequest, signal: aborted.signal });
      setTimeout(() => aborted.abort(reason), 10);
      await expect(within(500, call)).rejects.toBe(reason);
      expect(sandbox.keys.list()).toHaveLength('latency' in fault ? 0 : 1);
      expect(sandbox.requests.list()).toMatchObject([{ status: 0 }]);
    });
  }

  it('aborted while the body is read: the body ends with the reason', async () => {
    const { fetch } = adasSandbox({ faults: [{ kind: 'stalled' }] });
    const aborted = new AbortController();
    const reply = await fetch(`${base}/authorize`, { ...loginRequest, signal: aborted.signal });
    const text = reply.text();
    aborted.abort(reason);
    await expect(text).rejects.toBe(reason);
  });

  it('aborted after the reply: changes nothing', async () => {
    const { fetch } = adasSandbox();
    const aborted = new AbortController();
    const reply = await fetch(`${base}/authorize`, { ...loginRequest, signal: aborted.signal });
    expect(await reply.json()).toHaveProperty('auth');
    aborted.abort(reason);
  });
});

describe('redirect', () => {
  const to = (location: string, status: 301 | 302 | 303 | 307 | 308 = 307) =>
    ({ kind: 'redirect', location, status, match: { operation: 'login' } }) as const;

  it('manual: the 3xx itself, and nothing at the target', async () => {
    for (const status of [301, 302, 303, 307, 308] as const) {
      const { fetch, requests } = adasSandbox({ faults: [to(evil, status)] });
      const reply = await fetch(`${base}/authorize`, { ...loginRequest, redirect: 'manual' });
      expect([reply.status, reply.headers.get('location'), reply.redirected]).toEqual([status, evil, false]);
      expect(requests.list()).toHaveLength(1);
    }
  });

  it('manual, opaque: what a browser shows', async () => {
    const { fetch } = adasSandbox({ faults: [{ ...to(evil), opaque: true }] });
    const reply = await fetch(`${base}/authorize`, { ...loginRequest, redirect: 'manual' });
    expect([reply.type, reply.status, [...reply.headers], reply.body]).toEqual([
      'opaqueredirect',
      0,
      [],
      null,
    ]);
  });

  it('error: rejects, and nothing at the target', async () => {
    const { fetch, requests } = adasSandbox({ faults: [to(evil)] });
    await expect(fetch(`${base}/authorize`, { ...loginRequest, redirect: 'error' })).rejects.toThrow(
      TypeError,
    );
    expect(requests.list()).toHaveLength(1);
  });

  it('follow: 307 and 308 send the body again, 301, 302 and 303 turn a POST into a GET', async () => {
    for (const status of [301, 302, 303, 307, 308] as const) {
      const { fetch, requests } = adasSandbox({ faults: [to('/api/v2/authorize', status)] });
      const reply = await fetch(`${base}/authorize`, loginRequest);
      const resent = status >= 307;
      expect([reply.status, reply.redirected]).toEqual([resent ? 200 : 405, true]);
      expect(requests.list().map(({ method }) => method)).toEqual(['POST', resent ? 'POST' : 'GET']);
    }
  });

  it('follow, to another origin: Authorization stays behind, the consumer pair does not', async () => {
    const follow = async (headers: Record<string, string>, sandbox = adasSandbox()) => {
      const key = headers['consumerKey'] ? headers : await logIn(sandbox);
      sandbox.faults.add({ kind: 'redirect', location: 'https://other.example/api/v2/analytics' });
      return use(sandbox, key);
    };
    expect(await follow({})).toBe(401);
    expect(await follow(pairHeaders)).toBe(200);
  });

  it('follow: gives up on a loop', async () => {
    const { fetch, requests } = adasSandbox({ faults: [{ ...to(`${base}/authorize`), times: 'always' }] });
    await expect(fetch(`${base}/authorize`, loginRequest)).rejects.toThrow('fetch failed');
    expect(requests.list()).toHaveLength(21);
  });

  it('follow: refuses a target that is not HTTP', async () => {
    const { fetch } = adasSandbox({ faults: [to('file:///etc/hosts')] });
    await expect(fetch(`${base}/authorize`, loginRequest)).rejects.toThrow(TypeError);
  });
});

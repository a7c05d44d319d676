import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createClient, memoryKeyStore, nodeFetch } from '../src/index.ts';
import { listen } from './listen.ts';

// What undici's fetch makes of the requests and responses of Node's own, which is what callers have.

const fetch = nodeFetch({ proxy: false });

type Act = (request: IncomingMessage, response: ServerResponse) => void;
const serve = async (act: Act): Promise<string> => `http://127.0.0.1:${await listen(createServer(act))}/`;

/** Answers with what it was sent. */
const echo: Act = async (request, response) => {
  const { method, url, headers } = request;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ method, url, headers, body: await text(request) }));
};

const bodies: readonly [string, () => BodyInit, string | RegExp, RegExp?][] = [
  ['text', () => 'tëxt', 'tëxt', /^text\/plain/],
  ['bytes', () => new Uint8Array([104, 105]), 'hi'],
  ['a Blob', () => new Blob(['hi'], { type: 'text/x-blob' }), 'hi', /^text\/x-blob$/],
  ['parameters', () => new URLSearchParams({ a: '1 2' }), /^a=1\+2$/, /^application\/x-www-form-urlencoded/],
  ['a form', () => form(), /name="file"; filename="a.txt"[\s\S]*hi/, /^multipart\/form-data; boundary=/],
  ['a stream', () => new Blob(['hi']).stream(), 'hi'],
];
const form = (): FormData => {
  const data = new FormData();
  data.set('file', new Blob(['hi']), 'a.txt');
  return data;
};

describe.each(bodies)('a body of %s', (_, make, sent, type) => {
  const init = (): RequestInit => ({ method: 'POST', body: make(), ...{ duplex: 'half' } }); // which the types lack
  it.each([
    ['in an init', (url: string) => fetch(url, init())],
    ['in a Request', (url: string) => fetch(new Request(url, init()))],
    ['in an init beside a Request', (url: string) => fetch(new Request(url), init())],
  ])('%s', async (_where, send) => {
    const answer = await (await send(await serve(echo))).json();
    expect(answer).toMatchObject({ method: 'POST', body: expect.stringMatching(sent) });
    if (type) expect(answer.headers['content-type']).toMatch(type);
  });
});

describe('a Request', () => {
  it('is sent with all it says', async () => {
    const url = `${await serve(echo)}path?q=%20`;
    const answer = await (
      await fetch(new Request(url, { method: 'DELETE', headers: { 'x-mine': '1' } }))
    ).json();
    expect(answer).toMatchObject({
      method: 'DELETE',
      url: '/path?q=%20',
      headers: { 'x-mine': '1' },
      body: '',
    });
  });

  it('gives way to an init', async () => {
    const request = new Request(await serve(echo), {
      method: 'POST',
      body: 'first',
      headers: { 'x-mine': '1' },
    });
    const answer = await (
      await fetch(request, { method: 'PUT', body: 'second', headers: { 'x-other': '2' } })
    ).json();
    expect(answer).toMatchObject({ method: 'PUT', headers: { 'x-other': '2' }, body: 'second' });
    expect(answer.headers).not.toHaveProperty('x-mine');
    expect(await request.text()).toBe('first');
  });

  it('is used up by sending it', async () => {
    const request = new Request(await serve(echo), { method: 'POST', body: 'once' });
    await (await fetch(request)).text();
    expect(request.bodyUsed).toBe(true);
    await expect(fetch(request)).rejects.toThrow(TypeError);
  });

  it('is aborted by its own signal', async () => {
    const abort = new AbortController();
    const url = await serve(() => abort.abort(new Error('enough')));
    await expect(fetch(new Request(url, { signal: abort.signal }))).rejects.toThrow('enough');
  });

  it('keeps redirects manual if it says so', async () => {
    const url = await serve((_, response) => response.writeHead(307, { location: '/other' }).end());
    expect((await fetch(new Request(url, { redirect: 'manual' }))).status).toBe(307);
  });

  it('may be a URL, or what is spelt like one', async () => {
    const url = await serve(echo);
    expect((await fetch(new URL(url))).status).toBe(200);
    expect((await fetch({ toString: () => url } as URL)).status).toBe(200);
    await expect(fetch('not a url')).rejects.toThrow(TypeError);
  });
});

describe('a response', () => {
  it('that redirects is told as it is, or followed', async () => {
    const url = await serve((request, response) =>
      request.url === '/' ? response.writeHead(302, { location: '/there' }).end() : response.end('there'),
    );
    const manual = await fetch(url, { redirect: 'manual' });
    expect(manual).toMatchObject({ status: 302, type: 'basic', redirected: false, url });
    expect(manual.headers.get('location')).toBe('/there');
    const followed = await fetch(url);
    expect(followed).toMatchObject({ status: 200, redirected: true, url: `${url}there` });
    await expect(fetch(url, { redirect: 'error' })).rejects.toThrow(TypeError);
  });

  it('can be cloned, and both be read', async () => {
    const response = await fetch(await serve((_, answer) => answer.end('twice')));
    const clone = response.clone();
    expect([await response.text(), await clone.text()]).toEqual(['twice', 'twice']);
  });

  it('is streamed as it comes', async () => {
    let go = (): void => {};
    const url = await serve((_, response) => {
      response.write('first');
      go = () => void response.end('last');
    });
    const reader = (await fetch(url)).body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('first');
    go();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('last');
    expect(await reader?.read()).toMatchObject({ done: true });
  });

  it('is decompressed', async () => {
    const url = await serve((_, response) =>
      response.setHeader('content-encoding', 'gzip').end(gzipSync('plain')),
    );
    expect(await (await fetch(url)).text()).toBe('plain');
  });

  it('ends with the signal, with its reason', async () => {
    const abort = new AbortController();
    const url = await serve((_, response) => response.write('first'));
    const response = await fetch(url, { signal: abort.signal });
    abort.abort(new Error('enough'));
    await expect(response.text()).rejects.toThrow('enough');
    await expect(fetch(url, { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before');
  });

  it('that is cancelled frees its connection', async () => {
    let closed: Promise<unknown> | undefined;
    const url = await serve((request, response) => {
      closed = once(request.socket, 'close');
      response.write('first');
    });
    await (await fetch(url)).body?.cancel();
    await closed;
  });
});

describe('a dispatcher that cannot dispatch', () => {
  it.each(['GET', 'POST'])('is what a %s of client.fetch is refused for', async (method) => {
    let requests = 0;
    const baseUrl = await serve((request, response) => {
      requests++;
      return echo(request, response);
    });
    const consumer = { key: 'k', secret: 's' };
    const client = createClient({ baseUrl, consumer, keyStore: memoryKeyStore() });
    for (const dispatcher of [{}, 1, null, 0, '', false]) {
      const init = { method, dispatcher } as unknown as RequestInit;
      await expect(client.fetch('/x', init)).rejects.toMatchObject({
        code: 'invalid_input',
        issues: [{ path: 'init.dispatcher.dispatch', code: 'not_a_function' }],
      });
    }
    expect(requests).toBe(0);
    const response = await client.fetch('/x', { method, dispatcher: undefined } as RequestInit);
    expect(response.status).toBe(200);
  });
});

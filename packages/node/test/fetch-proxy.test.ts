import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import {
  createClient,
  isTurboSMTPAuthError,
  memoryKeyStore,
  type NodeFetchOptions,
  nodeFetch,
} from '../src/index.ts';
import { neverSent } from '../src/never-sent.ts';
import { makeAuthority } from './authority.ts';
import { startProxy } from './forward-proxy.ts';
import { listen } from './listen.ts';
import { credentials, host, startTlsSandbox, type TlsSandbox } from './tls-sandbox.ts';

// Real proxies in front of a real service under a private authority, which only the proxies can find.

const baseUrl = `https://${host}/api/v2`;
const idle = (): Promise<void> => sleep(50);
const secret = 'Correct-Horse-9';

const clientWith = (options: NodeFetchOptions, base = baseUrl) =>
  createClient({
    baseUrl: base,
    fetch: nodeFetch(options),
    keyStore: memoryKeyStore(),
    retry: false,
    timeout: 20_000,
  });

const proxyTo = ({ port }: TlsSandbox, options = {}) => startProxy({ hosts: { [host]: port }, ...options });

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: unknown) => error,
  );

/** A login that fails, seen by a client and by whoever uses the fetch itself. */
async function expectNoWay(options: NodeFetchOptions, hint: RegExp): Promise<void> {
  const login = await failureOf(clientWith(options).login(credentials));
  expect(login).toMatchObject({
    name: 'NetworkError',
    code: 'network',
    operation: 'login',
    hint: expect.stringMatching(hint),
  });
  const error = await failureOf(nodeFetch(options)(baseUrl, { method: 'POST', body: secret }));
  expect(error).toBeInstanceOf(TypeError);
  const { cause } = error as TypeError;
  expect(isTurboSMTPAuthError(cause) && cause.hint).toMatch(hint);
  expect(neverSent(error)).toBe(true);
  for (const each of [login, error])
    expect(inspect(each, { showHidden: true, depth: 9 })).not.toContain(secret);
}

describe('through a tunnel', () => {
  it('a client logs in, calls and logs out on one connection, and the proxy sees nothing of it', async () => {
    const service = await startTlsSandbox();
    const proxy = await proxyTo(service);
    const client = clientWith({ proxy: `http://127.0.0.1:${proxy.port}`, ca: service.authority.ca });
    await client.login(credentials);
    const key = await client.apiKey();
    await idle(); // a connection is free a moment after its answer was read
    await (await client.fetch('/analytics?limit=1')).text();
    await idle();
    expect(await client.logout()).toEqual({ revoked: 'now' });
    expect(proxy.asked).toEqual([`CONNECT ${host}:443`]);
    expect(proxy.heard[0]).toMatchObject({ host: `${host}:443` });
    expect(JSON.stringify(proxy.heard)).not.toMatch(/authorization/i);
    expect(proxy.tunnelled.length).toBeGreaterThan(500);
    for (const word of [key, credentials.password, credentials.email, '/authorize'])
      expect(proxy.tunnelled).not.toContain(word);
  });

  it('a proxy that asks for a password gets it, and the service does not', async () => {
    const service = await startTlsSandbox();
    const proxy = await proxyTo(service, { password: 'ada:p@ss wörd' });
    const url = `http://ada:${encodeURIComponent('p@ss wörd')}@127.0.0.1:${proxy.port}`;
    await clientWith({ proxy: new URL(url), ca: service.authority.ca }).login(credentials);
    expect(proxy.asked).toHaveLength(1);
    expect(service.sandbox.keys.list()).toHaveLength(1);
  });

  it('many calls at once share connections', async () => {
    const service = await startTlsSandbox();
    const proxy = await proxyTo(service);
    const client = clientWith({ proxy: `127.0.0.1:${proxy.port}`, ca: service.authority.ca });
    await client.login(credentials);
    for (let round = 0; round < 10; round++)
      await Promise.all(Array.from({ length: 4 }, async () => (await client.fetch('/analytics')).text()));
    expect(proxy.asked.length).toBeLessThan(20);
  });

  it('each call has one of its own where none is to be kept', async () => {
    const service = await startTlsSandbox();
    const proxy = await proxyTo(service);
    const client = clientWith({
      proxy: `127.0.0.1:${proxy.port}`,
      ca: service.authority.ca,
      keepAlive: false,
    });
    await client.login(credentials);
    await (await client.fetch('/analytics')).text();
    expect(proxy.asked).toHaveLength(2);
  });

  it('an https proxy hears its password encrypted, and is trusted by the same authorities', async () => {
    const service = await startTlsSandbox();
    const own = await makeAuthority('DNS:localhost', 'IP:127.0.0.1');
    const proxy = await proxyTo(service, { password: 'ada:lovelace', tls: own.server });
    for (const name of ['localhost', '127.0.0.1']) {
      const url = `https://ada:lovelace@${name}:${proxy.port}`;
      await clientWith({ proxy: url, ca: [own.ca, service.authority.ca] }).login(credentials);
      await expectNoWay({ proxy: url, ca: service.authority.ca }, /UNABLE_TO_VERIFY_LEAF_SIGNATURE/);
    }
    expect(proxy.asked).toHaveLength(2);
  });
});

describe('no way through a proxy is never sent', () => {
  it('and asked for again only where it may be different the next time', async () => {
    for (const [status, times] of [
      [407, 1],
      [403, 1],
      [503, 3],
    ] as const) {
      const proxy = await startProxy({
        hosts: { [host]: 1 },
        onConnect: (socket) => socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`),
      });
      const fetch = nodeFetch({ proxy: `http://127.0.0.1:${proxy.port}` });
      const error = await failureOf(
        createClient({ baseUrl, fetch, keyStore: memoryKeyStore() }).login(credentials),
      );
      expect(error).toMatchObject({ name: 'NetworkError', retryable: times > 1 });
      expect(proxy.asked).toHaveLength(times);
    }
  });

  it('when it asks for a password', async () => {
    const service = await startTlsSandbox();
    const proxy = await proxyTo(service, { password: 'ada:lovelace' });
    const { ca } = service.authority;
    await expectNoWay({ proxy: `http://127.0.0.1:${proxy.port}`, ca }, /right user name and password/);
    await expectNoWay(
      { proxy: `http://ada:${secret}@127.0.0.1:${proxy.port}`, ca },
      /right user name and password/,
    );
    expect(service.received).toBe(0);
  });

  it('when it does not find the service', async () => {
    const proxy = await startProxy();
    await expectNoWay({ proxy: `http://127.0.0.1:${proxy.port}` }, /could not reach the service/);
  });

  it('when it answers something else', async () => {
    const proxy = await startProxy({
      hosts: { [host]: 1 },
      onConnect: (socket) => socket.end('HTTP/1.1 302 Found\r\n\r\n'),
    });
    await expectNoWay({ proxy: `http://127.0.0.1:${proxy.port}` }, /answered 302 instead/);
  });

  it('when it is refused, or does not exist', async () => {
    const server = createServer();
    const port = await listen(server);
    server.close();
    await expectNoWay({ proxy: `http://127.0.0.1:${port}` }, /ECONNREFUSED/);
    await expectNoWay({ proxy: `http://ada:${secret}@no-such-proxy.invalid` }, /ENOTFOUND|EAI_AGAIN/);
  });

  it('when it hangs up', async () => {
    const proxy = await startProxy({ hosts: { [host]: 1 }, onConnect: (socket) => socket.destroy() });
    await expectNoWay({ proxy: `http://127.0.0.1:${proxy.port}` }, /ECONNRESET/);
  });

  it('when it talks nonsense', async () => {
    const proxy = await startProxy({
      hosts: { [host]: 1 },
      onConnect: (socket) => socket.end(`${secret}\r\n\r\n`),
    });
    await expectNoWay({ proxy: `http://127.0.0.1:${proxy.port}` }, /HPE_/);
  });

  it('when it is no https proxy', async () => {
    const proxy = await startProxy();
    await expectNoWay({ proxy: `https://127.0.0.1:${proxy.port}` }, /Connecting through the proxy failed/);
  });

  it('when it leads to a service that is not trusted', async () => {
    const service = await startTlsSandbox();
    const proxy = await proxyTo(service);
    const { ca } = await makeAuthority('DNS:localhost');
    for (const options of [{ ca }, {}]) {
      const all = { ...options, proxy: `http://127.0.0.1:${proxy.port}` };
      const error = await failureOf(clientWith(all).login(credentials));
      expect(error).toMatchObject({
        name: 'NetworkError',
        hint: expect.stringContaining('certificate'),
        retryable: false,
      });
      expect(neverSent(await failureOf(nodeFetch(all)(baseUrl)))).toBe(true);
    }
    expect(service.received).toBe(0);
  });
});

it('an answer that a proxy loses may have been sent', async () => {
  const service = await startTlsSandbox();
  const proxy = await proxyTo(service);
  const fetch = nodeFetch({ proxy: `http://127.0.0.1:${proxy.port}`, ca: service.authority.ca });
  service.sandbox.faults.add({ kind: 'drop', when: 'after' });
  const error = await failureOf(fetch(`${baseUrl}/authorize`, { method: 'POST', body: '{}' }));
  expect(service.sandbox.requests.list()).toHaveLength(1);
  expect(neverSent(error)).toBe(false);
});

describe('what is not encrypted', () => {
  const startPlain = () =>
    listen(
      createServer((request, response) => {
        const { host: name, ...others } = request.headers;
        request
          .resume()
          .on('end', () =>
            response.end(JSON.stringify({ url: request.url, name, names: Object.keys(others) })),
          );
      }),
    );

  it('is asked of the proxy as a whole URL, and the proxy keeps its password', async () => {
    const proxy = await startProxy({
      hosts: { 'plain.example.test': await startPlain() },
      password: 'ada:lovelace',
    });
    const fetch = nodeFetch({ proxy: `http://ada:lovelace@127.0.0.1:${proxy.port}` });
    const response = await fetch('http://plain.example.test:8080/path?q=1', { method: 'POST', body: 'text' });
    expect(await response.json()).toMatchObject({
      url: '/path?q=1',
      name: 'plain.example.test:8080',
      names: expect.not.arrayContaining(['proxy-authorization']),
    });
    expect(response.url).toBe('http://plain.example.test:8080/path?q=1');
    expect(proxy.asked).toEqual(['POST http://plain.example.test:8080/path?q=1']);
  });

  it('fails where the proxy asks for a password', async () => {
    const proxy = await startProxy({ password: 'ada:lovelace' });
    const fetch = nodeFetch({ proxy: `http://127.0.0.1:${proxy.port}` });
    await expect(fetch('http://plain.example.test/')).rejects.toThrow(TypeError); // so the standard has 407
  });
});

describe('without a proxy', () => {
  it('this machine is reached, whatever the options and the environment say', async () => {
    const service = await startTlsSandbox();
    const proxy = await startProxy({ hosts: { localhost: service.port, '127.0.0.1': service.port } });
    vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${proxy.port}`);
    const { ca } = service.authority;
    for (const base of [
      `https://localhost:${service.port}/api/v2`,
      `https://127.0.0.1:${service.port}/api/v2`,
    ]) {
      await clientWith({ ca }, base).login(credentials);
      await clientWith({ ca, proxy: `http://127.0.0.1:${proxy.port}` }, base).login(credentials);
    }
    vi.unstubAllEnvs();
    expect(service.sandbox.keys.list()).toHaveLength(4);
    expect([proxy.connections, proxy.asked]).toEqual([0, []]);
  });

  it('exceptions are tried, which here cannot be found', async () => {
    const proxy = await startProxy();
    vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${proxy.port}`);
    vi.stubEnv('NO_PROXY', 'example.test');
    const exceptions: NodeFetchOptions[] = [
      {},
      { proxy: `http://127.0.0.1:${proxy.port}`, noProxy: host },
      { proxy: false },
    ];
    for (const options of exceptions) {
      const error = await failureOf(nodeFetch(options)(baseUrl));
      expect((error as TypeError).cause).toMatchObject({
        hint: expect.stringMatching(/host of the base URL was not found \((?:ENOTFOUND|EAI_AGAIN)\)/),
      });
    }
    expect(proxy.connections).toBe(0);
    await failureOf(nodeFetch({ noProxy: '' })(baseUrl));
    await failureOf(nodeFetch({ proxy: `http://127.0.0.1:${proxy.port}` })(baseUrl)); // heeds no variable
    vi.unstubAllEnvs();
    expect(proxy.asked).toHaveLength(2);
  });
});

describe('a private authority', () => {
  it('is trusted beside the usual ones, and only where it was named', async () => {
    const service = await startTlsSandbox();
    const base = `https://localhost:${service.port}/api/v2`;
    await clientWith({ ca: service.authority.ca }, base).login(credentials);
    const { ca } = await makeAuthority('DNS:localhost');
    const before = service.received;
    const error = await failureOf(clientWith({ ca }, base).login(credentials));
    expect(error).toMatchObject({
      name: 'NetworkError',
      code: 'network',
      hint: expect.stringMatching(/not trusted \([A-Z_]+\).*nodeFetch\(\{ ca \}\)/),
      retryable: false,
    });
    expect(service.received).toBe(before);
  });
});

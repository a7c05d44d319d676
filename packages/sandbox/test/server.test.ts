import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { within } from '../../../tools/time-given.ts';
import { type SandboxServer, serveSandbox } from '../node/index.ts';
import type { Fault, Sandbox } from '../src/index.ts';
import { ada, adasSandbox, loginRequest } from './people.ts';

let sandbox: Sandbox;
let server: SandboxServer;

beforeEach(async () => {
  sandbox = adasSandbox();
  server = await serveSandbox(sandbox);
});
afterEach(() => server.close());

const login = (init: RequestInit = {}) => fetch(`${server.baseUrl}/authorize`, { ...loginRequest, ...init });

/** Sends bytes as they are and gives back what came, once the connection is over. */
function sendRaw(text: string): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(server.port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (data) => {
      received += data.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(received));
  });
}

describe('the service over HTTP', () => {
  it('is the same service', async () => {
    const reply = await login();
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/json']);
    const { auth } = await reply.json();
    const analytics = await fetch(`${server.baseUrl}/analytics?limit=1`, {
      headers: { authorization: auth },
    });
    expect(await analytics.json()).toEqual({ count: 0, results: [] });
    expect(sandbox.requests.list().map(({ path, status }) => [path, status])).toEqual([
      ['/api/v2/authorize', 200],
      ['/api/v2/analytics', 200],
    ]);
  });

  it('sends the Date of its own clock, or none', async () => {
    sandbox.clock.advance(86_400_000);
    const before = Date.now() + 86_400_000;
    const date = Date.parse((await login()).headers.get('date') ?? '');
    expect(date).toBeGreaterThan(before - 5000);
    expect(date).toBeLessThan(Date.now() + 86_400_000 + 5000);
    sandbox.switches.set({ sendDate: false });
    expect((await login()).headers.get('date')).toBeNull();
  });

  it('answers HEAD without a body', async () => {
    const reply = await fetch(`${server.baseUrl}/analytics`, { method: 'HEAD' });
    expect([reply.status, await reply.text()]).toEqual([401, '']);
  });

  it('uses a connection again after a body that it did not read, or not to the end', async () => {
    for (const path of ['/uploads', '/authorize']) {
      const body = 'x'.repeat(4 * 1024 * 1024);
      const statuses = [];
      for (let count = 0; count < 3; count++) {
        const reply = await fetch(server.baseUrl + path, { method: 'POST', body });
        statuses.push(reply.status);
        await reply.text();
      }
      expect(statuses).toEqual(Array(3).fill(path === '/uploads' ? 401 : 413));
    }
  });

  it('does not take the path //name for another host, and answers 400 to what is no request', async () => {
    const close = 'Host: x\r\nConnection: close\r\n\r\n';
    expect(await sendRaw(`GET //evil.example/api/v2/analytics HTTP/1.1\r\n${close}`)).toMatch(
      /^HTTP\/1.1 404 /,
    );
    expect(await sendRaw(`TRACE /api/v2/analytics HTTP/1.1\r\n${close}`)).toMatch(/^HTTP\/1.1 400 /);
    expect(await sendRaw(`GET http://[ HTTP/1.1\r\n${close}`)).toMatch(/^HTTP\/1.1 400 /);
    expect((await login()).status).toBe(200);
  });

  it('survives a caller who leaves in the middle of a body', async () => {
    const socket = connect(server.port, '127.0.0.1');
    socket.write('POST /api/v2/authorize HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"email"');
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect((await login()).status).toBe(200);
  });
});

describe('faults on a real connection', () => {
  const withFault = (fault: Fault, init?: RequestInit) => {
    sandbox.faults.add(fault);
    return login(init);
  };
  const raw = (fault: Fault) => {
    sandbox.faults.add(fault);
    const { body } = loginRequest;
    return sendRaw(
      `POST /api/v2/authorize HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
  };

  it('drop: not one byte comes back', async () => {
    for (const when of ['connect', 'before', 'after'] as const) {
      expect(await raw({ kind: 'drop', when }), when).toBe('');
      await expect(withFault({ kind: 'drop', when })).rejects.toThrow('fetch failed');
    }
    // Two of each: only those dropped afterwards were handled.
    expect(sandbox.keys.list()).toHaveLength(2);
  });

  it('drop during: headers and half a body, then the end of the connection', async () => {
    expect(await raw({ kind: 'drop', when: 'during' })).toMatch(
      /^HTTP\/1.1 200 [\s\S]*\r\n\r\n19\r\n\{"auth":"[0-9a-f]{16}\r\n$/,
    );
    const reply = await withFault({ kind: 'drop', when: 'during' });
    await expect(reply.text()).rejects.toThrow(TypeError);
  });

  it('stalled: headers at once, and an end only by the caller', async () => {
    const late = new AbortController();
    const reply = await withFault({ kind: 'stalled' }, { signal: late.signal });
    expect(reply.status).toBe(200);
    setTimeout(() => late.abort(new DOMException('late', 'TimeoutError')), 100);
    await expect(reply.text()).rejects.toThrow(expect.objectContaining({ name: 'TimeoutError' }));
  });

  it('bomb: a few hundred bytes that become 200 MB', async () => {
    const wire = await raw({ kind: 'bomb' });
    expect(wire).toContain('content-encoding: gzip, gzip');
    expect(wire.length).toBeLessThan(2000);
    const reply = await withFault({ kind: 'bomb' });
    let bytes = 0;
    for await (const chunk of reply.body ?? []) bytes += chunk.byteLength;
    expect(bytes).toBe(200_000_000);
  });

  it('wrongLength: the header lies', async () => {
    expect(await raw({ kind: 'wrongLength', contentLength: 500 })).toMatch(
      /content-length: 500\r\n[\s\S]*\r\n\r\n\{"auth":"[0-9a-f]{40}"\}$/,
    );
    const reply = await withFault({ kind: 'wrongLength', contentLength: 500 });
    await expect(reply.text()).rejects.toThrow(TypeError);
  });

  it('reflect: status text and headers arrive as they are', async () => {
    const reply = await withFault({ kind: 'html', reflect: true });
    expect([reply.statusText, reply.headers.get('x-reflected')]).toEqual([ada.password, ada.password]);
  });

  it('the caller leaving ends an endless body', async () => {
    const reply = await withFault({ kind: 'endless' });
    await reply.body?.cancel();
    expect((await login()).status).toBe(200);
  });
});

describe('close', () => {
  it('ends every connection at once, and may be called again', async () => {
    sandbox.faults.add({ kind: 'stalled' });
    const reply = await login();
    await within(500, Promise.all([server.close(), server.close()]));
    await expect(reply.text()).rejects.toThrow(TypeError);
    await expect(login()).rejects.toThrow('fetch failed');
  });

  it('is what disposing does', async () => {
    let { url } = server;
    {
      await using other = await serveSandbox(sandbox);
      url = other.url;
      expect((await fetch(`${url}/_sandbox/clock`)).status).toBe(200);
    }
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('a port that is taken rejects with the code of the system', async () => {
    await expect(serveSandbox(sandbox, { port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('listens on IPv6 when asked, and writes the URL as it must be', async () => {
    await using six = await serveSandbox(sandbox, { host: '::1' });
    expect(six.baseUrl).toBe(`http://[::1]:${six.port}/api/v2`);
    expect((await fetch(`${six.baseUrl}/authorize`, loginRequest)).status).toBe(200);
  });
});

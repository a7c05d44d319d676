import { createServer, type Server, type Socket } from 'node:net';
import { createClient, memoryKeyStore } from '@turbosmtp-auth/node';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { expect, test } from 'vitest';
import { within } from '../../tools/time-given.ts';
import { listen } from './raw-target.ts';

const account = { email: 'ada@example.com', password: 'Correct-Horse-9' };
/** Enough for the request to be sent before it, also on a machine that does other work. */
const timeout = 1_500;
const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

/** A server that says whatever it likes on each connection; it remembers the last one. */
async function talker(
  talk: (socket: Socket) => void,
): Promise<{ baseUrl: string; closed(): Promise<unknown> } & Disposable> {
  let ended: Promise<unknown> = Promise.reject(new Error('nobody connected'));
  ended.catch(() => {});
  const server: Server = createServer((socket) => {
    ended = new Promise((resolve) => socket.on('close', resolve));
    socket.on('error', () => {});
    socket.once('data', () => talk(socket));
  });
  const port = await listen(server);
  return {
    baseUrl: `http://127.0.0.1:${port}/api/v2`,
    // A socket that is not freed hangs here.
    closed: () => within(2000, ended),
    [Symbol.dispose]: () => void server.close(),
  };
}

const client = (baseUrl: string): ReturnType<typeof createClient> =>
  createClient({ baseUrl, keyStore: memoryKeyStore(), retry: false });

test('an endless body is cut off, its socket freed, and little of it read', async () => {
  let written = 0;
  const chunk = Buffer.alloc(16 * 1024, ' ');
  using server = await talker((socket) => {
    socket.write(`${head}transfer-encoding: chunked\r\n\r\n`);
    const pour = (): void => {
      while (!socket.destroyed && socket.write(`4000\r\n${chunk}\r\n`)) written += chunk.byteLength;
    };
    socket.on('drain', pour);
    pour();
  });
  await expect(client(server.baseUrl).login(account)).rejects.toMatchObject({
    code: 'outcome_unknown',
  });
  await server.closed();
  // 64 KiB are read; the rest is what the kernel and the runtime buffer on their own.
  expect(written).toBeLessThan(8 * 1024 * 1024);
});

test.each([
  ['that never comes', ''],
  ['whose headers never end', 'HTTP/1.1 200 OK\r\ncontent-type: application'],
  ['that ends after the headers', `${head}content-length: 20\r\n\r\n`],
  ['that ends in the middle', `${head}content-length: 20\r\n\r\n{"au`],
])('an answer %s ends with the deadline, and the socket with it', async (_, said) => {
  using server = await talker((socket) => socket.write(said));
  const call = client(server.baseUrl).requestPasswordReset({ email: account.email }, { timeout });
  await expect(within(timeout * 1.1 + 100, call)).rejects.toMatchObject({ code: 'outcome_unknown' });
  await server.closed();
});

test('a bomb of 200 MB costs no memory to speak of', async () => {
  const sandbox = createSandbox();
  await using server = await serveSandbox(sandbox);
  sandbox.faults.add({ kind: 'bomb', bytes: 200_000_000, times: 'always' });
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 5);
  await expect(client(server.baseUrl).login(account)).rejects.toMatchObject({ code: 'outcome_unknown' });
  clearInterval(watch);
  expect(most - before).toBeLessThan(100_000_000);
});

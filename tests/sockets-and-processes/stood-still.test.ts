import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { windows } from '../../tools/toolchain.mjs';

const program = join(import.meta.dirname, 'children', 'asks-a-store.ts');

/** Longer than a client waits for its store, in ms. */
const STANDSTILL = 5_000;

// A laptop that is closed, a page that is frozen, a container that is paused: nothing goes on, and the clock does.
it.skipIf(windows)('a store is not blamed for the time in which the process stood still', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // of a server that listens on a port
  const child = spawn(process.execPath, [program, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  server.on('connection', (socket) => {
    let stood = false;
    socket.on('error', () => {});
    socket.on('data', async () => {
      if (!stood) {
        stood = true;
        child.kill('SIGSTOP');
        await sleep(STANDSTILL);
        child.kill('SIGCONT');
        await sleep(100); // what the store does after it
      }
      socket.write('nothing');
    });
  });
  expect(JSON.parse(await text(child.stdout))).toEqual({ session: null });
});

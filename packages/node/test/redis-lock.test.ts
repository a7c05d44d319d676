import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Lock } from '@turbosmtp-auth/core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type RedisServer, redisServerAvailable, startRedisServer } from '../../../tools/redis-server.ts';
import { leastTime, timeOf, within } from '../../../tools/time-given.ts';
import { redisLock } from '../src/index.ts';
import { connect, inspector, open, redisPackages } from './redis-clients.ts';

let server: RedisServer;
const child = fileURLToPath(new URL('children/hold-redis-lock.ts', import.meta.url));

/** A process that holds the lock by now. */
async function holder(name: string, milliseconds: number): Promise<ChildProcess> {
  const args = [child, String(server.port), name, String(milliseconds)];
  const holding = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void holding.kill('SIGKILL'));
  if (holding.stdout) await once(holding.stdout, 'data');
  return holding;
}

/** Milliseconds that it took to get in. */
async function waited(lock: Lock, name: string): Promise<number> {
  const { promise: entered, resolve: enter } = Promise.withResolvers<void>();
  const done = lock(name, async () => enter());
  const time = await timeOf(() => Promise.race([entered, done]));
  await done;
  return time;
}

const never = (): Promise<never> => Promise.reject(new Error('this was not to run'));

describe.skipIf(!redisServerAvailable())('in a real Redis,', () => {
  beforeAll(async () => {
    server = await startRedisServer();
  });
  afterAll(() => server.close());

  describe.each(redisPackages)('redisLock on %s', (client) => {
    const make = async (): Promise<Lock> => redisLock(await connect(client, server));

    it('lets one in at a time, and everybody in the end', async () => {
      const locks = await Promise.all(Array.from({ length: 6 }, make));
      let inside = 0;
      let most = 0;
      const work = async (): Promise<void> => {
        most = Math.max(most, ++inside);
        await sleep(5);
        inside--;
      };
      await Promise.all([...locks, ...locks].map((lock) => lock(`${client} turns`, work)));
      expect([inside, most]).toEqual([0, 1]);
    });

    it('gives back what the work gives, or its error, and is free at once', async () => {
      const [one, other] = [await make(), await make()];
      const failure = new Error('of the work');
      expect(await one(`${client} result`, async () => 7)).toBe(7);
      await expect(one(`${client} result`, () => Promise.reject(failure))).rejects.toBe(failure);
      expect(await inspector(server).exists(`turbosmtp-auth:lock:${client} result`)).toBe(0);
      expect(await other(`${client} result`, async () => 8)).toBe(8);
    });

    it('is held for longer than it lives, while the work runs', async () => {
      const [one, other] = [await make(), await make()];
      let done = false;
      const held = one(`${client} long`, async () => {
        await sleep(2200);
        done = true;
      });
      await sleep(100);
      await other(`${client} long`, async () => expect(done).toBe(true));
      await held;
    });

    it('ends a wait with the reason of its signal, or when its time is over', async () => {
      const [one, other] = [await make(), await make()];
      const { promise: over, resolve: end } = Promise.withResolvers<void>();
      const held = one(`${client} wait`, () => over);
      await sleep(50);
      const abort = new AbortController();
      const reason = new Error('enough');
      const waiting = other(`${client} wait`, never, { signal: abort.signal });
      waiting.catch(() => {});
      await sleep(100);
      abort.abort(reason);
      await expect(within(50, waiting)).rejects.toBe(reason);
      const late = other(`${client} wait`, never, { timeout: 300.5 });
      await expect(within(600, late)).rejects.toMatchObject({ name: 'TimeoutError' });
      await expect(other(`${client} wait`, never, { signal: AbortSignal.abort(reason) })).rejects.toBe(
        reason,
      );
      end();
      await held;
      expect(
        await within(
          1000,
          other(`${client} wait`, async () => 'in'),
        ),
      ).toBe('in');
    });
  });

  it('lets the next one in within about a second of its holder being killed', async () => {
    const lock = redisLock(await connect('redis 6', server));
    for (const round of [1, 2, 3]) {
      const victim = await holder(`killed ${round}`, 60_000);
      await sleep(Math.random() * 300); // at any moment between two renewals
      victim.kill('SIGKILL');
      expect(await waited(lock, `killed ${round}`)).toBeLessThan(1500);
    }
  });

  it('goes to the next one when its holder is paused, who then neither keeps nor releases it', async () => {
    const lock = redisLock(await connect('redis 6', server));
    const redis = inspector(server);
    const paused = await holder('paused', 500);
    paused.kill('SIGSTOP');
    await lock('paused', async () => {
      const mine = await redis.get('turbosmtp-auth:lock:paused');
      paused.kill('SIGCONT');
      if (paused.stdout) await once(paused.stdout, 'data'); // released
      expect(await redis.get('turbosmtp-auth:lock:paused')).toBe(mine);
      await expect(redisLock(redis)('paused', never, { timeout: 200 })).rejects.toMatchObject({
        name: 'TimeoutError',
      });
    });
  });

  it('keeps no process alive when the connection is closed', async () => {
    const lingered = await leastTime(1000, async () => {
      const ending = await holder('exit', 10);
      const start = performance.now();
      expect(await once(ending, 'exit')).toEqual([0, null]);
      return performance.now() - start;
    });
    expect(lingered).toBeLessThan(1000);
  });

  it('gives back a lock that came after the caller left', async () => {
    const lock = redisLock(await connect('ioredis 6', server));
    server.freeze();
    const waiting = lock('late', never, { timeout: 200 });
    await expect(waiting).rejects.toMatchObject({ name: 'TimeoutError' });
    server.thaw();
    expect(await waited(redisLock(await connect('redis 6', server)), 'late')).toBeLessThan(500);
  });

  it('fails with a typed error, without the work, when Redis is frozen or gone', async () => {
    const own = await startRedisServer();
    onTestFinished(() => own.close());
    const { client, close } = await open('redis 6', own);
    const lock = redisLock(client);
    own.freeze();
    await expect(lock('frozen', never)).rejects.toMatchObject({
      name: 'StorageError',
      code: 'storage_timeout',
    });
    own.thaw();
    close();
    await expect(lock('gone', never)).rejects.toMatchObject({
      name: 'StorageError',
      code: 'storage_unavailable',
    });
  });
});

it('redisLock refuses what is no client', () => {
  expect(() => redisLock({} as never)).toThrow(expect.objectContaining({ name: 'InvalidInputError' }));
});

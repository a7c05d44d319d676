import { readFile, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { KeyStore } from '@turbosmtp-auth/core';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import type { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type RedisServer, redisServerAvailable, startRedisServer } from '../../../tools/redis-server.ts';
import { within } from '../../../tools/time-given.ts';
import { createClient, type RedisClient, redisKeyStore, redisLock } from '../src/index.ts';
import { connect, inspector, open, redisPackages } from './redis-clients.ts';
import { startRelay } from './relay.ts';
import { expectRefused, recordOf, sealingKey, slot } from './sealed-store.ts';

const account = { email: 'ada@example.test', password: 'canary-Horse-9' };

/** A server for one test, with one record in it. */
async function served(
  name: string,
): Promise<{ server: RedisServer; client: RedisClient; store: KeyStore; redis: Redis }> {
  const server = await startRedisServer();
  onTestFinished(() => server.close());
  const client = await connect(name, server);
  const store = redisKeyStore(client, { sealingKey });
  await store.set(slot, recordOf('first'));
  return { server, client, store, redis: inspector(server) };
}

/** Refused, in time, and with nothing of it in the error however it is looked at. */
async function expectRefusedInTime(work: Promise<unknown>, code: string, limit = 1000): Promise<void> {
  const error = work.catch((thrown: unknown) => thrown);
  await within(limit, expectRefused(work, code));
  expect(inspect(await error, { showHidden: true, depth: Infinity })).not.toMatch(/canary|eyJ|redis\.call/);
}

const LIMIT = 3500; // the 3 s that are promised, and what goes on between two timers

describe.skipIf(!redisServerAvailable()).each(redisPackages)('redisKeyStore on %s', (name) => {
  it('is read-only on a replica, and says so', async () => {
    const { store, redis } = await served(name);
    await redis.call('REPLICAOF', '127.0.0.1', '1');
    expect(await store.get(slot)).toEqual(recordOf('first'));
    await expectRefusedInTime(store.set(slot, recordOf('second'), 'first'), 'storage_denied');
    await expectRefusedInTime(store.remove(slot), 'storage_denied');
    expect(await store.get(slot)).toEqual(recordOf('first'));
  });

  it('is full when Redis is, keeps what it held, and can make room', async () => {
    const { store, redis } = await served(name);
    await redis.config('SET', 'maxmemory', '1');
    await expectRefusedInTime(store.set(slot, recordOf('second'), 'first'), 'storage_full');
    await expectRefusedInTime(store.set({ ...slot, profile: 'other' }, recordOf('x'), null), 'storage_full');
    expect(await store.get(slot)).toEqual(recordOf('first'));
    expect(await store.remove(slot, 'first')).toBe(true);
  });

  it('is denied without the right to what it does', async () => {
    const { server, redis } = await served(name);
    await redis.call('ACL', 'SETUSER', 'mute', 'on', '>pass', '~*', '+@all', '-eval');
    await redis.call('ACL', 'SETUSER', 'reader', 'on', '>pass', '~*', '+@all', '-set', '-del');
    await redis.call('ACL', 'SETUSER', 'stranger', 'on', '>pass', '~other:*', '+@all');
    const as = async (username: string): Promise<KeyStore> =>
      redisKeyStore(await connect(name, { port: server.port, username, password: 'pass' }), { sealingKey });
    await expectRefusedInTime((await as('mute')).get(slot), 'storage_denied');
    await expectRefusedInTime((await as('stranger')).get(slot), 'storage_denied');
    const reader = await as('reader');
    expect(await reader.get(slot)).toEqual(recordOf('first'));
    await expectRefusedInTime(reader.set(slot, recordOf('second')), 'storage_denied');
    await expectRefusedInTime(reader.remove(slot), 'storage_denied');
  });

  it('needs no more rights than its documentation says, nor does the lock', async () => {
    const { server, redis } = await served(name);
    const document = await readFile(new URL('../../../docs/storage.md', import.meta.url), 'utf8');
    const [, rights = ''] = /^`(~turbosmtp-auth:.*)`/m.exec(document) ?? [];
    await redis.call('ACL', 'SETUSER', 'least', 'on', '>pass', ...rights.split(' '));
    const client = await connect(name, { port: server.port, username: 'least', password: 'pass' });
    const store = redisKeyStore(client, { sealingKey });
    expect(await store.set(slot, recordOf('second'), 'first')).toBe(true);
    expect(await store.get(slot)).toEqual(recordOf('second'));
    await redisLock(client)('least', async () => {
      await sleep(1500); // longer than it lives
      expect(await redis.exists('turbosmtp-auth:lock:least')).toBe(1);
    });
    expect(await redis.exists('turbosmtp-auth:lock:least')).toBe(0);
    expect(await store.remove(slot, 'second')).toBe(true);
  });

  it('ends in time on a server that is frozen, and does not make a write of that time later', async () => {
    const { server, store, client } = await served(name);
    server.freeze();
    await Promise.all([
      expectRefusedInTime(store.get(slot), 'storage_timeout', LIMIT),
      expectRefusedInTime(store.set(slot, recordOf('late'), 'first'), 'storage_timeout', LIMIT),
      expectRefusedInTime(store.remove(slot), 'storage_timeout', LIMIT),
    ]);
    server.thaw();
    expect(await store.get(slot)).toEqual(recordOf('first'));

    // Frozen after it was read and before it is written: the write is on its way and arrives when it is too late.
    let asked = -Infinity;
    const freezing = new Proxy(client, {
      get: (target, property) => {
        if (property === 'eval' && ++asked === 2) server.freeze();
        const value: unknown = Reflect.get(target, property);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const slow = redisKeyStore(freezing, { sealingKey });
    asked = 0; // until now it was only looked at
    await expectRefusedInTime(slow.set(slot, recordOf('late'), 'first'), 'storage_timeout', LIMIT);
    server.thaw();
    await expectStays(store, 'first');
  });

  it('makes none of many writes whose calls ended while a server was frozen', async () => {
    const { server, store, client } = await served(name);
    const places = Array.from({ length: 100 }, (_, index) => ({ ...slot, profile: `place-${index}` }));
    let asked = 0;
    const freezing = new Proxy(client, {
      get: (target, property) => {
        // Each was read, and the first is about to be written.
        if (property === 'eval' && ++asked === places.length + 1) server.freeze();
        const value: unknown = Reflect.get(target, property);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const slow = redisKeyStore(freezing, { sealingKey });
    const ends = places.map(async (place, index) => {
      await new Promise((resolve) => setTimeout(resolve, index / 10));
      return slow.set(place, recordOf('late'), null).catch((error: { code: string }) => error.code);
    });
    await Promise.race(ends);
    server.thaw();
    const made = await Promise.all(ends);
    await expectStays(store, 'first');
    const kept = await Promise.all(places.map((place) => store.get(place)));
    expect(places.filter((_, index) => made[index] !== true && kept[index] !== null)).toEqual([]);
  });

  it('tells whoever uses a client of the frozen server what to look at', async () => {
    const { server, client } = await served(name);
    const sandbox = createSandbox({ accounts: [account] });
    const keyStore = redisKeyStore(client, { sealingKey });
    const user = createClient({ keyStore, fetch: sandbox.fetch });
    await user.login(account);
    server.freeze();
    await expect(createClient({ keyStore, fetch: sandbox.fetch }).apiKey()).rejects.toMatchObject({
      name: 'StorageError',
      code: 'storage_timeout',
      hint: 'Check that the Redis server is reachable and answers.',
    });
    server.thaw();
    expect(await user.logout()).toEqual({ revoked: 'now' });
    expect(sandbox.keys.list()).toEqual([]);
  });

  it('ends in time when the server is gone, and works again when it is back', async () => {
    const { server, store } = await served(name);
    await server.close();
    const error = await store.set(slot, recordOf('lost'), 'first').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: 'StorageError',
      code: expect.stringMatching(/_(unavailable|timeout)$/),
    });
    const again = await startRedisServer({}, server.port);
    onTestFinished(() => again.close());
    await expect.poll(() => store.get(slot).catch(() => 'not yet')).toBeNull();
    expect(await store.set(slot, recordOf('second'), null)).toBe(true);
  });

  it('is unavailable with a client that was closed', async () => {
    const { server } = await served(name);
    const { client, close } = await open(name, server);
    close();
    await expectRefusedInTime(redisKeyStore(client, { sealingKey }).get(slot), 'storage_unavailable');
  });

  it('answers truly when the answer to a write was lost on the way', async () => {
    const { server, store } = await served(name);
    // Ends the connection once, when the answer to an exchange comes by.
    const relay = await startRelay(server.port, (answer) => /done/.test(answer));
    const lossy = redisKeyStore(await connect(name, relay), { sealingKey });
    const outcome = await lossy
      .set(slot, recordOf('second'), 'first')
      .catch((error: { code: string }) => error.code);
    expect(relay.cut).toBe(true);
    // Either the client asks again, and learns that it was written; or it does not, and nobody knows.
    expect(outcome).toBe(name.startsWith('ioredis') ? true : 'storage_unavailable');
    expect(await store.get(slot)).toEqual(recordOf('second'));
  });
});

describe.skipIf(!redisServerAvailable())('redisKeyStore', () => {
  it('is denied without a password', async () => {
    const { server, redis } = await served('redis 6');
    await redis.call('ACL', 'SETUSER', 'default', 'resetpass', '>pass');
    const stranger = redisKeyStore(await connect('ioredis 6', server), { sealingKey });
    await expectRefusedInTime(stranger.get(slot), 'storage_denied', LIMIT);
  });

  it('is unavailable while Redis cannot save to its disk, and keeps what it held', async () => {
    const { store, redis } = await served('redis 6');
    const [, directory = ''] = (await redis.config('GET', 'dir')) as string[]; // its name, and its value
    await redis.config('SET', 'save', '3600 1000');
    await rm(directory, { recursive: true });
    await redis.bgsave();
    await expect.poll(() => redis.info('persistence')).toMatch(/rdb_last_bgsave_status:err/);
    await expectRefusedInTime(store.set(slot, recordOf('second'), 'first'), 'storage_unavailable');
    const hint = store.set(slot, recordOf('second')).catch((error: { hint: string }) => error.hint);
    expect(await hint).toMatch(/disk/);
    expect(await store.get(slot)).toEqual(recordOf('first'));
  });
});

/** Everything that was on its way has arrived, and has changed nothing. */
async function expectStays(store: KeyStore, gen: string): Promise<void> {
  for (let look = 0; look < 5; look++) {
    expect((await store.get(slot))?.gen).toBe(gen);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

import type { KeyStore, Slot, StoredRecord } from '@turbosmtp-auth/core';
import { keyStoreContract } from '@turbosmtp-auth/core/testing';
import { createClientPool, RESP_TYPES } from 'redis';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type RedisServer, redisServerAvailable, startRedisServer } from '../../../tools/redis-server.ts';
import { type RedisClient, redisKeyStore } from '../src/index.ts';
import { connect, inspector, redisPackages } from './redis-clients.ts';
import { expectRefused, recordOf, sealingKey, slot } from './sealed-store.ts';

let server: RedisServer;
let made = 0;
/** Each test has keys of its own. */
const newPrefix = (): string => `test-${++made}:`;
const keyOf = (prefix: string, { origin, profile, kind }: Slot = slot): string =>
  `${prefix}${origin}:${profile}:${kind}`;

const expectAllRefused = (works: readonly Promise<unknown>[], code: string): Promise<unknown> =>
  Promise.all(works.map((work) => expectRefused(work, code)));

describe.skipIf(!redisServerAvailable())('in a real Redis,', () => {
  beforeAll(async () => {
    server = await startRedisServer();
  });
  afterAll(() => server.close());

  describe.each(redisPackages)('redisKeyStore on %s', (name) => {
    const prefixes = new WeakMap<KeyStore, string>();
    const open = async (prefix: string): Promise<KeyStore> => {
      const store = redisKeyStore(await connect(name, server), { sealingKey, prefix });
      prefixes.set(store, prefix);
      return store;
    };
    const prefixOf = (store: KeyStore): string => prefixes.get(store) ?? '';
    const cases = keyStoreContract({
      create: () => open(newPrefix()),
      reopen: (store) => open(prefixOf(store)),
      damage: async (store, at) => {
        const redis = inspector(server);
        const key = keyOf(prefixOf(store), at);
        const sealed = (await redis.get(key)) ?? '';
        const flipped = sealed.at(-30) === 'A' ? 'B' : 'A';
        await redis.setrange(key, sealed.length - 30, flipped);
      },
    });

    it.each(cases)('$name', ({ run }) => run());

    it('is held to the whole contract', () => expect(cases.length).toBeGreaterThan(30));

    it('lets one of many writers win, wherever they are', async () => {
      const prefix = newPrefix();
      const stores = await Promise.all(Array.from({ length: 8 }, () => open(prefix)));
      for (const before of [null, 'winner-0', 'winner-1']) {
        const round = before === null ? 0 : Number(before.at(-1)) + 1;
        const won = await Promise.all(
          stores.map((store) => store.set(slot, recordOf(`winner-${round}`), before)),
        );
        expect(won.filter(Boolean)).toHaveLength(1);
      }
    });

    it('keeps nothing in plain text', async () => {
      const prefix = newPrefix();
      await (await open(prefix)).set(slot, recordOf('first'));
      const parts = ((await inspector(server).get(keyOf(prefix))) ?? '').split('.');
      expect(parts).toHaveLength(5);
      expect(parts.map((part) => Buffer.from(part, 'base64url').toString('latin1')).join()).not.toMatch(
        /canary/,
      );
    });
  });

  it.each<[string, () => Promise<RedisClient>]>([
    [
      'a pool',
      async () => {
        const pool = createClientPool({ socket: { port: server.port } });
        await pool.connect();
        onTestFinished(() => pool.destroy());
        return pool;
      },
    ],
    [
      'a client that gives bytes',
      async () => {
        const client = await connect('redis 6', server);
        if (!('withTypeMapping' in client)) throw new Error('not a client of redis 6');
        return (client as ReturnType<typeof createClientPool>).withTypeMapping({
          [RESP_TYPES.BLOB_STRING]: Buffer,
        }); // both have it
      },
    ],
  ])('also takes %s', async (_, make) => {
    const store = redisKeyStore(await make(), { sealingKey, prefix: newPrefix() });
    expect(await store.set(slot, recordOf('first'), null)).toBe(true);
    expect(await store.get(slot)).toEqual(recordOf('first'));
    expect(await store.remove(slot, 'first')).toBe(true);
  });

  it('lets a key of two hours go a day after its end, and nothing that must stay', async () => {
    const prefix = newPrefix();
    const store = redisKeyStore(await connect('redis 6', server), { sealingKey, prefix });
    const session = { ...recordOf('a'), mintedAt: 0, expiresAt: 7_140_000 } as StoredRecord; // of kind session
    const records: readonly (readonly [StoredRecord, number | null])[] = [
      [{ v: 1, kind: 'pending', gen: 'a', startedAt: 0 }, 86_400],
      [{ v: 1, kind: 'pending', gen: 'a', startedAt: 0, replaces: 'k' }, null],
      [{ v: 1, kind: 'revocation', gen: 'a', keys: ['k'] }, null],
      [{ v: 1, kind: 'consumer', gen: 'a', key: 'k', secret: 's' }, null],
      [session, 86_400 + 7140],
      [{ ...session, expiresAt: -5 } as StoredRecord, 86_400], // of a service whose clock went back
      [recordOf('never'), null], // in the place of one that had an end
    ];
    const redis = inspector(server);
    for (const [record, seconds] of records) {
      await store.set({ ...slot, kind: record.kind }, record);
      const left = await redis.pttl(keyOf(prefix, { ...slot, kind: record.kind }));
      if (seconds === null) expect(left).toBe(-1);
      else expect(left / 1000).toSatisfy((s: number) => s > seconds - 10 && s <= seconds);
    }
  });

  it('tells what is damaged from what is sealed with another key, newer, or moved here', async () => {
    const prefix = newPrefix();
    const client = await connect('ioredis 6', server);
    const store = redisKeyStore(client, { sealingKey, prefix });
    await store.set(slot, recordOf('first'));
    const redis = inspector(server);
    const sealed = (await redis.get(keyOf(prefix))) ?? '';
    const sent = async (): Promise<number> =>
      Number(/total_net_output_bytes:(\d+)/.exec(await redis.info('stats'))?.[1]);
    const other = { ...slot, profile: 'other' };
    await redis.copy(keyOf(prefix), keyOf(prefix, other));
    await expectRefused(store.get(other), 'storage_misplaced');
    const elsewhere = redisKeyStore(client, { sealingKey: new Uint8Array(32), prefix });
    await expectRefused(elsewhere.get(slot), 'storage_wrong_key');
    await expectRefused(elsewhere.set(slot, recordOf('theirs')), 'storage_wrong_key');

    const [head = '', ...rest] = sealed.split('.');
    const header = { ...JSON.parse(Buffer.from(head, 'base64url').toString()), version: 2 };
    const newer = [Buffer.from(JSON.stringify(header)).toString('base64url'), ...rest].join('.');
    for (const [text, code] of [
      [newer, 'storage_too_new'],
      ['', 'storage_damaged'],
      [sealed.slice(0, -1), 'storage_damaged'],
      [`${sealed}\n`, 'storage_damaged'],
      [`\u{feff}${sealed}`, 'storage_damaged'],
      ['x'.repeat(64 * 2 ** 20), 'storage_damaged'],
    ] as const) {
      await redis.set(keyOf(prefix), text);
      const before = await sent();
      await expectRefused(store.get(slot), code);
      expect((await sent()) - before).toBeLessThan(1e6); // 64 MB are not fetched
      await expectAllRefused(
        [store.set(slot, recordOf('x')), store.set(slot, recordOf('x'), null), store.remove(slot)],
        code,
      );
      expect((await redis.get(keyOf(prefix))) === text).toBe(true);
    }
  });

  it('leaves what is no record of ours as it is', async () => {
    const prefix = newPrefix();
    const store = redisKeyStore(await connect('redis 6', server), { sealingKey, prefix });
    const redis = inspector(server);
    await redis.rpush(keyOf(prefix), 'a', 'list');
    await expectAllRefused(
      [store.get(slot), store.set(slot, recordOf('x'), null), store.remove(slot)],
      'storage_damaged',
    );
    expect(await redis.lrange(keyOf(prefix), 0, -1)).toEqual(['a', 'list']);
  });
});

describe('redisKeyStore', () => {
  const unused = { eval: () => Promise.reject(new Error('nothing was to be asked')) };

  it.each(['../x', 'a\0b', 'x'.repeat(300), '', 'a:b', 'a b', 'CON', '__proto__'])(
    'refuses the profile %j and asks nothing',
    async (profile) => {
      const store = redisKeyStore(unused, { sealingKey });
      const hostile = { ...slot, profile };
      for (const work of [store.get(hostile), store.set(hostile, recordOf('x')), store.remove(hostile)])
        await expect(work).rejects.toMatchObject({
          name: 'InvalidInputError',
          issues: [{ path: 'profile' }],
        });
    },
  );

  it.each([null, undefined, 'redis://127.0.0.1', {}, { get: () => null }])(
    'refuses %j as a client',
    (client) => {
      expect(() => redisKeyStore(client as never, { sealingKey })).toThrow(
        expect.objectContaining({
          name: 'InvalidInputError',
          issues: [{ path: 'client', code: 'not_a_redis_client', message: 'It is not a redis client.' }],
        }),
      );
    },
  );

  it.each([new Uint8Array(16), { passphrase: '' }, 'secret', undefined])(
    'refuses %j as a sealing key',
    (key) => {
      expect(() => redisKeyStore(unused, { sealingKey: key as never })).toThrow(
        expect.objectContaining({ name: 'InvalidInputError' }),
      );
    },
  );

  it.each([null, 7, 'done', [], [null], ['1', 5], {}])('takes the reply %j for no Redis', async (reply) => {
    const store = redisKeyStore({ eval: async () => reply }, { sealingKey });
    await expectRefused(store.get(slot), 'storage_unavailable');
  });
});

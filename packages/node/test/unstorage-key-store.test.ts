import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyStore, Slot } from '@turbosmtp-auth/core';
import { createStorage, type Driver, prefixStorage } from 'unstorage';
import fsDriver from 'unstorage/drivers/fs';
import memoryDriver from 'unstorage/drivers/memory';
import { describe, expect, it } from 'vitest';
import { within } from '../../../tools/time-given.ts';
import { unstorageKeyStore } from '../src/index.ts';
import { scratchDirectory } from './scratch-directory.ts';
import { expectRefused, recordOf, sealingKey, slot } from './sealed-store.ts';
import { storageOf } from './storage-of.ts';

describe('unstorageKeyStore', () => {
  const stored = async (): Promise<{ base: string; path: string; store: KeyStore }> => {
    const base = await scratchDirectory();
    const store = unstorageKeyStore(storageOf(fsDriver({ base })), { sealingKey });
    await store.set(slot, recordOf('first'));
    const [name = 'none'] = await readdir(join(base, 'turbosmtp-auth'));
    return { base, path: join(base, 'turbosmtp-auth', name), store };
  };

  it('keeps nothing in plain text, under one name that any disk can have', async () => {
    const { path } = await stored();
    expect(path).toMatch(/\/session\.default\.https_3a_2f_2fapi_2eexample_2etest$/);
    const parts = (await readFile(path, 'utf8')).split('.');
    expect(parts).toHaveLength(5);
    expect(parts.map((part) => Buffer.from(part, 'base64url').toString('latin1')).join()).not.toMatch(
      /canary/,
    );
  });

  it.each<[string, (whole: string) => string, string]>([
    ['empty', () => '', 'storage_damaged'],
    ['cut', (whole) => whole.slice(0, -1), 'storage_damaged'],
    ['longer', (whole) => `${whole}A`, 'storage_damaged'],
    ['a number', () => '7', 'storage_damaged'],
    ['an object', () => '{"key":"canary"}', 'storage_damaged'],
    ['an object of a newer version', () => '{"v":2}', 'storage_too_new'],
    ['another key’s', (whole) => whole, 'storage_wrong_key'],
  ])('says what is wrong with an item that is %s, and leaves it', async (_, change, code) => {
    const { base, path, store } = await stored();
    const changed = change(await readFile(path, 'utf8'));
    await writeFile(path, changed);
    const key = code === 'storage_wrong_key' ? new Uint8Array(32) : sealingKey;
    const reader =
      code === 'storage_wrong_key'
        ? unstorageKeyStore(storageOf(fsDriver({ base })), { sealingKey: key })
        : store;
    await expectRefused(reader.get(slot), code);
    await expectRefused(reader.set(slot, recordOf('second')), code);
    await expectRefused(reader.remove(slot), code);
    expect(await readFile(path, 'utf8')).toBe(changed);
  });

  it('takes an item that it meets half written for what it is a moment later', async () => {
    const { path, store } = await stored();
    const whole = await readFile(path, 'utf8');
    await writeFile(path, whole.slice(0, 100));
    const read = store.get(slot);
    setTimeout(() => void writeFile(path, whole), 40);
    expect(await read).toEqual(recordOf('first'));
  });

  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('canary');
      },
    ],
    ['answers nothing', () => undefined],
  ])('says that it cannot be used if the storage %s when asked for its driver', async (_, getMount) => {
    const storage = { ...createStorage(), getMount } as never;
    await expectRefused(unstorageKeyStore(storage, { sealingKey }).describe(), 'storage_unavailable');
  });

  it('says that a driver does not write, when it says nothing itself', async () => {
    const { base } = await stored();
    const store = unstorageKeyStore(storageOf(fsDriver({ base, readOnly: true })), { sealingKey });
    expect(await store.get(slot)).toEqual(recordOf('first'));
    await expectRefused(store.set(slot, recordOf('second'), 'first'), 'storage_denied');
    await expectRefused(store.set({ ...slot, profile: 'other' }, recordOf('x'), null), 'storage_denied');
    await expectRefused(store.remove(slot), 'storage_denied');
  });

  it('says of two writers in two processes which one’s record is kept', async () => {
    const base = await scratchDirectory();
    const driver = fsDriver({ base });
    const theirs = unstorageKeyStore(storageOf(fsDriver({ base })), { sealingKey });
    // The other one writes after this one compared, at the last moment.
    const overtaken = storageOf({
      ...driver,
      setItem: async (key, value, options) => {
        await driver.setItem?.(key, value, options);
        await theirs.set(slot, recordOf('theirs'));
      },
    });
    const ours = unstorageKeyStore(overtaken, { sealingKey });
    expect(await ours.set(slot, recordOf('ours'), null)).toBe(false);
    expect(await ours.get(slot)).toEqual(recordOf('theirs'));
  });

  it.each<[string, Partial<Driver>, string, number]>([
    ['hangs', { getItem: () => new Promise(() => {}) }, 'storage_timeout', 3500],
    ['throws a secret', { getItem: () => Promise.reject(new Error('canary')) }, 'storage_unavailable', 500],
    [
      'has no room',
      { setItem: () => Promise.reject(Object.assign(new Error('canary'), { code: 'ENOSPC' })) },
      'storage_full',
      500,
    ],
    [
      'may not write',
      { setItem: () => Promise.reject(Object.assign(new Error('canary'), { code: 'EACCES' })) },
      'storage_denied',
      500,
    ],
    ['throws nothing at all', { getItem: () => Promise.reject() }, 'storage_unavailable', 500],
  ])('is bounded and typed on a driver that %s', async (_, broken, code, limit) => {
    const store = unstorageKeyStore(createStorage({ driver: { ...memoryDriver(), ...broken } }), {
      sealingKey,
    });
    await within(limit, expectRefused(store.set(slot, recordOf('first'), null), code));
  });

  it('is held up by a driver that hangs once for that one call', async () => {
    const driver: Driver = memoryDriver();
    const { getItem } = driver;
    let hangs = true;
    driver.getItem = (key, options) => {
      if (!hangs) return getItem(key, options);
      hangs = false;
      return new Promise(() => {});
    };
    const store = unstorageKeyStore(createStorage({ driver }), { sealingKey });
    await expectRefused(store.get(slot), 'storage_timeout');
    expect(await store.set(slot, recordOf('first'), null)).toBe(true);
    expect(await store.get(slot)).toEqual(recordOf('first'));
  });

  it('does not take a rival that puts its own record back for a driver that cannot write', async () => {
    const driver: Driver = memoryDriver();
    const { setItem } = driver;
    const store = unstorageKeyStore(createStorage({ driver }), { sealingKey });
    await store.set(slot, recordOf('rival'));
    let rivals = 2;
    driver.setItem = async (key, value, options) => {
      const before = await driver.getItem(key);
      await setItem?.(key, value, options);
      if (rivals-- > 0) await setItem?.(key, String(before), options);
    };
    expect(await store.set(slot, recordOf('mine'))).toBe(true);
    expect(await store.get(slot)).toEqual(recordOf('mine'));
  });

  it('reports what others write and remove, once the driver watches', async () => {
    const base = await scratchDirectory();
    const [here, there] = [fsDriver({ base }), fsDriver({ base })].map((driver) =>
      unstorageKeyStore(prefixStorage(storageOf(driver), 'app'), { sealingKey, watch: true }),
    );
    await there?.set(slot, recordOf('before')); // a watcher misses directories that are made while it starts
    const seen: Slot[] = [];
    const stop = here?.watch?.((changed) => seen.push(changed));
    let writes = 0;
    await expect
      .poll(
        async () => {
          await there?.set(slot, recordOf(`write-${++writes}`));
          return seen;
        },
        { interval: 100 },
      )
      .toContainEqual(slot);
    stop?.();
  });

  it('does not watch unless it is asked to', () => {
    expect(unstorageKeyStore(createStorage(), { sealingKey }).watch).toBeUndefined();
  });

  it('lives in a part of a storage too, and under a prefix of one’s own', async () => {
    const whole = createStorage({ driver: memoryDriver() });
    const store = unstorageKeyStore(prefixStorage(whole, 'app'), { sealingKey, prefix: 'auth:keys' });
    await store.set(slot, recordOf('first'));
    expect(await whole.getKeys()).toEqual([expect.stringMatching(/^app:auth:keys:session\.default\./)]);
    expect(await store.get(slot)).toEqual(recordOf('first'));
  });

  it.each(['', ':', 'a:', 'a/b', 'a b', '../x'])('refuses the prefix %j', (prefix) => {
    expect(() => unstorageKeyStore(createStorage(), { sealingKey, prefix })).toThrow(
      expect.objectContaining({
        name: 'InvalidInputError',
        issues: [{ path: 'prefix', code: 'invalid_prefix', message: expect.stringMatching(/^It is not/) }],
      }),
    );
  });

  it.each(['../x', 'a\0b', 'x'.repeat(300), 'a:b', 'CON'])(
    'refuses the profile %j and stores nothing',
    async (profile) => {
      const storage = createStorage({ driver: memoryDriver() });
      const store = unstorageKeyStore(storage, { sealingKey });
      const hostile = { ...slot, profile };
      for (const work of [
        () => store.get(hostile),
        () => store.set(hostile, recordOf('x')),
        () => store.remove(hostile),
      ])
        await expect(work()).rejects.toMatchObject({ name: 'InvalidInputError' });
      expect(await storage.getKeys()).toEqual([]);
    },
  );

  it.each([undefined, null, {}, 'storage'])('refuses %j as a storage', (storage) => {
    expect(() => unstorageKeyStore(storage as never, { sealingKey })).toThrow(
      expect.objectContaining({ name: 'InvalidInputError' }),
    );
  });
});

import { describe, expect, test, vi } from 'vitest';
import { systemClock } from '../src/clock.ts';
import { storageError } from '../src/errors/build.ts';
import type { KeyStore } from '../src/records/key-store.ts';
import { memoryKeyStore } from '../src/records/memory-key-store.ts';
import { guardStore } from '../src/session/guarded-store.ts';

const place = { origin: 'https://host.example', profile: 'default' };
const from = { id: '1', operation: 'login' } as const;
const quick = {
  ...systemClock,
  sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms / 100, signal),
};
const guard = (parts: Partial<KeyStore>, least: 'memory' | 'os' = 'memory') =>
  guardStore({ ...memoryKeyStore(), ...parts }, place, least, quick, () => undefined);
const secret = 'canary-canary';

describe('a store', () => {
  test.each<[string, Partial<KeyStore>]>([
    [
      'throws',
      {
        get: () => {
          throw new Error(secret);
        },
      },
    ],
    ['rejects', { get: async () => Promise.reject(new Error(secret)) }],
    ['rejects with nothing', { get: async () => Promise.reject() }],
    ['cannot describe itself', { describe: async () => Promise.reject(new Error(secret)) }],
  ])('that %s is unavailable, and its own error is not shown', async (_, parts) => {
    const error = await guard(parts)
      .get(from, 'session')
      .catch((reason) => reason);
    expect(error).toMatchObject({ name: 'StorageError', code: 'storage_unavailable' });
    expect(JSON.stringify(error) + error.stack + error.cause).not.toContain(secret);
  });

  test('that never settles is timed out', async () => {
    await expect(
      guard({ get: () => new Promise(() => undefined) }).get(from, 'session'),
    ).rejects.toMatchObject({
      code: 'storage_timeout',
    });
  });

  test('that says what is wrong is believed', async () => {
    const error = storageError('storage_wrong_key');
    await expect(guard({ get: async () => Promise.reject(error) }).get(from, 'session')).rejects.toBe(error);
  });

  test.each([
    ['a string', 'x'],
    ['another kind', { v: 1, kind: 'pending', gen: 'a', startedAt: 1 }],
    [
      'a key that would break a header',
      {
        v: 1,
        kind: 'session',
        gen: 'a',
        key: 'a\r\nb',
        account: 'a',
        mintedAt: 1,
        expiresAt: null,
        clockOffset: 0,
      },
    ],
    ['half a record', { v: 1, kind: 'session', gen: 'a' }],
  ])('that answers with %s is damaged', async (_, record) => {
    await expect(guard({ get: async () => record as never }).get(from, 'session')).rejects.toMatchObject({
      code: 'storage_damaged',
    });
  });

  test('below the least assurance is not used', async () => {
    await expect(guard({}, 'os').get(from, 'session')).rejects.toMatchObject({
      code: 'storage_below_assurance',
    });
  });
});

describe('a store whose `watch`', () => {
  const fails = (): never => {
    throw new Error(secret);
  };
  test.each<[string, unknown, boolean]>([
    ['throws', fails, false],
    ['rejects', async () => fails(), false],
    ['answers nothing', () => undefined, false],
    ['answers no function', () => ({}), false],
    ['answers a function that throws', () => fails, false],
    ['answers a function that rejects', () => async () => fails(), false],
    ['ends as it should', (end: () => void) => end, true],
    ['promises how it ends', async (end: () => void) => end, true],
  ])('%s', async (_, watch, ends) => {
    const end = vi.fn();
    const rejected = vi.fn();
    process.on('unhandledRejection', rejected);
    const stop = guard({ watch: () => (watch as (end: () => void) => never)(end) }).watch(() => undefined);
    expect(stop()).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve));
    process.off('unhandledRejection', rejected);
    expect(rejected).not.toHaveBeenCalled();
    expect(end).toHaveBeenCalledTimes(ends ? 1 : 0);
  });
});

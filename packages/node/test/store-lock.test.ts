import { access, chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  createClient,
  type KeyStore,
  type Lock,
  memoryKeyStore,
  sealedFileKeyStore,
  withLock,
} from '../src/index.ts';
import { storeLock } from '../src/store-lock.ts';
import { scratchDirectory } from './scratch-directory.ts';
import { sealingKey } from './sealed-store.ts';

const credentials = { email: 'ada@example.test', password: 'Correct-Horse-9' };

/** The names below a directory while somebody is inside. */
async function namesInside(store: KeyStore, directory: string): Promise<string[]> {
  return storeLock(store)('name', () => readdir(directory).catch(() => []));
}

/** A home of its own, since that is where a lock goes that is given no directory. */
async function stubHome(): Promise<string> {
  const home = await scratchDirectory();
  vi.stubEnv('XDG_STATE_HOME', home);
  vi.stubEnv('HOME', home);
  vi.stubEnv('LOCALAPPDATA', home);
  onTestFinished(() => void vi.unstubAllEnvs());
  return home;
}

describe('a client that is given no lock', () => {
  it('touches no file while its key is in memory', async () => {
    const home = await stubHome();
    const sandbox = createSandbox();
    sandbox.accounts.add(credentials);
    const client = createClient({ fetch: sandbox.fetch, keyStore: memoryKeyStore(), credentials });
    await client.apiKey();
    await client.logout();
    expect(await readdir(home)).toEqual([]);
  });

  it('locks beside its sealed files', async () => {
    const home = await stubHome();
    const directory = join(await scratchDirectory(), 'state');
    const sandbox = createSandbox();
    sandbox.accounts.add(credentials);
    const keyStore = sealedFileKeyStore({ directory, sealingKey });
    let seen: string[] = [];
    const client = createClient({
      fetch: async (input, init) => {
        seen = await readdir(join(directory, 'locks'));
        return sandbox.fetch(input, init);
      },
      keyStore,
      credentials,
    });
    await client.apiKey();
    expect(seen.filter((name) => name.endsWith('.lock'))).toHaveLength(1);
    // Its caller has the key already while it gives the lock back.
    await expect.poll(() => readdir(join(directory, 'locks'))).toEqual([]);
    expect(await readdir(home)).toEqual([]);
  });
});

describe('the lock that goes with a store', () => {
  const described = (persistent: boolean, sharedWith: string): KeyStore => ({
    ...memoryKeyStore(),
    describe: async () => ({ backend: 'a store', assurance: 'encrypted', persistent, sharedWith }),
  });

  it('is a file for any store that says that this user’s processes share it, and for no other', async () => {
    const home = await stubHome();
    await storeLock(described(false, 'this user'))('name', async () => {});
    await storeLock(described(true, 'this tab'))('name', async () => {});
    expect(await readdir(home)).toEqual([]);
    await storeLock(described(true, 'this user'))('name', async () => {});
    expect(await readdir(home)).not.toEqual([]);
  });

  it('holds among the clients of this process when it cannot hold among processes', async () => {
    const directory = join(await scratchDirectory(), 'state');
    const store = sealedFileKeyStore({ directory, sealingKey });
    expect(await namesInside(store, join(directory, 'locks'))).toHaveLength(2);
    await chmod(join(directory, 'locks'), 0o777); // is refused
    const order: string[] = [];
    const failing = { ...store, describe: () => Promise.reject(new Error('it cannot say')) };
    for (const each of [store, failing]) {
      order.length = 0;
      await Promise.all(
        [storeLock(each), storeLock(each)].map((lock) =>
          lock('name', async () => {
            order.push('in');
            await sleep(10);
            order.push('out');
          }),
        ),
      );
      expect(order).toEqual(['in', 'out', 'in', 'out']);
    }
  });

  it('still holds in the process where the one among processes fails with whatever it likes', async () => {
    const failing: Lock = () => Promise.reject(new TypeError('a bug of a lock'));
    const lock = storeLock(withLock(memoryKeyStore(), () => failing));
    const order: string[] = [];
    const work = async (): Promise<void> => {
      order.push('in');
      await sleep(5);
      order.push('out');
    };
    await Promise.all([lock('name', work), lock('name', work)]);
    expect(order).toEqual(['in', 'out', 'in', 'out']);
  });

  it('runs the work once, whatever comes of it, and ends the wait as it was asked to', async () => {
    const directory = join(await scratchDirectory(), 'state');
    const lock = storeLock(sealedFileKeyStore({ directory, sealingKey }));
    const work = vi.fn(async () => Promise.reject(new Error('of the work')));
    await expect(lock('name', work)).rejects.toThrow('of the work');
    expect(work).toHaveBeenCalledTimes(1);
    await access(join(directory, 'locks'));
    await lock('name', async () => {
      const abort = new AbortController();
      const aborted = lock('name', work, { signal: abort.signal });
      abort.abort(new Error('enough'));
      await expect(aborted).rejects.toThrow('enough');
      await expect(lock('name', work, { timeout: 20 })).rejects.toMatchObject({ name: 'TimeoutError' });
    });
    expect(work).toHaveBeenCalledTimes(1);
  });
});

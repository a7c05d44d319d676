import { lstat, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type KeyStore, memoryKeyStore } from '@turbosmtp-auth/core';
import { keyStoreContract } from '@turbosmtp-auth/core/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type SealingKey, sealedFileKeyStore } from '../src/index.ts';
import { scratchDirectory } from './scratch-directory.ts';
import { expectRefused, recordOf, sealingKey, slot, storeOneRecord } from './sealed-store.ts';

afterEach(() => vi.unstubAllEnvs());

describe('memoryKeyStore, through this package', () => {
  it.each(keyStoreContract({ create: async () => memoryKeyStore() }))('$name', ({ run }) => run());
});

describe.each<[string, SealingKey]>([
  ['32 bytes', sealingKey],
  ['a passphrase', { passphrase: 'four seldom used words' }],
])('sealedFileKeyStore under %s', (_, sealingKey) => {
  const directories = new WeakMap<KeyStore, string>();
  const made = (directory: string): KeyStore => {
    const store = sealedFileKeyStore({ directory, sealingKey });
    directories.set(store, directory);
    return store;
  };
  const directoryOf = (store: KeyStore): string => directories.get(store) ?? '';
  const cases = keyStoreContract({
    create: async () => made(join(await scratchDirectory(), 'state')),
    reopen: async (store) => made(directoryOf(store)),
    damage: async (store, { profile, kind }) => {
      const directory = directoryOf(store);
      const name = (await readdir(directory)).find((entry) => entry.startsWith(`${profile}.${kind}.`)) ?? '';
      const bytes = await readFile(join(directory, name));
      bytes[bytes.length - 30] = (bytes.at(-30) ?? 0) ^ 1;
      await writeFile(join(directory, name), bytes);
    },
  });

  it.each(cases)('$name', ({ run }) => run());

  it('is held to the whole contract', () => expect(cases.length).toBeGreaterThan(30));
});

describe('sealedFileKeyStore', () => {
  it('writes files of mode 0600 into a directory of mode 0700, whatever the umask', async () => {
    const before = process.umask(0);
    try {
      const { directory, path } = await storeOneRecord();
      expect((await lstat(directory)).mode & 0o7777).toBe(0o700);
      expect((await lstat(path)).mode & 0o7777).toBe(0o600);
    } finally {
      process.umask(before);
    }
  });

  it('writes nothing in plain text, and leaves no temporary file', async () => {
    const { directory, path, store } = await storeOneRecord();
    for (const gen of ['second', 'third']) await store.set(slot, recordOf(gen));
    const parts = (await readFile(path, 'utf8')).split('.');
    expect(parts).toHaveLength(5);
    expect(parts.map((part) => Buffer.from(part, 'base64url').toString('latin1')).join()).not.toMatch(
      /canary/,
    );
    expect((await readdir(directory)).toSorted()).toEqual([basename(path), 'locks']);
    expect(await readdir(join(directory, 'locks'))).toEqual([]);
  });

  it.each(['../x', 'a\0b', 'x'.repeat(300), 'CON', '__proto__'])(
    'refuses the profile %j and writes nothing',
    async (profile) => {
      const { directory, store } = await storeOneRecord();
      const hostile = { ...slot, profile };
      for (const work of [store.get(hostile), store.set(hostile, recordOf('x')), store.remove(hostile)])
        await expect(work).rejects.toMatchObject({ name: 'InvalidInputError' });
      expect(await readdir(directory)).toHaveLength(1);
    },
  );

  it.each([new Uint8Array(16), Buffer.from(''), { passphrase: '' }, 'secret', undefined])(
    'refuses %j as a sealing key at once',
    (key) => {
      expect(() => sealedFileKeyStore({ sealingKey: key as never })).toThrow(
        expect.objectContaining({ name: 'InvalidInputError' }),
      );
    },
  );

  it('is where the platform keeps state, when not told otherwise', async () => {
    const home = await scratchDirectory();
    vi.stubEnv('XDG_STATE_HOME', home);
    vi.stubEnv('HOME', home);
    vi.stubEnv('LOCALAPPDATA', home);
    await sealedFileKeyStore({ sealingKey }).set(slot, recordOf('first'));
    const entries = await readdir(home, { recursive: true });
    expect(entries.filter((entry) => entry.endsWith('.jwe'))).toEqual([
      expect.stringMatching(/turbosmtp-auth.default\.session\./),
    ]);
  });

  it.each([undefined, '', 'relative/home', '.'])('is nowhere at all when HOME is %j', async (home) => {
    vi.stubEnv('XDG_STATE_HOME', 'relative');
    vi.stubEnv('HOME', home);
    vi.stubEnv('LOCALAPPDATA', home);
    const before = await readdir('.');
    const store = sealedFileKeyStore({ sealingKey });
    await expectRefused(store.get(slot), 'storage_unavailable');
    await expectRefused(store.set(slot, recordOf('first')), 'storage_unavailable');
    expect(await readdir('.')).toEqual(before);
  });

  it('is nowhere at all when its directory is an empty name, or one that is too long', async () => {
    for (const directory of ['', `/tmp/${'x'.repeat(5000)}`])
      await expectRefused(
        sealedFileKeyStore({ directory, sealingKey }).set(slot, recordOf('x')),
        'storage_unavailable',
      );
  });

  it('stays where it was when the process changes its directory', async () => {
    const [first, second] = [await scratchDirectory(), await scratchDirectory()];
    const before = process.cwd();
    try {
      process.chdir(first);
      const store = sealedFileKeyStore({ directory: 'state', sealingKey });
      process.chdir(second);
      await store.set(slot, recordOf('first'));
      expect(await readdir(join(first, 'state'))).toHaveLength(1);
    } finally {
      process.chdir(before);
    }
  });
});

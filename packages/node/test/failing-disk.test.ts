import { execFileSync } from 'node:child_process';
import { chmod, chown, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredRecord } from '@turbosmtp-auth/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sealedFileKeyStore } from '../src/index.ts';
import { canMount, mounted, NOBODY } from './mounted.ts';
import { expectRefused, recordOf, sealingKey, slot, storeOneRecord } from './sealed-store.ts';

const isRoot = process.geteuid?.() === 0;

const large = (gen: string): StoredRecord => ({
  v: 1,
  kind: 'revocation',
  gen,
  keys: Array.from({ length: 2 }, () => 'k'.repeat(4000)),
});
const queue = { ...slot, kind: 'revocation' } as const;

describe('sealed files', () => {
  it.skipIf(!canMount)(
    'say that the disk is full, keep the old record and leave nothing half written',
    async () => {
      // 24 KiB and one block for the directory: two records of three blocks each, and not one more.
      const directory = join(await mounted('size=28k,mode=0700'), 'state');
      const store = sealedFileKeyStore({ directory, sealingKey });
      await store.set(queue, large('first'));
      await store.set({ ...queue, profile: 'other' }, large('first'));
      const files = async () => (await readdir(directory)).filter((name) => name !== 'locks');
      const before = await files();
      await expectRefused(store.set(queue, large('second')), 'storage_full');
      await expectRefused(store.set({ ...queue, profile: 'third' }, large('first'), null), 'storage_full');
      expect(await files()).toEqual(before);
      expect(await store.get(queue)).toEqual(large('first'));
      // Room is what it lacked, and nothing else.
      expect(await store.remove({ ...queue, profile: 'other' })).toBe(true);
      expect(await store.set(queue, large('second'))).toBe(true);
      expect(await store.get(queue)).toEqual(large('second'));
    },
  );

  it.skipIf(!canMount)('say that there is no room for one more file', async () => {
    const directory = join(await mounted('nr_inodes=4,mode=0700'), 'state');
    const store = sealedFileKeyStore({ directory, sealingKey });
    await store.set(slot, recordOf('first'));
    await expectRefused(store.set(slot, recordOf('second')), 'storage_full');
    expect(await store.get(slot)).toEqual(recordOf('first'));
    expect(await readdir(directory)).toHaveLength(1);
  });

  it.skipIf(!canMount)('can be read on a read-only disk, and say that they cannot be written', async () => {
    const mount = await mounted('mode=0700');
    const store = sealedFileKeyStore({ directory: join(mount, 'state'), sealingKey });
    await store.set(slot, recordOf('first'));
    execFileSync('mount', ['-o', 'remount,ro', mount]);
    expect(await store.get(slot)).toEqual(recordOf('first'));
    await expectRefused(store.set(slot, recordOf('second')), 'storage_denied');
    await expectRefused(store.remove(slot), 'storage_denied');
    const elsewhere = sealedFileKeyStore({ directory: join(mount, 'new', 'state'), sealingKey });
    await expectRefused(elsewhere.set(slot, recordOf('first')), 'storage_denied');
    expect(await store.get(slot)).toEqual(recordOf('first'));
  });

  it('say that they may not be written in a directory without the right to', async () => {
    const { directory, path, store } = await storeOneRecord();
    await chmod(directory, 0o500);
    if (isRoot) {
      // Root may write anywhere: be someone who may not.
      await chown(directory, NOBODY, NOBODY);
      await chown(path, NOBODY, NOBODY);
      await chmod(join(directory, '..'), 0o755);
      process.seteuid?.(NOBODY);
      onTestFinished(() => process.seteuid?.(0));
    }
    expect(await store.get(slot)).toEqual(recordOf('first'));
    await expectRefused(store.set(slot, recordOf('second')), 'storage_denied');
    await expectRefused(store.remove(slot), 'storage_denied');
    const below = sealedFileKeyStore({ directory: join(directory, 'below'), sealingKey });
    await expectRefused(below.set(slot, recordOf('first')), 'storage_denied');
    expect(await readdir(directory)).toHaveLength(1);
  });
});

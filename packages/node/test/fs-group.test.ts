import { chmod, mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileLock, sealedFileKeyStore } from '../src/index.ts';
import { scratchDirectory } from './scratch-directory.ts';
import { expectRefused, recordOf, sealingKey, slot } from './sealed-store.ts';

// What the kubelet does to a volume at a mount, for the `fsGroup` of a pod: group bits on all, and setgid on directories.

async function volume() {
  const root = await scratchDirectory();
  const directory = join(root, 'turbosmtp-auth');
  await chmod(root, 0o2770); // the first mount finds an empty volume
  const store = sealedFileKeyStore({ directory, sealingKey });
  await store.set(slot, recordOf('first'));
  const [name = ''] = await readdir(directory);
  return { root, directory, store, file: join(directory, name) };
}

const policy = { hint: expect.stringContaining('fsGroupChangePolicy') };

describe.skipIf(process.platform === 'win32')('a volume with an fsGroup', () => {
  it('is refused after another mount, with a hint that names the policy', async () => {
    const { directory, store, file } = await volume();
    await chmod(file, 0o660);
    await chmod(directory, 0o2770);
    await expect(store.get(slot)).rejects.toMatchObject({ code: 'storage_insecure', ...policy });
    await expect(store.set(slot, recordOf('second'))).rejects.toMatchObject(policy);
    await chmod(directory, 0o2700);
    await expect(store.get(slot)).rejects.toMatchObject({ code: 'storage_insecure', ...policy });
    await chmod(file, 0o600);
    expect(await store.get(slot)).toEqual(recordOf('first'));
  });

  it('is so for a lock as well', async () => {
    const directory = join(await scratchDirectory(), 'locks');
    await mkdir(directory);
    await chmod(directory, 0o2770);
    await expect(fileLock({ directory })('name', async () => 'in')).rejects.toMatchObject(policy);
  });

  it('works where only its root belongs to the group, and a new directory takes the setgid bit from it', async () => {
    const { root, directory, store } = await volume();
    expect(dirname(directory)).toBe(root);
    expect(await store.get(slot)).toEqual(recordOf('first'));
    expect(await store.set(slot, recordOf('second'), 'first')).toBe(true);
  });

  it.each([0o777, 0o755, 0o707])('is not blamed for mode %o', async (mode) => {
    const { directory, store } = await volume();
    await chmod(directory, mode);
    await expectRefused(store.get(slot), 'storage_insecure');
    await expect(store.get(slot)).rejects.not.toMatchObject(policy);
  });
});

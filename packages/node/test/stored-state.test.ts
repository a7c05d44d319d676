import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chmod,
  chown,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { within } from '../../../tools/time-given.ts';
import { sealedFileKeyStore } from '../src/index.ts';
import { scratchDirectory } from './scratch-directory.ts';
import { expectRefused, recordOf, type Stored, sealingKey, slot, storeOneRecord } from './sealed-store.ts';

// Faults of stored state, caused on real files: each is told from the others, nothing is accepted, and the file is
// left as it was.

const isRoot = process.geteuid?.() === 0;
const NOBODY = 65_534;

/** What is at a path, links not followed: enough to see any change. */
async function fingerprint(path: string): Promise<string> {
  const stats = await lstat(path);
  const content =
    stats.isFile() && stats.size < 1e6
      ? createHash('sha256')
          .update(await readFile(path))
          .digest('hex')
      : '';
  return [stats.ino, stats.mode, stats.uid, stats.size, stats.mtimeMs, content].join();
}

/** Every call is refused for the same reason, and neither the record nor its directory changes. */
async function expectLeftAsItIs({ directory, path, store }: Stored, code: string): Promise<void> {
  const before = [await fingerprint(path), await fingerprint(directory), await readdir(directory)];
  await expectRefused(store.get(slot), code);
  await expectRefused(store.set(slot, recordOf('second')), code);
  await expectRefused(store.set(slot, recordOf('second'), null), code);
  await expectRefused(store.set(slot, recordOf('second'), 'first'), code);
  await expectRefused(store.remove(slot), code);
  await expectRefused(store.remove(slot, 'first'), code);
  expect([await fingerprint(path), await fingerprint(directory), await readdir(directory)]).toEqual(before);
}

describe('a record on disk', () => {
  it('is damaged with any one bit of it flipped', { timeout: 180_000 }, async () => {
    const { path, store } = await storeOneRecord();
    const whole = await readFile(path);
    const seen = new Set<string>();
    for (let bit = 0; bit < whole.length * 8; bit += 7) {
      const bytes = Buffer.from(whole);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await writeFile(path, bytes);
      const { code, name } = await store.get(slot).then(
        () => Promise.reject(new Error(`accepted with bit ${bit} flipped`)),
        (error: Error & { code: string }) => error,
      );
      expect(name).toBe('StorageError');
      seen.add(code);
    }
    // A bit of the key id or of the version says just that it is another one.
    expect([...seen].filter((code) => !/_(damaged|wrong_key|too_new)$/.test(code))).toEqual([]);
    await writeFile(path, whole);
    expect(await store.get(slot)).toEqual(recordOf('first'));
  });

  it('is damaged at any other length', { timeout: 180_000 }, async () => {
    const { path, store } = await storeOneRecord();
    const whole = await readFile(path, 'latin1');
    for (let length = 0; length < whole.length; length += 5) {
      await writeFile(path, whole.slice(0, length));
      await expectRefused(store.get(slot), 'storage_damaged');
    }
    for (const text of [
      `${whole}A`,
      `${whole}\n`,
      `${whole}\0`,
      `\u00ef\u00bb\u00bf${whole}`,
      whole + whole,
    ]) {
      await writeFile(path, text, 'latin1');
      await expectRefused(store.get(slot), 'storage_damaged');
    }
  });

  it.each<[string, (stored: Stored) => Promise<unknown>]>([
    ['an empty file', ({ path }) => truncate(path, 0)],
    ['a file of a gigabyte', ({ path }) => truncate(path, 2 ** 30)],
    [
      'a FIFO',
      async ({ path }) => {
        await unlink(path);
        execFileSync('mkfifo', ['-m', '600', path]);
      },
    ],
    [
      'a directory',
      async ({ path }) => {
        await unlink(path);
        await mkdir(path, { mode: 0o700 });
      },
    ],
  ])('is damaged where there is %s', async (_, cause) => {
    const stored = await storeOneRecord();
    await cause(stored);
    // Neither reads a gigabyte nor waits for a writer.
    await within(2000, expectLeftAsItIs(stored, 'storage_damaged'));
  });

  it('is not opened with another key', async () => {
    const stored = await storeOneRecord();
    for (const other of [new Uint8Array(32).fill(1), { passphrase: 'another' }])
      await expectLeftAsItIs(
        { ...stored, store: sealedFileKeyStore({ directory: stored.directory, sealingKey: other }) },
        'storage_wrong_key',
      );
  });

  it('is not opened when a newer version wrote it', async () => {
    const stored = await storeOneRecord();
    const [head = '', ...rest] = (await readFile(stored.path, 'utf8')).split('.');
    const header = { ...JSON.parse(Buffer.from(head, 'base64url').toString()), version: 2 };
    await writeFile(
      stored.path,
      [Buffer.from(JSON.stringify(header)).toString('base64url'), ...rest].join('.'),
    );
    await expectLeftAsItIs(stored, 'storage_too_new');
  });

  it.each<[string, object]>([
    ['profile', { profile: 'other' }],
    ['origin', { origin: 'https://elsewhere.example.test' }],
  ])('is misplaced when it is moved to another %s', async (_, elsewhere) => {
    const stored = await storeOneRecord();
    const other = { ...slot, ...elsewhere };
    await stored.store.set(other, recordOf('theirs'));
    const name = (await readdir(stored.directory)).find((entry) => !stored.path.endsWith(entry)) ?? '';
    await rename(join(stored.directory, name), stored.path);
    await expectLeftAsItIs(stored, 'storage_misplaced');
  });

  it.each([0o644, 0o640, 0o604, 0o620, 0o666, 0o601])('is refused with mode %o', async (mode) => {
    const stored = await storeOneRecord();
    await chmod(stored.path, mode);
    await expectLeftAsItIs(stored, 'storage_insecure');
  });

  it.each([0o755, 0o750, 0o770, 0o701, 0o777])('is refused in a directory with mode %o', async (mode) => {
    const stored = await storeOneRecord();
    await chmod(stored.directory, mode);
    await expectLeftAsItIs(stored, 'storage_insecure');
  });

  it.skipIf(!isRoot)('is refused when it, or its directory, is someone else’s (needs root)', async () => {
    const [file, directory] = [await storeOneRecord(), await storeOneRecord()];
    await chown(file.path, NOBODY, NOBODY);
    await expectLeftAsItIs(file, 'storage_insecure');
    await chown(directory.directory, NOBODY, NOBODY);
    await expectLeftAsItIs(directory, 'storage_insecure');
  });

  it('is refused where there is a link to it', async () => {
    const stored = await storeOneRecord();
    const elsewhere = join(await scratchDirectory(), 'record');
    await rename(stored.path, elsewhere);
    await symlink(elsewhere, stored.path);
    const before = await fingerprint(elsewhere);
    await expectLeftAsItIs(stored, 'storage_insecure');
    expect(await fingerprint(elsewhere)).toBe(before);
  });

  it('is refused where there is a link to nothing, which is not followed to make something', async () => {
    const stored = await storeOneRecord();
    const nowhere = join(await scratchDirectory(), 'nowhere');
    await unlink(stored.path);
    await symlink(nowhere, stored.path);
    await expectLeftAsItIs(stored, 'storage_insecure');
    expect(existsSync(nowhere)).toBe(false);
  });

  it('is refused behind a link to its directory', async () => {
    const stored = await storeOneRecord();
    const link = join(await scratchDirectory(), 'link');
    await symlink(stored.directory, link);
    const store = sealedFileKeyStore({ directory: link, sealingKey });
    await expectLeftAsItIs({ ...stored, store }, 'storage_insecure');
  });

  it('does not take a directory that a link only promises', async () => {
    const scratch = await scratchDirectory();
    await symlink(join(scratch, 'nowhere'), join(scratch, 'link'));
    const store = sealedFileKeyStore({ directory: join(scratch, 'link'), sealingKey });
    await expectRefused(store.set(slot, recordOf('first')), 'storage_insecure');
    expect(await readdir(scratch)).toEqual(['link']);
  });

  it('is not kept where a file is in the place of the directory, or above it', async () => {
    const scratch = await scratchDirectory();
    await writeFile(join(scratch, 'file'), 'x', { mode: 0o600 });
    for (const directory of [join(scratch, 'file'), join(scratch, 'file', 'state')])
      await expectRefused(
        sealedFileKeyStore({ directory, sealingKey }).set(slot, recordOf('first')),
        'storage_unavailable',
      );
    expect(await readFile(join(scratch, 'file'), 'utf8')).toBe('x');
  });

  it('is not written through a link at the name of its temporary file', async () => {
    const stored = await storeOneRecord();
    const victim = join(await scratchDirectory(), 'victim');
    await writeFile(victim, 'precious');
    const known = '00000000-0000-4000-8000-000000000000';
    const guess = vi.spyOn(crypto, 'randomUUID').mockReturnValue(known);
    const writing = join(stored.directory, 'writing');
    await mkdir(writing, { mode: 0o700 });
    const temporary = join(writing, `${basename(stored.path)}.${known}.tmp`);
    await symlink(victim, temporary);
    await expectRefused(stored.store.set(slot, recordOf('second')), 'storage_insecure');
    guess.mockRestore();
    expect(await readFile(victim, 'utf8')).toBe('precious');
    expect(await stored.store.get(slot)).toEqual(recordOf('first'));
    expect((await lstat(temporary)).isSymbolicLink()).toBe(true); // not ours to remove
  });

  it('is not written where others could get at what is being written', async () => {
    const { directory, store } = await storeOneRecord();
    const writing = join(directory, 'writing');
    const elsewhere = await scratchDirectory();
    await symlink(elsewhere, writing);
    await expectRefused(store.set(slot, recordOf('second')), 'storage_insecure');
    await rm(writing);
    await mkdir(writing, { mode: 0o755 });
    await expectRefused(store.set(slot, recordOf('second')), 'storage_insecure');
    expect([await readdir(elsewhere), await readdir(writing)]).toEqual([[], []]);
    expect(await store.get(slot)).toEqual(recordOf('first'));
  });

  it('may be put back from a copy', async () => {
    const { directory, path, store } = await storeOneRecord();
    await copyFile(path, join(directory, 'copy'));
    await truncate(path, 10);
    await expectRefused(store.get(slot), 'storage_damaged');
    await rm(path);
    await rename(join(directory, 'copy'), path);
    expect(await store.get(slot)).toEqual(recordOf('first'));
  });
});

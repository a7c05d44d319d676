import { beforeEach, describe, expect, it } from 'vitest';
import { InvalidInputError } from '../src/errors/errors.ts';
import type { KeyStore } from '../src/records/key-store.ts';
import { keyStoreContract } from '../src/testing.ts';
import { type MemoryFilePort, memoryFilePort } from './memory-file-port.ts';
import { HOME, next, recordPath, session, slot, storeOn, temporaries } from './model-store.ts';
import { slotOf } from './sample-records.ts';

// The rules of the store on a model of a file system, where any step can be made to fail or to be the last. The same
// rules on real files are the adapters' to test.

const code = (name: string): unknown => expect.objectContaining({ name: 'StorageError', code: name });

let port: MemoryFilePort;
let store: KeyStore;
beforeEach(() => {
  port = memoryFilePort();
  store = storeOn(port);
});

const snapshot = (): string =>
  JSON.stringify([...port.files].map(([path, file]) => [path, { ...file, bytes: [...file.bytes] }]));

describe('sealedRecords', () => {
  const directories = new WeakMap<KeyStore, MemoryFilePort>();
  const made = (files: MemoryFilePort): KeyStore => {
    const store = storeOn(files);
    directories.set(store, files);
    return store;
  };
  const cases = keyStoreContract({
    create: async () => made(memoryFilePort()),
    reopen: async (store) => made(memoryFilePort(directories.get(store)?.files)),
    damage: async (store, { kind, profile }) => {
      for (const [path, file] of directories.get(store)?.files ?? [])
        if (path.startsWith(`${HOME}/${profile}.${kind}.`)) file.bytes[60] = (file.bytes[60] ?? 0) ^ 1;
    },
  });
  it.each(cases)('$name', ({ run }) => run());

  it('keeps one file for each slot, named for people and told apart for machines', async () => {
    await store.set(slot, session);
    await store.set(slotOf('session', 'Default'), session);
    const inside = [...port.files.keys()].filter((path) => path.startsWith(HOME));
    const names = inside.map((path) => path.replace(`${HOME}/`, ''));
    expect(names).toEqual([
      HOME,
      expect.stringMatching(/^default\.session\.[0-9a-f]{32}\.jwe$/),
      expect.stringMatching(/^Default\.session\.[0-9a-f]{32}\.jwe$/),
    ]);
    expect(names[1]?.toLowerCase()).not.toBe(names[2]?.toLowerCase());
  });

  it('touches nothing to read or remove what was never written', async () => {
    expect(await store.get(slot)).toBeNull();
    expect(await store.remove(slot)).toBe(false);
    expect(port.files.size).toBe(0);
  });

  it.each(['../x', 'nul\0', 'x'.repeat(300), 'CON', '__proto__', '..'])(
    'refuses the profile %j before any I/O',
    async (profile) => {
      let steps = 0;
      port.before = () => void steps++;
      const hostile = slotOf('session', profile);
      await expect(store.get(hostile)).rejects.toThrow(InvalidInputError);
      await expect(store.set(hostile, session)).rejects.toThrow(InvalidInputError);
      await expect(store.remove(hostile)).rejects.toThrow(InvalidInputError);
      expect(steps).toBe(0);
    },
  );
});

describe('sealedRecords refuses, and leaves as it is,', () => {
  const file = (path: string): NonNullable<ReturnType<typeof port.files.get>> => {
    const found = port.files.get(path);
    if (!found) throw new Error(`no ${path}`);
    return found;
  };
  const record = (change: object): void => void Object.assign(file(recordPath(port)), change);
  const directory = (change: object): void => void Object.assign(file(HOME), change);

  it.each<[string, string, () => void]>([
    ['a record that its group may read', 'storage_insecure', () => record({ mode: 0o640 })],
    ['a record that anyone may read', 'storage_insecure', () => record({ mode: 0o644 })],
    ['a record that anyone may write', 'storage_insecure', () => record({ mode: 0o602 })],
    ["someone else's record", 'storage_insecure', () => record({ owner: 0 })],
    ['a link', 'storage_insecure', () => record({ type: 'link' })],
    ['a FIFO', 'storage_damaged', () => record({ type: 'other' })],
    ['a directory in its place', 'storage_damaged', () => record({ type: 'directory' })],
    ['a file of a gigabyte', 'storage_damaged', () => record({ size: 2 ** 30 })],
    [
      'a file that is longer than it says',
      'storage_damaged',
      () => record({ bytes: new Uint8Array(99_999), size: 1 }),
    ],
    ['an empty file', 'storage_damaged', () => record({ bytes: new Uint8Array() })],
    ['a directory that anyone may list', 'storage_insecure', () => directory({ mode: 0o755 })],
    ['a directory that its group may write', 'storage_insecure', () => directory({ mode: 0o720 })],
    ["someone else's directory", 'storage_insecure', () => directory({ owner: 0 })],
    ['a link to a directory', 'storage_insecure', () => directory({ type: 'link' })],
    ['a file in the place of the directory', 'storage_unavailable', () => directory({ type: 'file' })],
  ])('%s', async (_, expected, change) => {
    await store.set(slot, session);
    change();
    const before = snapshot();
    const read: string[] = [];
    port.before = (step) => void read.push(step);
    await expect(store.get(slot)).rejects.toEqual(code(expected));
    if (expected !== 'storage_damaged') expect(read).not.toContain('read');
    await expect(store.set(slot, next)).rejects.toEqual(code(expected));
    await expect(store.set(slot, next, null)).rejects.toEqual(code(expected));
    await expect(store.remove(slot)).rejects.toEqual(code(expected));
    expect(snapshot()).toBe(before);
  });

  it("someone else's record, also where its own user is not known", async () => {
    port.user = () => null;
    await store.set(slot, session);
    record({ owner: 0 });
    await expect(store.get(slot)).rejects.toEqual(code('storage_insecure'));
  });

  it.each([
    ['before it opens', 'open'],
    ['once it is open', 'fstat'],
  ])('a link that is put there %s', async (_, when) => {
    await store.set(slot, session);
    const path = recordPath(port);
    const bytes = file(path).bytes;
    port.before = (step) => {
      if (step === when)
        port.files.set(path, { ...file(path), type: 'link', id: `link-${Math.random()}`, bytes });
    };
    if (when === 'open') await expect(store.get(slot)).rejects.toEqual(code('storage_insecure'));
    else expect(await store.get(slot)).toEqual(session); // what was open is what was judged
  });

  it('a temporary name that someone waits at', async () => {
    await store.set(slot, session);
    port.before = (step, path) => {
      if (step === 'create') port.files.set(path, { ...file(recordPath(port)), type: 'link', id: 'planted' });
    };
    await expect(store.set(slot, next)).rejects.toEqual(code('storage_insecure'));
    expect(temporaries(port)).toHaveLength(1); // not ours to remove
    expect(await store.get(slot)).toEqual(session);
  });
});

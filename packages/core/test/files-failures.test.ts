import { beforeEach, describe, expect, it } from 'vitest';
import { StorageError } from '../src/errors/errors.ts';
import type { KeyStore } from '../src/records/key-store.ts';
import { type MemoryFilePort, type ModelFile, memoryFilePort, osError } from './memory-file-port.ts';
import { HOME, next, recordPath, session, slot, storeOn, temporaries } from './model-store.ts';
import { slotOf } from './sample-records.ts';

const code = (name: string): unknown => expect.objectContaining({ name: 'StorageError', code: name });

let port: MemoryFilePort;
let store: KeyStore;
beforeEach(() => {
  port = memoryFilePort();
  store = storeOn(port);
});

describe('sealedRecords, when a step fails,', () => {
  const errnos = {
    ENOSPC: 'storage_full',
    EDQUOT: 'storage_full',
    EACCES: 'storage_denied',
    EROFS: 'storage_denied',
    ELOOP: 'storage_insecure',
    EIO: 'storage_unavailable',
    toString: 'storage_unavailable', // no entry of a table, whatever an object inherits
  };
  const acts: [string, () => Promise<unknown>][] = [
    ['get', () => store.get(slot)],
    ['set', () => store.set(slot, next)],
    ['set with ifGen', () => store.set(slot, next, session.gen)],
    ['set with null', () => store.set(slotOf('session', 'other'), next, null)],
    ['remove', () => store.remove(slot)],
  ];

  /** Runs an act with its nth step failing; answers whether there was an nth step. */
  async function failAt(
    nth: number,
    act: () => Promise<unknown>,
    fail: (path: string) => Error,
  ): Promise<boolean> {
    let steps = 0;
    let failed: string | undefined;
    port.before = (step, path) => {
      if (step === 'list') return; // housekeeping
      steps += 1;
      if (steps !== nth) return;
      failed = step;
      throw fail(path);
    };
    const outcome = await act().then(
      () => undefined,
      (error: unknown) => error,
    );
    port.before = () => {};
    // Its record is in place by then: a second name of it is left to the next sweep.
    const harmless = failed === 'remove' && temporaries(port).length === 1;
    if (harmless) port.files.delete(temporaries(port)[0] ?? '');
    // A second name that cannot be had is done without, and a directory that cannot be removed is left to the next writer.
    if (failed === 'link' || failed === 'removeDirectory') expect(outcome).toBeUndefined();
    else if (failed && !harmless) {
      expect(outcome, failed).toBeInstanceOf(StorageError);
      const { message, hint, stack, cause } = outcome as StorageError;
      expect(`${message}${hint}${stack?.split('\n')[0]}`).not.toMatch(/home|turbosmtp-auth\/|canary|\.jwe/);
      expect(cause).toBeUndefined();
    }
    return failed !== undefined;
  }

  describe.each(acts)('%s', (_, act) => {
    it.each(Object.entries(errnos))(
      'says what %s means, loses nothing, leaves nothing',
      async (errno, expected) => {
        for (let nth = 1, more = true; more; nth++) {
          port = memoryFilePort();
          store = storeOn(port);
          await store.set(slot, session);
          more = await failAt(nth, act, (path) => osError(errno, path));
          expect(temporaries(port)).toEqual([]);
          if (more) expect([session.gen, next.gen, undefined]).toContain((await store.get(slot))?.gen);
          else expect(nth).toBeGreaterThan(3);
        }
        port.before = (step, path) => {
          if (step === 'facts') throw osError(errno, path);
        };
        await expect(act()).rejects.toEqual(code(expected));
      },
    );
  });

  it('keeps the old record whole when its process is killed at any step, or has the new one', async () => {
    for (let nth = 1, killed = true; killed; nth++) {
      port = memoryFilePort();
      store = storeOn(port);
      await store.set(slot, session);
      let steps = 0;
      killed = false;
      port.before = (_, path) => {
        steps += 1;
        killed ||= steps === nth;
        if (killed) throw osError('EIO', path); // it does nothing ever after
      };
      await store.set(slot, next, session.gen).catch(() => {});
      port.before = () => {};
      const survivor = storeOn(memoryFilePort(port.files));
      const found = await survivor.get(slot);
      expect([session, next]).toContainEqual(found);
      expect(await survivor.set(slot, { ...session, gen: 'gen-after' }, found?.gen)).toBe(true);
    }
  });

  it('sweeps up what a killed process left, once it is a minute old', async () => {
    await store.set(slot, session);
    const left = (age: number): ModelFile => ({
      type: 'file',
      mode: 0o600,
      owner: 1000,
      bytes: new Uint8Array(),
      id: `left-${age}`,
      modified: Date.now() - age,
    });
    const [old, young] = [left(61_000), left(1000)];
    // In the midst of writing: the directory for that is there.
    const writing = `${HOME}/writing`;
    port.before = (step) => void (step === 'create' && port.files.set(`${writing}/going-on.tmp`, young));
    await store.set(slot, next);
    port.before = () => {};
    port.files.set(`${writing}/left.tmp`, old);
    port.files.set(`${writing}/other.session.0.jwe.left.tmp`, old);
    await storeOn(memoryFilePort(port.files)).set(slot, session);
    expect(temporaries(port)).toEqual([`${writing}/going-on.tmp`]);
    port.files.set(`${writing}/going-on.tmp`, old);
    await storeOn(memoryFilePort(port.files)).set(slot, next);
    expect([...port.files.keys()].filter((path) => path.startsWith(writing))).toEqual([]);
  });

  it('lists no records for that, however many there are: only what is being written, or was left', async () => {
    await store.set(slot, session);
    const record = port.files.get(recordPath(port));
    if (!record) throw new Error('there is no record');
    for (let other = 0; other < 10_000; other++)
      port.files.set(`${HOME}/p${other}.session.0.jwe`, { ...record, id: `record-${other}` });
    const listed: string[] = [];
    const fresh = memoryFilePort(port.files);
    fresh.before = (step, path) => void (step === 'list' && listed.push(path));
    const another = storeOn(fresh);
    expect(await another.set(slotOf('session', 'first'), session, null)).toBe(true);
    expect(await another.set(slotOf('session', 'first'), next, session.gen)).toBe(true);
    expect(listed).toEqual([]);

    fresh.before = (step, path) => {
      if (step === 'list') listed.push(path);
      if (step === 'create') port.files.set(`${HOME}/writing/going-on.tmp`, { ...record, id: 'left' });
    };
    // What goes on beside it is looked through once a minute, not by each write.
    for (const gen of ['a', 'b', 'c']) await another.set(slotOf('session', gen), { ...session, gen });
    expect(listed).toEqual([`${HOME}/writing`]);
  });

  it('makes the directory anew that another writer removed in between', async () => {
    let removed = 0;
    port.before = (step, path) => {
      if (step === 'create' && removed++ < 3) port.files.delete(path.slice(0, path.lastIndexOf('/')));
    };
    expect(await store.set(slot, session, null)).toBe(true);
    expect(removed).toBe(4);
    port.before = (step, path) =>
      void (step === 'create' && port.files.delete(path.slice(0, path.lastIndexOf('/'))));
    await expect(store.set(slot, next)).rejects.toMatchObject({ code: 'storage_unavailable' });
    port.before = () => {};
    expect(await store.get(slot)).toEqual(session);
  });
});

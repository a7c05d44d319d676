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
    // A second name that cannot be had is done without.
    if (failed === 'link') expect(outcome).toBeUndefined();
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
    port.files.set(`${recordPath(port)}.left.tmp`, old);
    port.files.set(`${recordPath(port)}.going-on.tmp`, young);
    port.files.set(`${HOME}/other.session.0.jwe.left.tmp`, old);
    await storeOn(memoryFilePort(port.files)).set(slot, next);
    expect(temporaries(port).map((path) => path.split('.jwe.')[1])).toEqual(['going-on.tmp', 'left.tmp']);
    expect(temporaries(port)[1]).toContain('other.session');
  });
});

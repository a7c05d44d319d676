import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Lock } from '../src/locks/lock.ts';
import type { KeyStore } from '../src/records/key-store.ts';
import { type MemoryFilePort, memoryFilePort } from './memory-file-port.ts';
import { next, recordPath, session, slot, storeOn, temporaries } from './model-store.ts';

let port: MemoryFilePort;
let store: KeyStore;
afterEach(() => void vi.useRealTimers());
beforeEach(() => {
  port = memoryFilePort();
  store = storeOn(port);
});

describe('sealedRecords, when a file changes under it,', () => {
  it('reads the new one', async () => {
    await store.set(slot, session);
    let replaced = 0;
    port.before = (step) => {
      if (step !== 'open' || replaced > 2) return;
      replaced += 1;
      const path = recordPath(port);
      const found = port.files.get(path);
      if (found) port.files.set(path, { ...found, id: `other-${replaced}` });
    };
    expect(await store.get(slot)).toEqual(session);
    expect(replaced).toBe(3);
  });

  it('sees that it was removed', async () => {
    await store.set(slot, session);
    port.before = (step, path) => void (step === 'open' && port.files.delete(path));
    expect(await store.get(slot)).toBeNull();
  });

  it('gives up on one that never rests', async () => {
    await store.set(slot, session);
    port.before = (step, path) => {
      const found = port.files.get(path);
      if (step === 'open' && found) port.files.set(path, { ...found, id: String(Math.random()) });
    };
    await expect(store.get(slot)).rejects.toMatchObject({ code: 'storage_unavailable', retryable: true });
  });

  it.each<[string, string | null | undefined, boolean]>([
    ['loses to a writer that came first, by generation', session.gen, false],
    ['loses to a writer that came first, into an empty slot', null, false],
    ['wins without a generation', undefined, true],
  ])('%s', async (_, ifGen, wins) => {
    const theirs = { ...session, gen: 'gen-theirs' };
    if (ifGen !== null) await store.set(slot, session);
    const rival = memoryFilePort();
    const rivalStore = storeOn(rival);
    await rivalStore.set(slot, theirs);
    const [path, stolen] = [...rival.files].find(([name]) => name.endsWith('.jwe')) ?? [];
    port.before = (step) => {
      if (step === 'create' && path && stolen) port.files.set(path, { ...stolen, id: 'theirs' });
    };
    expect(await store.set(slot, next, ifGen)).toBe(wins);
    port.before = () => {};
    expect(await store.get(slot)).toEqual(wins ? next : theirs);
    expect(temporaries(port)).toEqual([]);
  });

  it('loses even at the very last step, where links make that one step', async () => {
    const rival = memoryFilePort();
    await storeOn(rival).set(slot, session);
    port.before = (step, path) => {
      const stolen = rival.files.get(path);
      if (step === 'link' && stolen) port.files.set(path, stolen);
    };
    expect(await store.set(slot, next, null)).toBe(false);
    expect(await store.get(slot)).toEqual(session);
    expect(temporaries(port)).toEqual([]);
  });

  describe('takes the lock of a record', () => {
    let held = 0;
    const lock: Lock = async (_, work) => {
      held += 1;
      return work();
    };
    beforeEach(() => {
      held = 0;
      store = storeOn(port, lock);
    });

    it('to replace and to remove it, with a generation or without', async () => {
      await store.set(slot, session, null);
      expect(held).toBe(0); // in one step
      await store.set(slot, next, session.gen);
      await store.set(slot, session);
      await store.remove(slot, session.gen);
      await store.set(slot, session);
      await store.remove(slot);
      expect(held).toBe(4);
    });

    it('not for what is refused', async () => {
      await store.set(slot, session);
      expect(await store.set(slot, next, 'another')).toBe(false);
      expect(await store.remove(slot, 'another')).toBe(false);
      expect(await store.set(slot, next, null)).toBe(false);
      expect(held).toBe(0);
    });

    it('where somebody was quicker in a slot that was empty', async () => {
      const rival = memoryFilePort();
      await storeOn(rival).set(slot, session);
      port.before = (step, path) => {
        const stolen = rival.files.get(path);
        if (step === 'link' && stolen) port.files.set(path, stolen);
      };
      expect(await store.set(slot, next)).toBe(true);
      expect(held).toBe(1);
      expect(await store.get(slot)).toEqual(next);
    });

    it('where there are no links', async () => {
      port.link = async () => 'unsupported';
      expect(await store.set(slot, session, null)).toBe(true);
      expect(held).toBe(1);
    });

    it('and holds it over the last step alone: what takes its time is done before and after', async () => {
      const steps: string[] = [];
      let inside = false;
      store = storeOn(port, async (_, work) => {
        inside = true;
        return work().finally(() => {
          inside = false;
        });
      });
      await store.set(slot, session);
      port.before = (step) => void (inside && steps.push(step));
      await store.set(slot, next);
      expect(steps).toContain('rename');
      expect(steps).not.toContain('create');
      expect(steps).not.toContain('syncDirectory');
    });
  });

  it.each<[string, string | null]>([
    ['create', session.gen],
    ['create', null],
  ])(
    'does nothing any more when its time is up after the step %s, with the generation %j',
    async (slow, ifGen) => {
      if (ifGen) await store.set(slot, session);
      vi.useFakeTimers();
      port.before = (step) => void (step === slow && vi.advanceTimersByTime(3000));
      await expect(store.set(slot, next, ifGen)).rejects.toMatchObject({ code: 'storage_timeout' });
      vi.useRealTimers();
      port.before = () => {};
      expect(await store.get(slot)).toEqual(ifGen ? session : null);
      expect(temporaries(port)).toEqual([]);
    },
  );

  it('does nothing any more when its time is up once it has the lock', async () => {
    await store.set(slot, session);
    const lock: Lock = async (_, work) => {
      vi.advanceTimersByTime(3000);
      return work();
    };
    vi.useFakeTimers();
    const late = storeOn(port, lock);
    await expect(late.set(slot, next, session.gen)).rejects.toMatchObject({ code: 'storage_timeout' });
    await expect(late.remove(slot)).rejects.toMatchObject({ code: 'storage_timeout' });
    vi.useRealTimers();
    expect(await store.get(slot)).toEqual(session);
    expect(temporaries(port)).toEqual([]);
  });

  it('takes no place that was made empty meanwhile, where it was to replace something', async () => {
    await store.set(slot, session);
    port.before = (step) => void (step === 'create' && port.files.delete(recordPath(port)));
    expect(await store.set(slot, next, session.gen)).toBe(false);
    expect(await store.get(slot)).toBeNull();
    expect(temporaries(port)).toEqual([]);
  });

  it('waits no longer for those before it than it has time', async () => {
    await store.set(slot, session);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    let go: (() => void) | undefined;
    const create = port.create;
    port.create = async (path, bytes) => {
      await new Promise<void>((resolve) => {
        go = resolve;
      });
      return create(path, bytes);
    };
    const first = store.set(slot, next).catch((error: unknown) => error);
    const second = store.set(slot, next).catch((error: unknown) => error);
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    while (!go) await turn();
    let isOver = false;
    void second.then(() => {
      isOver = true;
    });
    // Each set its timers at some time of its own.
    while (!isOver) {
      vi.advanceTimersByTime(2800);
      await turn();
    }
    expect(await second).toMatchObject({ code: 'storage_timeout' });
    go();
    expect(await first).toMatchObject({ code: 'storage_timeout' });
    vi.useRealTimers();
    expect(await store.get(slot)).toEqual(session);
  });

  it('does without links', async () => {
    port.link = async () => 'unsupported';
    expect(await store.set(slot, session, null)).toBe(true);
    expect(await store.set(slot, next, null)).toBe(false);
    expect(await store.get(slot)).toEqual(session);
    expect(temporaries(port)).toEqual([]);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import type { KeyStore } from '../src/key-store.ts';
import { type MemoryFilePort, memoryFilePort } from './memory-file-port.ts';
import { next, recordPath, session, slot, storeOn, temporaries } from './model-store.ts';

let port: MemoryFilePort;
let store: KeyStore;
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

  it('does without links', async () => {
    port.link = async () => 'unsupported';
    expect(await store.set(slot, session, null)).toBe(true);
    expect(await store.set(slot, next, null)).toBe(false);
    expect(await store.get(slot)).toEqual(session);
    expect(temporaries(port)).toEqual([]);
  });
});

import type { Slot } from '@turbosmtp-auth/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { indexedDBKeyStore } from '../../src/indexeddb-key-store.ts';
import { freshName, raw, record, slot } from './fixtures.ts';
import { type Peer, startPeer } from './peer.ts';

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));

describe('two tabs', () => {
  it('read what the other wrote', async () => {
    const database = freshName();
    const peer = startPeer();
    await peer.ask({ verb: 'set', database, slot, record: record('theirs') });
    const store = indexedDBKeyStore({ name: database });
    expect(await store.get(slot)).toEqual(record('theirs'));
    expect(await store.set(slot, record('ours'), 'theirs')).toBe(true);
    expect(await peer.ask({ verb: 'get', database, slot })).toEqual(record('ours'));
  });

  it('that open an empty database at once share one key', async () => {
    const database = freshName();
    const peers = Array.from({ length: 6 }, startPeer);
    const profiles = peers.map((_, index) => ({ ...slot, profile: `tab-${index}` }));
    const at = (index: number): Slot => profiles[index] ?? slot;
    await Promise.all(
      peers.map((peer, index) =>
        peer.ask({ verb: 'set', database, slot: at(index), record: record(`g${index}`) }),
      ),
    );
    expect(await raw(database, 'keys', (objects) => objects.count())).toBe(1);
    const store = indexedDBKeyStore({ name: database });
    for (const [index, profile] of profiles.entries())
      expect(await store.get(profile)).toEqual(record(`g${index}`));
  });

  it('that compare and set at once have one winner, every round', async () => {
    const database = freshName();
    const peers = Array.from({ length: 4 }, startPeer);
    let held: string | null = null;
    for (let round = 0; round < 10; round++) {
      const ifGen: string | null = held;
      const gens = peers.map((_, index) => `round-${round}-tab-${index}`);
      const won: boolean[] = await Promise.all(
        peers.map((peer, index) =>
          peer.ask<boolean>({ verb: 'set', database, slot, record: record(gens[index] ?? ''), ifGen }),
        ),
      );
      expect(won.filter(Boolean)).toHaveLength(1);
      held = gens[won.indexOf(true)] ?? null;
      expect((await indexedDBKeyStore({ name: database }).get(slot))?.gen).toBe(held);
    }
  });

  it('that overwrite each other unconditionally all get through', async () => {
    const database = freshName();
    const peers = Array.from({ length: 4 }, startPeer);
    const write = (peer: Peer, gen: string): Promise<boolean> =>
      peer.ask<boolean>({ verb: 'set', database, slot, record: record(gen) });
    const writes = peers.flatMap((peer, tab) =>
      Array.from({ length: 10 }, (_, index) => {
        const gen = `${tab}-${index}`;
        // Where the machine does other work, forty at once may take longer than one call may. That is refused, and the
        // caller is told to try again.
        return write(peer, gen).catch((error: Error) => {
          if (/^storage_timeout:/.test(error.message)) return write(peer, gen);
          throw error;
        });
      }),
    );
    expect(await Promise.all(writes)).toEqual(writes.map(() => true));
    expect((await indexedDBKeyStore({ name: database }).get(slot))?.gen).toMatch(/^\d-\d$/);
  });
});

describe('watch', () => {
  it("reports the other tab's writes and not its own, until it is ended", async () => {
    const database = freshName();
    const peer = startPeer();
    const store = indexedDBKeyStore({ name: database });
    const seen: Slot[] = [];
    const end = store.watch?.((changed) => seen.push(changed));
    await store.set(slot, record('ours'));
    await soon();
    expect(seen).toEqual([]);
    await peer.ask({ verb: 'set', database, slot, record: record('theirs') });
    await expect.poll(() => seen).toEqual([slot]);
    expect(await peer.ask({ verb: 'set', database, slot, record: record('late'), ifGen: 'ours' })).toBe(
      false,
    );
    end?.();
    await peer.ask({ verb: 'set', database, slot, record: record('unheard') });
    await soon();
    expect(seen).toEqual([slot]);
  });

  it('tells the slot and nothing of the record, and takes no nonsense from others', async () => {
    const database = freshName();
    const store = indexedDBKeyStore({ name: database });
    const channel = new BroadcastChannel(`turbosmtp-auth:${database}`);
    onTestFinished(() => channel.close());
    const posted: unknown[] = [];
    channel.onmessage = ({ data }) => posted.push(data);
    await store.set({ ...slot, extra: 'ignored' } as Slot, record('a'));
    await store.remove(slot);
    await expect.poll(() => posted).toEqual([slot, slot]);

    const seen: Slot[] = [];
    const end = store.watch?.((changed) => seen.push(changed));
    for (const nonsense of [null, 'session', 7, {}, { ...slot, kind: 'password' }, { ...slot, origin: 1 }])
      channel.postMessage(nonsense);
    channel.postMessage(slot);
    await expect.poll(() => seen).toEqual([slot]);
    end?.();
  });
});

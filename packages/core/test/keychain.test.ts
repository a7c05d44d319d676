import { describe, expect, it } from 'vitest';
import { within } from '../../../tools/time-given.ts';
import { atKeychain, keychainFault, keychainRecords } from '../src/keychain.ts';
import { memoryLock } from '../src/locks/memory-lock.ts';
import type { RevocationRecord, SessionRecord } from '../src/records/key-store.ts';
import { keyStoreContract } from '../src/testing.ts';
import { memoryKeychain } from './memory-keychain.ts';
import { records, slotOf } from './sample-records.ts';

const slot = slotOf('session');
const [session] = records as [SessionRecord]; // the first is one
const next: SessionRecord = { ...session, gen: 'next' };
const storeOn = (port: ReturnType<typeof memoryKeychain>, timeout?: number) =>
  keychainRecords({ port: () => port, timeout });

describe('records in a keychain keep the contract of key stores:', () => {
  const ports = new WeakMap<object, ReturnType<typeof memoryKeychain>>();
  const open = (port: ReturnType<typeof memoryKeychain>) => {
    const store = storeOn(port);
    ports.set(store, port);
    return store;
  };
  const portOf = (store: object) => ports.get(store) ?? memoryKeychain();
  const cases = keyStoreContract({
    create: async () => open(memoryKeychain()),
    reopen: async (store) => open(portOf(store)),
    damage: async (store, { profile, kind }) => {
      const { entries } = portOf(store);
      for (const [entry, text] of entries)
        if (entry.startsWith(`${profile}.${kind}.`)) entries.set(entry, text.replace('"gen":"', '"gen":"x'));
    },
  });
  for (const { name, run } of cases) it(name, run);
});

describe('an entry', () => {
  it('is named after its slot, and holds the record as JSON', async () => {
    const port = memoryKeychain();
    await storeOn(port).set(slot, session);
    const [[entry, text] = ['', '']] = [...port.entries];
    expect(entry).toMatch(/^[\w.-]+\.session\.[0-9a-f]{32}$/);
    expect(JSON.parse(text)).toMatchObject({ v: 1, record: session });
  });

  it('asks nothing more of a keychain that has no time left to answer, which would cost others their answers', async () => {
    const port = memoryKeychain();
    const read = port.read;
    port.read = async (...asked) => {
      await new Promise((resolve) => setTimeout(resolve, 96));
      return read(...asked);
    };
    const store = storeOn(port, 100);
    await expect(store.set(slot, session)).rejects.toMatchObject({ code: 'storage_timeout' });
    expect(port.writes).toBe(0);
  });

  it('has room for the longest queue of revocations', async () => {
    const port = memoryKeychain();
    const record: RevocationRecord = {
      v: 1,
      kind: 'revocation',
      gen: 'f'.repeat(32),
      keys: Array.from({ length: 16 }, (_, index) => index.toString(16).repeat(40)),
    };
    await storeOn(port).set(slotOf('revocation'), record);
    expect(await storeOn(port).get(slotOf('revocation'))).toEqual(record);
    expect([...port.entries.values()][0]?.length).toBeLessThanOrEqual(1000);
  });

  it('refuses what is longer than 1,000 characters before it writes, and keeps what it has', async () => {
    const port = memoryKeychain();
    const store = storeOn(port);
    await store.set(slot, session);
    const before = [...port.entries];
    const longest = 1000 - (before[0]?.[1].length ?? 0) + session.key.length;
    const long = (length: number): SessionRecord => ({ ...session, key: 'k'.repeat(length) });
    await expect(store.set(slot, long(longest + 1))).rejects.toMatchObject({ code: 'storage_full' });
    expect([...port.entries]).toEqual(before);
    expect(await store.set(slot, long(longest))).toBe(true);
    expect([...port.entries.values()][0]).toHaveLength(1000);
  });

  it.each<[string, string, (text: string) => string]>([
    ['damaged: empty', 'storage_damaged', () => ''],
    ['damaged: no JSON', 'storage_damaged', (text) => text.slice(0, -1)],
    ['damaged: null', 'storage_damaged', () => 'null'],
    ['damaged: another key', 'storage_damaged', (text) => text.replace('"key":"', '"key":"x')],
    ['damaged: without its record', 'storage_damaged', (text) => text.replace('"record"', '"other"')],
    ['damaged: of no version', 'storage_damaged', (text) => text.replace('{"v":1', '{"v":0')],
    ['too new', 'storage_too_new', (text) => text.replace('{"v":1', '{"v":2')],
  ])('is refused where it is %s, and left as it is', async (_, code, change) => {
    const port = memoryKeychain();
    const store = storeOn(port);
    await store.set(slot, session);
    for (const [entry, text] of port.entries) port.entries.set(entry, change(text));
    const before = [...port.entries];
    const attempts = [
      () => store.get(slot),
      () => store.set(slot, next),
      () => store.set(slot, next, null),
      () => store.remove(slot),
    ];
    for (const attempt of attempts)
      await expect(attempt()).rejects.toMatchObject({ name: 'StorageError', code });
    expect([...port.entries]).toEqual(before);
  });

  it('is damaged with any one of its bits flipped, or any character missing', async () => {
    const port = memoryKeychain();
    const store = storeOn(port);
    await store.set(slot, session);
    const [[entry, text] = ['', '']] = [...port.entries];
    const codes = new Set<string>();
    const judge = async (changed: string): Promise<void> => {
      port.entries.set(entry, changed);
      const error = await store.get(slot).then(
        () => Promise.reject(new Error(`accepted: ${changed}`)),
        ({ code }: { code: string }) => code,
      );
      codes.add(error);
    };
    for (let index = 0; index < text.length; index++) {
      const flipped = String.fromCharCode(text.charCodeAt(index) ^ (1 << (index % 7)));
      await judge(text.slice(0, index) + flipped + text.slice(index + 1));
      await judge(text.slice(0, index) + text.slice(index + 1));
    }
    expect([...codes].filter((code) => !/_(damaged|too_new)$/.test(code))).toEqual([]);
  });

  it('is misplaced in another slot', async () => {
    const port = memoryKeychain();
    const store = storeOn(port);
    await store.set(slot, session);
    await store.set({ ...slot, profile: 'other' }, next);
    const [[here] = [''], [, theirs] = ['', '']] = [...port.entries];
    port.entries.set(here, theirs);
    await expect(store.get(slot)).rejects.toMatchObject({ code: 'storage_misplaced' });
  });
});

describe('a keychain', () => {
  it('that another process wrote to at the last moment is looked at again', async () => {
    const port = memoryKeychain();
    const store = storeOn(port);
    await store.set(slot, session);
    const other = memoryKeychain(port.entries);
    let times = 3;
    port.meanwhile = () => {
      if (times-- > 0)
        for (const [entry, text] of other.entries) other.entries.set(entry, text.replace('{', '{ ')); // same record
    };
    expect(await store.set(slot, next, session.gen)).toBe(true);
    expect(await store.get(slot)).toEqual(next);
    expect(times).toBe(-1);
  });

  it('that loses a race to another process changes nothing', async () => {
    const port = memoryKeychain();
    const store = storeOn(port);
    await store.set(slot, session);
    const theirs = memoryKeychain();
    await storeOn(theirs).set(slot, next);
    port.meanwhile = () => {
      for (const [entry, text] of theirs.entries) port.entries.set(entry, text);
    };
    expect(await store.set(slot, { ...session, gen: 'late' }, session.gen)).toBe(false);
    expect(await store.remove(slot, session.gen)).toBe(false);
    expect(await store.get(slot)).toEqual(next);
  });

  it('that changes without end is given up in time', async () => {
    const port = memoryKeychain();
    const replace = async (): Promise<boolean> => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return false;
    };
    await expect(storeOn({ ...port, replace }, 100).set(slot, session)).rejects.toMatchObject({
      code: 'storage_timeout',
    });
  });

  it('that hangs in one call holds up another no longer than its own time', async () => {
    const port = memoryKeychain();
    const { promise: hangs, resolve: hang } = Promise.withResolvers<void>();
    const { promise: over, resolve: end } = Promise.withResolvers<boolean>();
    const replace = (): Promise<boolean> => {
      hang();
      return over;
    };
    const under = storeOn({ ...port, replace }, 60_000).set({ ...slot, profile: 'hangs' }, session);
    await hangs;
    const behind = storeOn(port, 100).set({ ...slot, profile: 'hangs' }, session);
    await expect(within(500, behind)).rejects.toMatchObject({ code: 'storage_timeout' });
    expect(port.writes).toBe(0);
    end(true);
    await under;
  });
});

describe('turns at a keychain', () => {
  /** A keychain that takes a while, and how many asked it at the same time. */
  function busyKeychain() {
    const port = memoryKeychain();
    const { read, replace } = port;
    const running = { now: 0, most: 0 };
    const slowly = async <T>(work: () => Promise<T>): Promise<T> => {
      running.most = Math.max(running.most, ++running.now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running.now -= 1;
      return work();
    };
    port.read = (...asked) => slowly(() => read(...asked));
    port.replace = (...asked) => slowly(() => replace(...asked));
    return { port, running };
  }

  it('are taken by all stores of a process, whatever the slot', async () => {
    const { port, running } = busyKeychain();
    await Promise.all(
      ['a', 'b', 'c'].flatMap((profile) => {
        const store = storeOn(port);
        return [store.set({ ...slot, profile }, session), store.get({ ...slot, profile })];
      }),
    );
    expect(running.most).toBe(1);
  });

  it('are taken by all who have the lock, for reading too, and for all of a call', async () => {
    const { port, running } = busyKeychain();
    const lock = memoryLock();
    const store = keychainRecords({ port: () => port, lock });
    const other = lock('keychain', async () => {
      const { most } = running;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return running.most - most;
    });
    await Promise.all([store.get(slot), store.set(slot, session), store.remove(slot)]);
    expect(await other).toBe(0);
    expect(running.most).toBe(1);
  });

  it('are not waited for without end, nor where the lock fails', async () => {
    const lock = memoryLock();
    void lock('keychain', () => new Promise(() => {}));
    const broken = () => Promise.reject(new Error('a full disk'));
    for (const each of [lock, broken]) {
      const port = memoryKeychain();
      const store = keychainRecords({ port: () => port, lock: each, timeout: 200 });
      expect(await store.set(slot, session)).toBe(true);
      expect(await store.get(slot)).toEqual(session);
    }
  });

  it('are waited for no longer than a call may take, in the process and then among processes', async () => {
    const port = memoryKeychain();
    const lock = memoryLock();
    void lock('keychain', () => new Promise(() => {})); // of a process that was stopped
    const under = atKeychain(undefined, 60_000, () => new Promise((resolve) => setTimeout(resolve, 1500)));
    const store = keychainRecords({ port: () => port, lock, timeout: 2000 });
    expect(await within(2000, store.set(slot, session))).toBe(true);
    await under;
  });

  it.each([2 ** 31, Number.POSITIVE_INFINITY])(
    'may take as long as it likes, with a timeout of %d',
    async (timeout) => {
      const store = storeOn(memoryKeychain(), timeout);
      expect(await store.set(slot, session)).toBe(true);
      expect(await store.get(slot)).toEqual(session);
    },
  );

  it('leave none to a call that has no time left', async () => {
    const { port } = busyKeychain();
    const { promise, resolve } = Promise.withResolvers<void>();
    const under = atKeychain(undefined, 1000, () => promise);
    await expect(storeOn(port, 50).get(slot)).rejects.toMatchObject({ code: 'storage_timeout' });
    resolve();
    await under;
  });
});

describe('what @napi-rs/keyring says', () => {
  // As its version 2.1.2 says it on Linux.
  it.each([
    [
      'Platform failure: DBus error: Using X11 for dbus-daemon autolaunch was disabled at compile time, set your DBUS_SESSION_BUS_ADDRESS instead',
      'storage_unavailable',
      true,
    ],
    [
      'Platform failure: DBus error: Failed to connect to socket /nonexistent: No such file or directory',
      'storage_unavailable',
      true,
    ],
    [
      'zbus error: Failed to connect to address `unix:path=/run/user/0/bus`: No such file or directory (os error 2)',
      'storage_unavailable',
      true,
    ],
    [
      'Platform failure: DBus error: The name org.freedesktop.secrets was not provided by any .service files',
      'storage_unavailable',
      true,
    ],
    ["Couldn't access platform storage: Secret Service: no result found", 'storage_unavailable', true],
    [
      "Couldn't access platform storage: Secret Service: unlock prompt was dismissed",
      'storage_denied',
      false,
    ],
    [
      'zbus error: org.freedesktop.Secret.Error.IsLocked: Cannot get secret of a locked object',
      'storage_denied',
      false,
    ],
    ['Platform failure: DBus error: Did not receive a reply. Possible causes…', 'storage_timeout', false],
    [
      'Platform failure: DBus error: The maximum number of active connections for UID 0 has been reached',
      'storage_unavailable',
      false,
    ],
    [
      'zbus error: org.freedesktop.DBus.Error.NoReply: Message recipient disconnected from message bus without replying',
      'storage_unavailable',
      false,
    ],
    ['Password data is not valid UTF-8', 'storage_damaged', false],
    ['Something nobody has seen yet', 'storage_unavailable', false],
  ])('%s', (message, code, absent) => {
    const fault = keychainFault(message);
    expect({ code: fault.code, absent: fault.absent !== undefined }).toEqual({ code, absent });
  });
});

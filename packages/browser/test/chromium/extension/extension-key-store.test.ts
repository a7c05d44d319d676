import type { KeyStore, Slot, StoredRecord } from '@turbosmtp-auth/core';
import { keyStoreContract } from '@turbosmtp-auth/core/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { extensionKeyStore, viewOf } from '../../../src/extension/extension-key-store.ts';
import { canaryKey, freshName, raw, record, slot } from '../fixtures.ts';
import { type FakeExtension, fakeExtension } from './fake-extension.ts';

let fake: FakeExtension;
beforeEach(() => {
  fake = fakeExtension();
});

/** A store whose clients say what is remembered. */
function storeWith(name: string, remember: () => boolean | undefined) {
  const view = viewOf(extensionKeyStore({ name }));
  if (!view) throw new Error('it has no view');
  const store = view(remember);
  /** As of a login that asks so now, if it does not say. */
  const set: typeof store.set = (at, record, ifGen, asked = remember()) =>
    store.set(at, record, ifGen, asked);
  return { ...store, set };
}

const at = (kind: Slot['kind']): Slot => ({ ...slot, kind });
const pending = (gen: string, replaces?: string): StoredRecord => ({
  v: 1,
  kind: 'pending',
  gen,
  startedAt: 1,
  ...(replaces !== undefined && { replaces }),
});
const revocation = (gen: string, keys: string[]): StoredRecord => ({ v: 1, kind: 'revocation', gen, keys });

/** The session of a login: each has a key of its own. */
const sessionOf = (gen: string): StoredRecord => record(gen, `key-${gen}`);

/** The kinds of the records on disk. */
const onDisk = async (name: string): Promise<unknown[]> =>
  (await raw(name, 'records', (records) => records.getAllKeys())).map((path) => (path as string[])[2]);
/** The kinds of the records in `storage.session`. */
const inSession = (): unknown[] => [...fake.items.keys()].map((key) => JSON.parse(key)[3]);

describe.each([
  { where: 'in storage.session', remember: undefined },
  { where: 'remembered', remember: true },
])('keeps the contract of key stores, $where', ({ remember }) => {
  const names = new WeakMap<KeyStore, string>();
  const openAs = (name: string): KeyStore => {
    const store = storeWith(name, () => remember);
    names.set(store, name);
    return store;
  };
  const cases = keyStoreContract({
    create: async () => openAs(freshName()),
    reopen: async (store) => openAs(names.get(store) ?? ''),
  });
  it('was handed out whole', () => expect(cases.length).toBeGreaterThan(15));
  it.each(cases)('$name', ({ run }) => run());
});

describe('where records lie', () => {
  it('writes nothing to disk unless asked to remember, and seals what lies in storage.session', async () => {
    const name = freshName();
    const store = storeWith(name, () => undefined);
    await store.set(slot, record('a'));
    await store.set(at('pending'), pending('b', canaryKey));
    await store.set(at('revocation'), revocation('c', [canaryKey]));
    expect(await onDisk(name)).toEqual([]);
    expect(inSession().sort()).toEqual(['pending', 'revocation', 'session']);
    expect([...fake.items.values()].join()).not.toContain(canaryKey);
  });

  it('moves a session to the disk and back, and leaves it in one place', async () => {
    const name = freshName();
    let remember: boolean | undefined = false;
    const store = storeWith(name, () => remember);
    await store.set(slot, sessionOf('a'));
    remember = true;
    expect(await store.set(slot, sessionOf('b'), 'a')).toBe(true);
    expect([await onDisk(name), inSession()]).toEqual([['session'], []]);
    // A renewal, or a new background: it stays where it is.
    remember = undefined;
    expect(await store.set(slot, sessionOf('c'), 'b')).toBe(true);
    expect([await onDisk(name), inSession()]).toEqual([['session'], []]);
    remember = false;
    expect(await store.set(slot, sessionOf('d'), 'c')).toBe(true);
    expect([await onDisk(name), inSession()]).toEqual([[], ['session']]);
    expect(await store.remove(slot, 'd')).toBe(true);
    expect([await onDisk(name), inSession()]).toEqual([[], []]);
  });

  it('knows which of two records counts if the background ended in the middle of a move', async () => {
    const name = freshName();
    let remember = false;
    const store = storeWith(name, () => remember);
    await store.set(slot, sessionOf('old'));
    const [left] = fake.items;
    if (!left) throw new Error('nothing was written');
    remember = true;
    await store.set(slot, sessionOf('new'));
    fake.items.set(...left); // as if it had not been removed yet
    expect(await store.get(slot)).toMatchObject({ gen: 'new' });
    expect(await store.remove(slot, 'new')).toBe(true);
    expect(await store.get(slot)).toBeNull();
    expect([await onDisk(name), inSession()]).toEqual([[], []]);

    await store.set(slot, sessionOf('disk'));
    const text = await raw(name, 'records', (records) => records.getAll());
    remember = false;
    await store.set(slot, sessionOf('session'));
    // The same in the other direction: the disk was not cleared yet.
    await raw(name, 'records', (records) => records.put(text[0], [slot.origin, slot.profile, slot.kind]));
    expect(await store.get(slot)).toMatchObject({ gen: 'session' });
    expect(await store.remove(slot, 'session')).toBe(true);
    expect([await onDisk(name), inSession()]).toEqual([[], []]);
  });

  it('keeps a key out of the disk that no login asked to remember, also when it is replaced or revoked', async () => {
    const name = freshName();
    let remember = false;
    const store = storeWith(name, () => remember);
    await store.set(slot, record('a', 'passing-key'));
    remember = true;
    await store.set(at('pending'), pending('p', 'passing-key'));
    await store.set(slot, record('b', 'lasting-key'));
    await store.set(at('revocation'), revocation('r', ['passing-key']));
    expect(await onDisk(name)).toEqual(['session']);
    expect(inSession().sort()).toEqual(['pending', 'revocation']);
  });

  it('keeps a remembered key on disk until it is revoked, beside those that are not', async () => {
    const name = freshName();
    let remember = true;
    const store = storeWith(name, () => remember);
    await store.set(slot, record('a', 'lasting-key'));
    remember = false;
    await store.set(at('pending'), pending('p', 'lasting-key'));
    await store.set(slot, record('b', 'passing-key'));
    await store.set(at('revocation'), revocation('r', ['lasting-key', 'passing-key']));
    expect((await onDisk(name)).sort()).toEqual(['pending', 'revocation']);
    expect(await store.get(at('revocation'))).toEqual(revocation('r', ['lasting-key', 'passing-key']));
    // The browser ends: what must be revoked is still known.
    fake.items.clear();
    expect(await store.get(at('revocation'))).toEqual(revocation('r', ['lasting-key']));
    expect(await store.set(at('revocation'), revocation('s', ['lasting-key', 'other-key']), 'r')).toBe(true);
    expect(await store.remove(at('revocation'), 's')).toBe(true);
    expect(await store.get(at('revocation'))).toBeNull();
    expect(await onDisk(name)).toEqual(['pending']);
  });

  it.each([true, false])('keeps a key where the login that made it wants it: on disk %s', async (wanted) => {
    const name = freshName();
    const store = storeWith(name, () => !wanted);
    await store.set(at('pending'), pending('p'), null, wanted);
    await store.set(at('pending'), pending('q'), 'p', !wanted); // another login begins
    await store.set(at('revocation'), revocation('r', ['left-key']), null, wanted);
    expect(await onDisk(name)).toEqual(wanted ? ['revocation'] : []);
    await store.set(slot, sessionOf('s'), null, !wanted);
    expect((await onDisk(name)).includes('session')).toBe(!wanted);
    await store.set(slot, sessionOf('t'), 's', wanted);
    expect((await onDisk(name)).includes('session')).toBe(wanted);
  });

  it.each([true, false])('puts a session back where it was: on disk %s', async (wasOnDisk) => {
    const name = freshName();
    let remember = wasOnDisk;
    const store = storeWith(name, () => remember);
    const lies = async () => [(await onDisk(name)).includes('session'), inSession().includes('session')];
    await store.set(slot, record('a', 'old-key'));
    remember = !wasOnDisk;
    await store.set(at('pending'), pending('p', 'old-key'));
    await store.set(slot, record('b', 'new-key'));
    expect(await lies()).toEqual([!wasOnDisk, wasOnDisk]);
    await store.set(slot, record('c', 'old-key'));
    expect(await lies()).toEqual([wasOnDisk, !wasOnDisk]);
  });
});

describe('what goes wrong', () => {
  it('hears no write of its own, and those of others', async () => {
    const name = freshName();
    const [own, other] = [storeWith(name, () => undefined), storeWith(name, () => undefined)];
    const heard: Slot[] = [];
    const end = own.watch?.((each) => heard.push(each));
    await own.set(slot, record('a'));
    await other.set(slot, record('b'));
    await expect.poll(() => heard).toEqual([slot]);
    end?.();
  });

  it('sets aside what is no record of ours, and works on', async () => {
    const store = storeWith(freshName(), () => undefined);
    await store.set(slot, record('a'));
    const [key = ''] = fake.items.keys();
    for (const damage of ['7', '{"text":"no","above":null}']) {
      fake.items.set(key, damage);
      await expect(store.get(slot)).rejects.toMatchObject({
        code: 'storage_damaged',
        reason: 'record_set_aside',
      });
      expect(await store.get(slot)).toBeNull();
    }
  });

  it.each([
    ['Session storage quota bytes exceeded', 'storage_full', 'session_area_full'],
    ['Access to storage is not allowed from this context.', 'storage_denied', 'session_area_closed'],
    ['something else', 'storage_unavailable', undefined],
  ])('says what "%s" means', async (said, code, reason) => {
    const store = storeWith(freshName(), () => undefined);
    fake.refuse = new Error(said);
    await expect(store.set(slot, record('a'))).rejects.toMatchObject({ code, ...(reason && { reason }) });
  });

  it('refuses where private windows have a background of their own', async () => {
    const { chrome } = globalThis as unknown as { chrome: { runtime: object } };
    Object.assign(chrome.runtime, { getManifest: () => ({ incognito: 'split' }) });
    await expect(storeWith(freshName(), () => undefined).get(slot)).rejects.toMatchObject({
      code: 'storage_unavailable',
      reason: 'incognito_split',
    });
  });

  it('says what is missing outside of an extension', async () => {
    Object.assign(globalThis, { chrome: undefined });
    await expect(storeWith(freshName(), () => undefined).get(slot)).rejects.toMatchObject({
      code: 'storage_unavailable',
      reason: 'no_session_area',
    });
  });
});

import { createRequire } from 'node:module';
import type { KeyStore, Slot } from '@turbosmtp-auth/core';
import { keyStoreContract } from '@turbosmtp-auth/core/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { secretServiceAvailable } from '../../../tools/secret-service.ts';
import { within } from '../../../tools/time-given.ts';
import { keychainKeyStore } from '../src/index.ts';
import { kernelKeyringHasOurs, usePrivateKeychain } from './private-keychain.ts';
import { expectRefused, recordOf, slot } from './sealed-store.ts';

// The native package, to look behind the store's back with.
const { AsyncEntry, findCredentialsAsync }: typeof import('@napi-rs/keyring') = createRequire(
  import.meta.url,
)('@napi-rs/keyring');
const entries = () => findCredentialsAsync('turbosmtp-auth');
const entryAt = (account: string) =>
  new AsyncEntry('turbosmtp-auth', account, { linux: { store: 'secret-service' } });

const calls = (store: KeyStore, at: Slot = slot): (() => Promise<unknown>)[] => [
  () => store.get(at),
  () => store.set(at, recordOf('late')),
  () => store.set(at, recordOf('late'), null),
  () => store.set(at, recordOf('late'), 'first'),
  () => store.remove(at),
  () => store.remove(at, 'first'),
];

describe.skipIf(!secretServiceAvailable())('keychainKeyStore, on a real Secret Service,', () => {
  const keychain = usePrivateKeychain();

  const clear = async (): Promise<void> => {
    for (const { account } of await entries()) await entryAt(account).deletePassword();
  };
  afterEach(clear);

  describe('keeps the contract of key stores:', () => {
    // Twenty calls at once, each behind the other, on a busy machine.
    const patient = { timeout: 30_000 };
    const cases = keyStoreContract({
      create: async () => {
        await clear();
        return keychainKeyStore(patient);
      },
      reopen: async () => keychainKeyStore(patient),
      damage: async (_, { profile, kind }) => {
        for (const { account, password } of await entries())
          if (account.startsWith(`${profile}.${kind}.`))
            await entryAt(account).setPassword(password.replace('"gen":"', '"gen":"x'));
      },
    });
    it.each(cases)('$name', ({ run }) => run());
    it('all of it', () => expect(cases.length).toBeGreaterThan(30));
  });

  it('holds a record itself, as text of at most 1,000 characters, in an entry of its own', async () => {
    const store = keychainKeyStore();
    const keys = Array.from({ length: 16 }, (_, index) => index.toString(16).repeat(40));
    const gen = 'f'.repeat(32);
    await store.set(slot, recordOf('first'));
    await store.set({ ...slot, kind: 'revocation' }, { v: 1, kind: 'revocation', gen, keys });
    const held = (await entries()).map(({ account, password }) => [account.split('.')[1], password] as const);
    expect(held.map(([kind]) => kind).sort()).toEqual(['revocation', 'session']);
    for (const [, text] of held) expect(text.length).toBeLessThanOrEqual(1000);
    expect(held.find(([kind]) => kind === 'session')?.[1]).toContain('canary-key-first');
  });

  it('refuses what is too long before it writes', async () => {
    const store = keychainKeyStore();
    await store.set(slot, recordOf('first'));
    const before = await entries();
    const long = { ...recordOf('late'), account: `${'a'.repeat(310)}@b.test`, key: 'canary'.repeat(100) };
    await expectRefused(store.set(slot, long as ReturnType<typeof recordOf>), 'storage_full'); // still of its kind
    expect(await entries()).toEqual(before);
  });

  it('says so where an entry is no text at all, and leaves it', async () => {
    const store = keychainKeyStore();
    await store.set(slot, recordOf('first'));
    const [{ account } = { account: '' }] = await entries();
    await entryAt(account).setSecret(Uint8Array.of(0xff, 0xfe, 0));
    for (const call of calls(store)) await expectRefused(call(), 'storage_damaged');
    expect(await entryAt(account).getSecret()).toEqual([0xff, 0xfe, 0]);
  });

  it('leaves nothing in the keyring of the kernel, whatever happens', async () => {
    const store = keychainKeyStore();
    await store.set(slot, recordOf('first'));
    keychain().lock();
    for (const call of calls(store)) await call().catch(() => {});
    await keychain().restart();
    expect(await store.get(slot)).toEqual(recordOf('first'));
    expect(kernelKeyringHasOurs()).toBe(false);
  });

  it('is answered for more profiles than a bus has connections', { timeout: 180_000 }, async () => {
    const store = keychainKeyStore();
    for (let count = 0; count < 300; count++)
      expect(await store.get({ ...slot, profile: `p${count}` })).toBe(null);
  });

  it('goes on when the keychain was started anew', async () => {
    const store = keychainKeyStore();
    await store.set(slot, recordOf('first'));
    await keychain().restart();
    expect(await store.get(slot)).toEqual(recordOf('first'));
    await keychain().restart();
    expect(await store.set(slot, recordOf('second'), 'first')).toBe(true);
    await keychain().restart();
    expect(await store.remove(slot, 'second')).toBe(true);
  });

  describe('when it is locked,', () => {
    it('denies every call, also for what is not there, and removes nothing', async () => {
      const store = keychainKeyStore();
      const absent = { ...slot, profile: 'absent' };
      await store.set(slot, recordOf('first'));
      keychain().lock();
      for (const at of [slot, absent])
        for (const call of calls(store, at)) {
          await within(3000, expectRefused(call(), 'storage_denied'));
          await expectRefused(call(), 'storage_denied');
        }
      await keychain().restart();
      expect(await store.get(slot)).toEqual(recordOf('first'));
      expect(await store.get(absent)).toBeNull();
    });

    it('gives up a prompt that nobody answers, writes nothing afterwards, and goes on', async () => {
      const store = keychainKeyStore();
      await store.set(slot, recordOf('first'));
      keychain().lock();
      await keychain().prompts('ignore');
      for (const call of calls(store).slice(0, 2)) {
        const start = performance.now();
        await within(3500, expectRefused(call(), 'storage_timeout'));
        expect(performance.now() - start).toBeGreaterThan(2000);
      }
      // Many at once are no slower than one.
      const together = calls(store).map((call) => expectRefused(call(), 'storage_timeout'));
      await within(3500, Promise.all(together));
      await keychain().prompts('dismiss');
      await expectRefused(store.get(slot), 'storage_denied');
      await keychain().restart();
      expect(await store.get(slot)).toEqual(recordOf('first'));
    });
  });

  it('gives up a frozen keychain, writes nothing afterwards, and goes on when it thaws', async () => {
    const store = keychainKeyStore();
    await store.set(slot, recordOf('first'));
    keychain().freeze();
    for (const call of calls(store)) await within(3500, expectRefused(call(), 'storage_timeout'));
    const together = calls(store).map((call) => expectRefused(call(), 'storage_timeout'));
    await within(3500, Promise.all(together));
    keychain().thaw();
    expect(await store.get(slot)).toEqual(recordOf('first'));
  });

  it.each([0, -1, Number.NaN])('takes no timeout of %s', (timeout) => {
    expect(() => keychainKeyStore({ timeout })).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });
});

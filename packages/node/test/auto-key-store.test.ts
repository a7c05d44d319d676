import { readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { secretServiceAvailable } from '../../../tools/secret-service.ts';
import { within } from '../../../tools/time-given.ts';
import { autoKeyStore, createClient, explainKeyStore, type KeyStore } from '../src/index.ts';
import { storeLock } from '../src/store-lock.ts';
import { usePrivateKeychain } from './private-keychain.ts';
import { scratchDirectory } from './scratch-directory.ts';
import { expectRefused, recordOf, sealingKey, slot } from './sealed-store.ts';

// The native package, to look behind the store's back with.
const { AsyncEntry, findCredentialsAsync }: typeof import('@napi-rs/keyring') = createRequire(
  import.meta.url,
)('@napi-rs/keyring');

const configured = Buffer.from(new Uint8Array(32).fill(7)).toString('base64url');

/** No keychain and no sealing key, whatever this machine has. */
beforeEach(() => {
  vi.stubEnv('TURBOSMTP_AUTH_KEYCHAIN', undefined);
  for (const name of ['CREDENTIALS_DIRECTORY', 'TURBOSMTP_AUTH_STORE_KEY_FILE', 'TURBOSMTP_AUTH_STORE_KEY'])
    vi.stubEnv(name, undefined);
});
afterEach(() => vi.unstubAllEnvs());

describe('autoKeyStore', () => {
  beforeEach(() => {
    if (process.platform === 'linux') vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', 'disabled:');
    else vi.stubEnv('TURBOSMTP_AUTH_KEYCHAIN', 'off');
  });

  it('keeps records in memory where there is nothing else, and says why', async () => {
    const store = autoKeyStore();
    const { backend, assurance, persistent } = await store.describe();
    expect({ assurance, persistent }).toEqual({ assurance: 'memory', persistent: false });
    expect(backend).toMatch(/^memory \(.*no sealed file: no sealing key is configured; no OS keychain: /);
    expect(await store.set(slot, recordOf('first'), null)).toBe(true);
    expect(await store.get(slot)).toEqual(recordOf('first'));
    expect(await autoKeyStore().get(slot)).toBeNull(); // its own memory
    expect(await store.remove(slot, 'first')).toBe(true);
  });

  it('takes the sealed file with a key of its option, and then asks nobody else', async () => {
    vi.stubEnv('TURBOSMTP_AUTH_STORE_KEY', 'no key at all');
    const directory = join(await scratchDirectory(), 'state');
    const store = autoKeyStore({ sealingKey, directory });
    await store.set(slot, recordOf('first'));
    expect(await readdir(directory)).toHaveLength(1);
    expect((await store.describe()).backend).toBe('sealed file (the sealing key is from the option)');
  });

  it('takes the sealed file with a key from the environment, and says from where', async () => {
    vi.stubEnv('TURBOSMTP_AUTH_STORE_KEY', configured);
    const directory = join(await scratchDirectory(), 'state');
    const store = autoKeyStore({ directory, minAssurance: 'encrypted' });
    await store.set(slot, recordOf('first'));
    const description = await store.describe();
    expect(description).toMatchObject({
      backend: 'sealed file (the sealing key is from TURBOSMTP_AUTH_STORE_KEY)',
      assurance: 'encrypted',
    });
    const explanation = await explainKeyStore({ directory });
    expect(explanation.stores.map(({ verdict }) => verdict)).toEqual(['chosen', 'not-needed', 'not-needed']);
    expect(inspect([description, explanation], { depth: 9 })).not.toContain(configured);
  });

  it.each(['session', 'encrypted', 'os'] as const)(
    'has nothing that is %s, and says what to do',
    async (min) => {
      const store = autoKeyStore({ minAssurance: min });
      await expectRefused(store.describe(), 'storage_below_assurance');
      await expect(store.get(slot)).rejects.toMatchObject({
        hint: expect.stringMatching(min === 'os' ? /@napi-rs\/keyring/ : /Set TURBOSMTP_AUTH_STORE_KEY/),
      });
      expect(await explainKeyStore({ minAssurance: min })).toMatchObject({
        chosen: null,
        code: 'storage_below_assurance',
      });
    },
  );

  it('does not take the sealed file for the keychain', async () => {
    const directory = join(await scratchDirectory(), 'state');
    const store = autoKeyStore({ minAssurance: 'os', sealingKey, directory });
    await expectRefused(store.set(slot, recordOf('first')), 'storage_below_assurance');
  });

  it('never falls from a sealing key that is none', async () => {
    vi.stubEnv('TURBOSMTP_AUTH_STORE_KEY', 'canary-no-key');
    await expect(autoKeyStore().get(slot)).rejects.toMatchObject({
      name: 'InvalidInputError',
      issues: [{ path: 'TURBOSMTP_AUTH_STORE_KEY', code: 'not_a_sealing_key' }],
    });
    expect(await explainKeyStore()).toMatchObject({
      chosen: null,
      code: 'invalid_input',
      stores: [{ verdict: 'failed' }, { verdict: 'not-needed' }, { verdict: 'not-needed' }],
    });
  });

  it('never falls from sealed files that cannot be used', async () => {
    const scratch = await scratchDirectory();
    await writeFile(join(scratch, 'file'), '');
    const store = autoKeyStore({ sealingKey, directory: join(scratch, 'file') });
    await expectRefused(store.set(slot, recordOf('first')), 'storage_unavailable');
    expect((await store.describe()).assurance).toBe('encrypted');
  });

  it('chooses once, but again after a failure', async () => {
    vi.stubEnv('TURBOSMTP_AUTH_STORE_KEY', 'no key at all');
    const directory = join(await scratchDirectory(), 'state');
    const store = autoKeyStore({ directory });
    await expect(store.get(slot)).rejects.toMatchObject({ code: 'invalid_input' });
    vi.stubEnv('TURBOSMTP_AUTH_STORE_KEY', configured);
    expect((await store.describe()).assurance).toBe('encrypted');
    vi.stubEnv('TURBOSMTP_AUTH_STORE_KEY', undefined);
    expect((await store.describe()).assurance).toBe('encrypted');
  });

  it('comes with the lock of what it chose', async () => {
    const directory = join(await scratchDirectory(), 'state');
    const inside = (store: KeyStore) => storeLock(store)('name', () => readdir(directory).catch(() => []));
    expect(await inside(autoKeyStore({ directory }))).toEqual([]);
    expect(await inside(autoKeyStore({ directory, sealingKey }))).toEqual(['locks']);
  });

  it('refuses an assurance that is none', () => {
    const minAssurance = 'best' as 'os'; // as plain JavaScript may
    expect(() => autoKeyStore({ minAssurance })).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });

  it('is what a client uses', async () => {
    const sandbox = createSandbox();
    const credentials = { email: 'ada@example.test', password: 'Correct-Horse-9' };
    sandbox.accounts.add(credentials);
    await using server = await serveSandbox(sandbox);
    const options = { baseUrl: server.baseUrl, credentials, profile: 'auto' };
    const client = createClient(options);
    await client.apiKey();
    expect(await client.session()).toMatchObject({ persisted: false });
    await expectRefused(
      createClient({ ...options, minAssurance: 'encrypted' }).apiKey(),
      'storage_below_assurance',
    );
    vi.stubEnv('TURBOSMTP_AUTH_STORE_KEY', configured);
    vi.stubEnv('XDG_STATE_HOME', await scratchDirectory());
    if (process.platform !== 'linux') return; // the directory would be this user's
    const sealed = createClient({ ...options, minAssurance: 'encrypted' });
    await sealed.apiKey();
    expect(await sealed.session()).toMatchObject({ persisted: true });
    const other = createClient({ ...options, minAssurance: 'encrypted', clock: sandbox.clock });
    expect(await other.session()).toMatchObject({ persisted: true });
    // The first client's choice stands.
    expect(await createClient(options).session()).toMatchObject({ persisted: false });
  });
});

describe.skipIf(!secretServiceAvailable())('autoKeyStore, with a real keychain,', () => {
  const keychain = usePrivateKeychain();
  beforeEach(() => {
    for (const [name, value] of Object.entries(keychain().environment)) vi.stubEnv(name, value);
  });

  it('takes it, and says why no sealed file', async () => {
    const store = autoKeyStore();
    expect(await store.describe()).toMatchObject({
      backend: 'OS keychain (it answers; no sealed file: no sealing key is configured)',
      assurance: 'os',
      persistent: true,
    });
    await store.set(slot, recordOf('first'));
    expect(await autoKeyStore({ minAssurance: 'os' }).get(slot)).toEqual(recordOf('first'));
    await store.remove(slot);
  });

  it('removes what a program that was killed while it looked for one left there, and no record', async () => {
    const probe = new AsyncEntry('turbosmtp-auth', 'probe:left', { linux: { store: 'secret-service' } });
    await probe.setPassword('probe');
    expect((await autoKeyStore().describe()).assurance).toBe('os');
    expect(await findCredentialsAsync('turbosmtp-auth')).toEqual([]);

    const store = autoKeyStore();
    const probeProfile = { ...slot, profile: 'probe' };
    await store.set(probeProfile, recordOf('first'));
    await probe.setPassword('probe');
    expect((await autoKeyStore().describe()).assurance).toBe('os');
    expect(await findCredentialsAsync('turbosmtp-auth')).toHaveLength(1);
    expect(await store.remove(probeProfile, 'first')).toBe(true);
  });

  it('prefers the sealed file, unless more is asked for', async () => {
    const directory = join(await scratchDirectory(), 'state');
    const ladder = { sealingKey, directory };
    expect((await autoKeyStore(ladder).describe()).assurance).toBe('encrypted');
    expect((await autoKeyStore({ ...ladder, minAssurance: 'os' }).describe()).assurance).toBe('os');
  });

  it('passes over it when it is turned off', async () => {
    vi.stubEnv('TURBOSMTP_AUTH_KEYCHAIN', 'off');
    const { backend } = await autoKeyStore().describe();
    expect(backend).toMatch(/^memory .*no OS keychain: TURBOSMTP_AUTH_KEYCHAIN turns it off/);
  });

  it.each([
    ['empty', async () => {}],
    ['full', async () => void (await autoKeyStore().set(slot, recordOf('first')))],
  ])(
    'never falls from one that is locked, %s as it may be, and takes it once it is unlocked',
    async (_, fill) => {
      await fill();
      keychain().lock();
      const store = autoKeyStore();
      await expectRefused(store.describe(), 'storage_denied');
      expect(await explainKeyStore()).toMatchObject({
        chosen: null,
        code: 'storage_denied',
        stores: [{ verdict: 'absent' }, { verdict: 'failed' }, { verdict: 'not-needed' }],
      });
      await keychain().restart();
      expect((await store.describe()).assurance).toBe('os');
      await store.remove(slot);
    },
  );

  it('never falls from one that is frozen, within its time', async () => {
    const store = autoKeyStore();
    keychain().freeze();
    await within(3500, expectRefused(store.get(slot), 'storage_timeout'));
    keychain().thaw();
    expect((await store.describe()).assurance).toBe('os');
  });
});

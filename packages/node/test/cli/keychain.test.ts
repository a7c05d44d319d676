import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { secretServiceAvailable } from '../../../../tools/secret-service.ts';
import { usePrivateKeychain } from '../private-keychain.ts';
import { account, commandLine, type Given } from './command-line.ts';

// The native package, to look behind the command's back with.
const { AsyncEntry, findCredentialsAsync }: typeof import('@napi-rs/keyring') = createRequire(
  import.meta.url,
)('@napi-rs/keyring');

describe.runIf(secretServiceAvailable())('with the keychain of the operating system', () => {
  const keychain = usePrivateKeychain();
  const given = (): Given => ({
    env: {
      ...keychain().environment,
      TURBOSMTP_AUTH_KEYCHAIN: undefined,
      TURBOSMTP_AUTH_STORE_KEY: undefined,
    },
    input: [account.password],
  });

  it('keeps the key there, from one process to the next', async () => {
    const { json, sandbox } = await commandLine();
    expect((await json(['login', '--email', account.email], given())).object).toMatchObject({
      persisted: true,
    });
    expect((await json(['status'], given())).object).toMatchObject({
      signedIn: true,
      store: { backend: expect.stringContaining('OS keychain'), assurance: 'os' },
    });
    const { ok, checks } = (await json(['doctor'], given())).object;
    expect(checks.filter(({ status }: { status: string }) => status === 'problem')).toEqual([]);
    expect(ok).toBe(true);
    expect((await json(['logout'], given())).object).toMatchObject({ revoked: 'now' });
    expect(sandbox.keys.list()).toEqual([]);
  });

  it('names the entry that cannot be read', async () => {
    const { json } = await commandLine();
    await json(['login', '--email', account.email], given());
    const [{ account: entry, password } = { account: '', password: '' }] =
      await findCredentialsAsync('turbosmtp-auth');
    const held = new AsyncEntry('turbosmtp-auth', entry, { linux: { store: 'secret-service' } });
    await held.setPassword('garbage');
    const { object } = await json(['doctor'], given());
    expect(object['checks'][3]).toMatchObject({ check: 'store', status: 'ok', facts: { directory: null } });
    expect(object['checks'][4]).toMatchObject({
      check: 'session',
      status: 'problem',
      advice: expect.stringContaining(`remove these entries of turbosmtp-auth: ${entry}`),
      facts: { code: 'storage_damaged', unreadable: [entry] },
    });
    expect(await held.getPassword()).toBe('garbage');
    await held.setPassword(password);
    expect((await json(['logout'], given())).object).toMatchObject({ revoked: 'now' });
  });

  it('asks for no key while it is locked, and says so', async () => {
    const { json, sandbox } = await commandLine();
    keychain().lock();
    try {
      await keychain().prompts('dismiss');
      const { code, object } = await json(['login', '--email', account.email], given());
      expect({ code, error: object['error'] }).toMatchObject({ code: 6, error: { code: 'storage_denied' } });
      const { code: exit, object: found } = await json(['doctor'], given());
      expect(exit).toBe(8);
      expect(found['checks'][3]).toMatchObject({
        check: 'store',
        status: 'problem',
        facts: { code: 'storage_denied' },
      });
      expect(sandbox.keys.list()).toEqual([]);
    } finally {
      await keychain().restart();
    }
  });
});

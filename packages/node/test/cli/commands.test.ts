import { autoKeyStore } from '@turbosmtp-auth/node';
import { describe, expect, it, vi } from 'vitest';
import { account, commandLine, secrets } from './command-line.ts';

const email = ['--email', account.email];
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);

describe('login', () => {
  it('keeps a key for two hours, which status, key and the library then find', async () => {
    const { json, sandbox, server, home } = await commandLine();
    const signedIn = {
      account: account.email,
      profile: 'default',
      mintedAt: time,
      expiresAt: time,
      persisted: true,
    };
    expect(await json(['login', ...email], { input: [account.password] })).toEqual({
      code: 0,
      object: signedIn,
    });
    expect(await json(['status'])).toEqual({
      code: 0,
      object: {
        signedIn: true,
        ...signedIn,
        profileFrom: 'default',
        baseUrl: server.baseUrl,
        savedKey: null,
        store: {
          backend: expect.stringContaining('sealed file'),
          assurance: 'encrypted',
          persistent: true,
          sharedWith: 'this user',
        },
      },
    });
    expect(await json(['whoami'])).toEqual(await json(['status']));
    expect((await json(['key', '--reveal'], { reveals: true })).object).toEqual({
      ...signedIn,
      key: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    const [minted] = sandbox.keys.list();
    expect(minted?.expiresAt).not.toBeNull();

    vi.stubEnv('HOME', home);
    vi.stubEnv('LOCALAPPDATA', home);
    vi.stubEnv('TURBOSMTP_AUTH_STORE_KEY', secrets.sealingKey);
    const slot = { origin: new URL(server.baseUrl).origin, profile: 'default', kind: 'session' } as const;
    expect(await autoKeyStore().get(slot)).toMatchObject({ account: account.email });
    vi.unstubAllEnvs();
  });

  it.each([
    ['behind', 3 * 3_600_000],
    ['ahead of', -3 * 3_600_000],
  ])('tells the time that is left, though the clock here is %s that of the service', async (_, offset) => {
    const { run } = await commandLine({ clock: { now: Date.now() + offset } });
    const signedIn = await run(['login', ...email], { input: [account.password] });
    for (const { out, err } of [signedIn, await run(['status']), await run(['key'])])
      expect(out + err).toMatch(/\(in 1 h 5\d min\)/);
  });

  it('is told with the service where that is not the live one', async () => {
    const { run, signIn, server } = await commandLine();
    await signIn();
    expect((await run(['status'])).out).toContain(`Not the live service: ${server.baseUrl}\n`);
    for (const live of [
      'https://pro.api.serversmtp.com/api/v2',
      'https://PRO.api.serversmtp.com:443/api/v2/',
    ])
      expect((await run(['status', '--base-url', live])).out).not.toContain('live');
  });

  it('asks for a key that never expires with --no-expire, and revokes the one before', async () => {
    const { json, run, signIn, sandbox } = await commandLine();
    await signIn();
    const { object } = await json(['login', '--no-expire', ...email], { input: [account.password] });
    expect(object['expiresAt']).toBeNull();
    expect(sandbox.keys.list()).toEqual([{ account: account.email, expiresAt: null }]);
    expect((await run(['status'])).out).toContain('never expires');
  });

  it('takes the address from the environment, and says so when it has none', async () => {
    const { json } = await commandLine();
    const env = { TURBOSMTP_EMAIL: account.email };
    expect((await json(['login'], { env, input: [account.password] })).code).toBe(0);
    const { code, object } = await json(['login'], { input: [account.password] });
    expect({ code, error: object['error'] }).toMatchObject({ code: 2, error: { code: 'usage' } });
  });

  it('keeps profiles apart, also those of the environment', async () => {
    const { json, signIn } = await commandLine();
    await signIn('staging');
    expect((await json(['status'])).object['signedIn']).toBe(false);
    expect((await json(['status', '--profile', 'staging'])).object['signedIn']).toBe(true);
    expect((await json(['--profile', 'staging', 'status'])).object['signedIn']).toBe(true);
    const env = { TURBOSMTP_PROFILE: 'staging' };
    expect((await json(['status'], { env })).object).toMatchObject({ signedIn: true, profile: 'staging' });
  });
});

describe('key', () => {
  it('prints the key alone, with --reveal only', async () => {
    const { run, json, signIn, sandbox, server } = await commandLine();
    await signIn();
    const { out, code } = await run(['key', '--reveal'], { reveals: true });
    expect(code).toBe(0);
    const authorization = out.trim();
    expect(out).toBe(`${authorization}\n`);
    const reply = await fetch(`${server.baseUrl}/deauthorize`, {
      method: 'POST',
      headers: { authorization },
    });
    expect(reply.status).toBe(200);
    expect(sandbox.keys.list()).toEqual([]);

    expect((await json(['key', '--reveal'], { reveals: true })).object).toMatchObject({
      key: authorization,
    });
    const hidden = await run(['key']);
    expect(hidden).toMatchObject({ code: 2, out: '' }); // so that `$(turbosmtp-auth key)` is empty, and fails
    expect(hidden.err).toMatch(/Signed in as ada@example\.com until .+ \(in 1 h 5\d min\)\.\n/);
    expect(hidden.err).toContain('Next: turbosmtp-auth key --reveal');
    expect(hidden.err).not.toContain(authorization);
    expect(await json(['key'])).toMatchObject({
      code: 2,
      object: { error: { code: 'usage', next: 'turbosmtp-auth key --reveal', exitCode: 2 } },
    });
  });
});

describe('logout', () => {
  it('revokes the key, and says when there was none', async () => {
    const { json, signIn, sandbox } = await commandLine();
    await signIn();
    expect(await json(['logout'])).toEqual({
      code: 0,
      object: { profile: 'default', revoked: 'now', savedKey: null },
    });
    expect(sandbox.keys.list()).toEqual([]);
    expect((await json(['logout'])).object['revoked']).toBe('nothing');
    expect((await json(['status'])).code).toBe(3);
  });

  it('signs out without the service, whose key is revoked on the next use', async () => {
    const { json, signIn, sandbox } = await commandLine();
    await signIn();
    sandbox.faults.add({ kind: 'html', match: { operation: 'logout' }, times: 'always' });
    expect((await json(['logout'])).object['revoked']).toBe('queued');
    expect((await json(['status'])).object['signedIn']).toBe(false);
    const { object } = await json(['doctor']);
    expect(
      object['checks'].find(({ check }: { check: string }) => check === 'session').facts.toBeRevoked,
    ).toBe(1);
    expect(sandbox.keys.list()).toHaveLength(1);
    sandbox.faults.clear();
    await signIn();
    expect(sandbox.keys.list()).toHaveLength(1);
  });
});

describe('logout with nobody signed in', () => {
  it('tells what became of a key that an earlier one left', async () => {
    const { run, signIn, sandbox } = await commandLine();
    const unreachable = { kind: 'html', match: { operation: 'logout' }, times: 'always' } as const;
    await signIn();
    sandbox.faults.add(unreachable);
    await run(['logout']);
    expect(await run(['logout'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^No account was signed in\. .* could not be reached\. A key from an earlier session will be revoked/,
      ),
    });
    expect(sandbox.keys.list()).toHaveLength(1);
    sandbox.faults.clear();
    expect(await run(['logout'])).toEqual({
      code: 0,
      out: 'No account was signed in. A key from an earlier session was revoked.\n',
      err: '',
    });
    expect(sandbox.keys.list()).toEqual([]);
    expect((await run(['logout'])).out).toBe('No account was signed in.\n');
  });

  it('says nothing of nobody where the key before is left as well as the one of now', async () => {
    const { run, signIn, sandbox } = await commandLine();
    await signIn();
    sandbox.faults.add({ kind: 'html', match: { operation: 'logout' }, times: 'always' });
    await run(['logout']);
    await signIn();
    expect((await run(['logout'])).out).toMatch(/^Signed out\. The service could not be reached/);
    expect(sandbox.keys.list()).toHaveLength(2);
    sandbox.faults.clear();
    await signIn();
    expect((await run(['logout'])).out).toBe('Signed out. The key was revoked.\n');
    expect(sandbox.keys.list()).toEqual([]);
  });
});

describe('change-password', () => {
  it('changes it', async () => {
    const { json, signIn, run } = await commandLine();
    await signIn();
    const input = [account.password, secrets.newPassword];
    expect(await json(['change-password'], { input })).toEqual({
      code: 0,
      object: { outcome: 'changed', account: account.email },
    });
    expect((await run(['login', ...email], { input: [account.password] })).code).toBe(4);
    expect((await run(['login', ...email], { input: [secrets.newPassword] })).code).toBe(0);
  });

  it('refuses an account that it would not change the password of', async () => {
    const { json, signIn, sandbox } = await commandLine();
    await signIn();
    sandbox.requests.clear();
    const input = [account.password, secrets.newPassword];
    const other = ['change-password', '--email', 'other@example.com'];
    expect((await json(other, { input })).object['error']).toMatchObject({
      code: 'usage',
      message: '--email is for --settle only.',
      exitCode: 2,
    });
    expect(sandbox.requests.list()).toEqual([]);
    // The variable is there for other commands as well.
    const env = { TURBOSMTP_EMAIL: 'other@example.com' };
    expect(await json(['change-password'], { input, env })).toMatchObject({
      code: 0,
      object: { account: account.email },
    });
  });

  it('settles a change whose answer was lost, whichever way it went', async () => {
    const { json, signIn, sandbox, run } = await commandLine();
    await signIn();
    const before = sandbox.keys.list().length;
    const input = [account.password, secrets.newPassword];
    const change = async (when: 'before' | 'after'): Promise<void> => {
      sandbox.faults.add({ kind: 'drop', when, match: { operation: 'changePassword' } });
      const { code, object } = await json(['change-password'], { input });
      expect({ code, error: object['error'] }).toMatchObject({
        code: 7,
        error: { code: 'outcome_unknown', exitCode: 7, next: 'turbosmtp-auth change-password --settle' },
      });
    };
    const settle = (): Promise<unknown> => json(['change-password', '--settle'], { input });

    await change('before');
    expect(await settle()).toEqual({ code: 4, object: { outcome: 'unchanged', account: account.email } });
    await change('after');
    expect(await settle()).toEqual({ code: 0, object: { outcome: 'changed', account: account.email } });
    expect(sandbox.keys.list()).toHaveLength(before);

    const neither = [secrets.wrongPassword, `${secrets.wrongPassword}2`];
    const again = ['change-password', '--settle', ...email];
    const unknown = await run(again, { input: neither });
    expect(unknown).toMatchObject({ code: 7, out: expect.stringContaining('accepted neither') });
    expect(unknown.err).toContain('Next: turbosmtp-auth forgot-password --email ada@example.com\n');
    for (const answeredBefore of [0, 1]) {
      sandbox.faults.clear();
      sandbox.faults.add({
        kind: 'html',
        match: { operation: 'login' },
        skip: answeredBefore,
        times: 'always',
      });
      expect(await json(again, { input: neither })).toEqual({
        code: 7,
        object: {
          outcome: 'unknown',
          account: account.email,
          next: 'turbosmtp-auth change-password --settle --email ada@example.com',
        },
      });
    }
    expect((await run(again, { input: neither })).out).toContain('no reliable answer');
  });
});

describe('change-password --settle', () => {
  const input = [secrets.newPassword, account.password];

  it('takes the account from the environment where nobody is signed in', async () => {
    const { json, run } = await commandLine();
    const settle = ['change-password', '--settle'];
    const env = { TURBOSMTP_EMAIL: account.email };
    expect(await json(settle, { input, env })).toEqual({
      code: 0,
      object: { outcome: 'changed', account: account.email },
    });
    expect((await json(settle, { input })).object['error'].hint).toBe('Give it with --email.');
    expect((await run([...settle, '--help'])).out).toMatch(/\(env:\s+TURBOSMTP_EMAIL\)/);
  });

  it('is about the one that is typed, then the one that is signed in, before that of the environment', async () => {
    const other = { email: 'grace@example.com', password: secrets.newPassword };
    const { json, signIn } = await commandLine({ accounts: [account, other] });
    await signIn();
    const settle = ['change-password', '--settle'];
    const env = { TURBOSMTP_EMAIL: other.email };
    expect((await json(settle, { input, env })).object['account']).toBe(account.email);
    expect(await json([...settle, '--email', other.email], { input, env })).toEqual({
      code: 4,
      object: { outcome: 'unchanged', account: other.email },
    });
  });
});

describe('forgot-password and reset-password', () => {
  it('send a mail and use its token, once, with nobody signed in', async () => {
    const { json, run, sandbox } = await commandLine();
    expect(await json(['forgot-password', ...email])).toEqual({
      code: 0,
      object: { requested: true, email: account.email },
    });
    const [mail] = sandbox.outbox.list();
    const input = [mail?.token ?? '', secrets.newPassword];
    expect(await json(['reset-password'], { input })).toEqual({ code: 0, object: { reset: true } });
    expect((await run(['login', ...email], { input: [secrets.newPassword] })).code).toBe(0);
    const { code, object } = await json(['reset-password'], { input });
    expect({ code, error: object['error'] }).toMatchObject({
      code: 4,
      error: { code: 'token_is_invalid', status: 403, next: 'turbosmtp-auth forgot-password' },
    });
  });
});

import { describe, expect, it, vi } from 'vitest';
import { account, popup, world } from './world.ts';

// What a caller learns if the browser stops the background in the middle of its call. The real thing is in real/killed-backgrounds.ts.

const change = { currentPassword: account.password, newPassword: 'Better-Horse-9' };

describe('a call of a background that was stopped', () => {
  it('is sent again if it had not begun', async () => {
    const { connect, kill, journal, seen } = world();
    const page = connect();
    await page.session();
    // It dies before it writes that the call begins.
    const { begin } = journal;
    const written = Promise.withResolvers<void>();
    journal.begin = () => {
      written.resolve();
      return new Promise(() => undefined);
    };
    kill();
    const login = page.login(account);
    await written.promise;
    journal.begin = begin;
    kill();
    expect(await login).toMatchObject({ account: account.email });
    expect(seen('/authorize')).toBe(1);
    expect(await page.interrupted()).toEqual([]);
  });

  it.each([
    ['login', 'login_lost'],
    ['changePassword', 'password_change_lost'],
    ['requestPasswordReset', 'reset_mail_lost'],
    ['createConsumerKey', 'consumer_key_creation_lost'],
  ] as const)('is unknown if it had begun: %s', async (operation, reason) => {
    const { connect, kill, hold } = world();
    const page = connect();
    if (operation !== 'login') await page.login(account);
    const paths = {
      login: '/authorize',
      changePassword: '/change-password',
      requestPasswordReset: '/forgot-password',
      createConsumerKey: '/user/consumerKeys',
    };
    const { arrived, release } = hold(paths[operation]);
    const calls = {
      login: () => page.login(account),
      changePassword: () => page.changePassword(change),
      requestPasswordReset: () => page.requestPasswordReset({ email: account.email }),
      createConsumerKey: () => page.createConsumerKey({ permissions: ['APIS'] }),
    };
    const call = calls[operation]();
    await arrived;
    kill();
    release();
    await expect(call).rejects.toMatchObject({ name: 'OutcomeUnknownError', operation, reason });
    expect(await page.interrupted()).toEqual([]); // it was told
  });

  it('resolves if it was done, though its answer was lost', async () => {
    const { connect, kill, journal, seen } = world();
    const page = connect();
    await page.login(account);
    const { end } = journal;
    const ended = Promise.withResolvers<void>();
    journal.end = async (...given) => {
      await end(...given);
      ended.resolve();
      return new Promise(() => undefined); // and so the answer is never sent
    };
    const changed = page.changePassword(change);
    await ended.promise;
    journal.end = end;
    kill();
    expect(await changed).toBeUndefined();
    expect(seen('/change-password')).toBe(1);
  });

  it('resolves if it was a login that had stored its session', async () => {
    const { connect, kill, journal, seen } = world();
    const page = connect();
    const { end } = journal;
    const stored = Promise.withResolvers<void>();
    journal.end = () => {
      stored.resolve();
      return new Promise(() => undefined);
    };
    const login = page.login(account);
    await stored.promise;
    journal.end = end;
    kill();
    expect(await login).toMatchObject({ account: account.email });
    expect(seen('/authorize')).toBe(1);
  });

  it('takes no session of before for that of a login', async () => {
    const { connect, kill, hold } = world();
    const page = connect();
    await page.login(account);
    const { arrived, release } = hold('/authorize');
    const login = page.login(account);
    await arrived;
    kill();
    release();
    await expect(login).rejects.toMatchObject({ name: 'OutcomeUnknownError', reason: 'login_lost' });
  });

  it('is not listed as interrupted if its end was heard, though the background did not live to know', async () => {
    const { connect, kill, journal } = world();
    const page = connect();
    const { remove } = journal;
    const asked = Promise.withResolvers<void>();
    journal.remove = () => {
      asked.resolve();
      return new Promise(() => undefined);
    };
    await page.login(account);
    await asked.promise;
    journal.remove = remove;
    kill();
    expect(journal.entries).toHaveLength(1);
    expect(await page.interrupted()).toEqual([]);
    expect(journal.entries).toEqual([]);
  });

  it('has its error if it failed, though its answer was lost', async () => {
    const { connect, kill, journal } = world();
    const page = connect();
    const { end } = journal;
    const ended = Promise.withResolvers<void>();
    journal.end = async (...given) => {
      await end(...given);
      ended.resolve();
      return new Promise(() => undefined);
    };
    const login = page.login({ ...account, password: 'Wrong-Horse-9' });
    const failed = expect(login).rejects.toMatchObject({
      name: 'ForbiddenError',
      code: 'wrong_credentials_specified',
      status: 403,
    });
    await ended.promise;
    journal.end = end;
    kill();
    await failed;
  });

  it('is made again if that is safe', async () => {
    const { connect, kill, hold, seen } = world();
    const page = connect();
    await page.login(account);
    const { arrived, release } = hold('/user/consumerKeys');
    const list = page.listConsumerKeys();
    await arrived;
    kill();
    release();
    expect(await list).toEqual([]);
    const held = hold('/analytics');
    const fetched = page.fetch('/analytics');
    await held.arrived;
    kill();
    held.release();
    expect((await fetched).status).toBe(200);
    expect(seen('/authorize')).toBe(1);
  });

  it('is unknown if it is a fetch that changes something, or an operation of the extension', async () => {
    const asked = Promise.withResolvers<void>();
    let runs = 0;
    const { connect, kill, hold } = world({
      answer: {
        own: {
          for: 'pages',
          run: () => {
            runs++;
            asked.resolve();
            return new Promise(() => undefined);
          },
        },
      },
    });
    const page = connect();
    await page.login(account);
    const { arrived, release } = hold('/analytics');
    const posted = page.fetch('/analytics', { method: 'POST', body: 'x' });
    await arrived;
    kill();
    release();
    await expect(posted).rejects.toMatchObject({ name: 'OutcomeUnknownError', operation: 'fetch' });
    const own = page.ask('own');
    await asked.promise;
    kill();
    await expect(own).rejects.toMatchObject({ name: 'OutcomeUnknownError' });
    expect(runs).toBe(1);
  });

  it('is queued if it is a logout, and the session is gone', async () => {
    const { connect, kill, hold, client, service } = world();
    const page = connect();
    await page.login(account);
    const { arrived, release } = hold('/deauthorize');
    const logout = page.logout();
    await arrived;
    kill();
    release();
    expect(await logout).toEqual({ revoked: 'queued' });
    expect(await client().session()).toBeNull();
    await expect.poll(() => service.keys.list()).toEqual([]);
  });

  describe('and whose logout could not be written down', () => {
    const full = async (): Promise<never> => {
      throw new Error('full');
    };

    it.each([
      ['by the next background either', full],
      ['by the first background', undefined],
    ])('is not said to have found nothing, because it may have revoked the key: %s', async (_, later) => {
      const { connect, kill, client, journal, service } = world();
      const page = connect();
      await page.login(account);
      const { begin } = journal;
      journal.begin = full;
      const revoked = Promise.withResolvers<void>();
      const { logout } = client();
      vi.spyOn(client(), 'logout').mockImplementation(async () => {
        await logout();
        revoked.resolve();
        return new Promise(() => undefined);
      });
      const call = page.logout();
      await revoked.promise;
      journal.begin = later ?? begin;
      kill();
      expect(await call).toEqual({ revoked: 'queued' });
      expect(service.keys.list()).toEqual([]);
      expect(await page.logout()).toEqual({ revoked: 'nothing' });
    });
  });

  it('is told to the next popup if the one that asked is gone too, without a secret', async () => {
    const { connect, kill, hold, journal } = world();
    const first = connect();
    await first.login(account);
    const { arrived, release } = hold('/change-password');
    const call = first.changePassword(change, { timeout: 60_000 });
    call.catch(() => undefined);
    await arrived;
    first.leave();
    await new Promise((resolve) => setTimeout(resolve, 0));
    kill();
    release();
    const second = connect(popup);
    expect(JSON.stringify(journal.entries)).not.toMatch(/Horse/);
    await expect
      .poll(() => second.interrupted())
      .toMatchObject([{ operation: 'changePassword', outcome: 'unknown' }]);
  });
});

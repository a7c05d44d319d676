import { describe, expect, it } from 'vitest';
import { createSandbox } from '../src/index.ts';
import { ada, adasSandbox, base, logIn, pair, send, use } from './people.ts';

describe('accounts', () => {
  it('are listed without their passwords', () => {
    expect(adasSandbox().accounts.list()).toEqual([{ email: ada.email, active: true }]);
  });

  it('added again keep their keys and get the new password', async () => {
    const sandbox = adasSandbox();
    const key = await logIn(sandbox);
    sandbox.accounts.add({ ...ada, password: 'Other-Horse-8' });
    expect(await use(sandbox, key)).toBe(200);
    expect((await send(sandbox, 'POST', '/authorize', ada)).status).toBe(403);
  });

  it('are found by the exact address and password: nothing is trimmed, re-cased or normalised', async () => {
    const password = 'Pässwörd 9 🐎'.normalize('NFC');
    const sandbox = createSandbox({ accounts: [{ email: 'ada+x@example.com', password }] });
    const logins = [
      ['ada+x@example.com', password],
      ['Ada+x@example.com', password],
      [' ada+x@example.com', password],
      ['ada+x@example.com', password.normalize('NFD')],
      ['ada+x@example.com', `${password} `],
    ];
    const statuses = [];
    for (const [email, secret] of logins) {
      statuses.push((await send(sandbox, 'POST', '/authorize', { email, password: secret })).status);
    }
    expect(statuses).toEqual([200, 403, 403, 403, 403]);
  });

  it('may be called __proto__', async () => {
    const sandbox = createSandbox({ accounts: [{ email: '__proto__', password: 'Correct-Horse-9' }] });
    expect((await send(sandbox, 'POST', '/authorize', { email: 'constructor', password: 'x' })).status).toBe(
      403,
    );
    expect(sandbox.accounts.list()).toHaveLength(1);
  });

  it('are refused when they are none, and the password is not repeated', () => {
    // @ts-expect-error a number is no password
    expect(() => createSandbox({ accounts: [{ email: 'ada@example.com', password: 1234567 }] })).toThrow(
      expect.objectContaining({ name: 'InvalidShapeError', message: expect.not.stringContaining('1234567') }),
    );
  });
});

describe('keys', () => {
  it('are listed while the service accepts them, and never told', async () => {
    const sandbox = adasSandbox({ clock: { frozen: true, now: 0 } });
    const { authorization } = await logIn(sandbox);
    expect(sandbox.keys.list()).toEqual([{ account: ada.email, expiresAt: 7_200_000 }]);
    expect(JSON.stringify(sandbox.keys.list())).not.toContain(authorization);
    sandbox.clock.advance(7_200_000);
    expect(sandbox.keys.list()).toEqual([]);
  });

  it('are all revoked at once', async () => {
    const sandbox = adasSandbox();
    const keys = [await logIn(sandbox), await logIn(sandbox)];
    sandbox.keys.revokeAll();
    expect(await Promise.all(keys.map((key) => use(sandbox, key)))).toEqual([401, 401]);
  });
});

describe('consumers', () => {
  it('are listed without their secrets', () => {
    const list = adasSandbox({ clock: { frozen: true, now: 5 } }).consumers.list();
    expect(list).toMatchObject([{ account: ada.email, key: pair.key, label: '', ips: [], createdAt: 5 }]);
    expect(JSON.stringify(list)).not.toContain(pair.secret);
  });
});

describe('the request log', () => {
  it('tells method, path without query, status and time, in order of arrival', async () => {
    const sandbox = adasSandbox({ clock: { frozen: true, now: 7 } });
    const slow = sandbox.fetch(`${base}/authorize`, { method: 'POST', body: '{}' });
    await send(sandbox, 'GET', '/forgot-password?token=secret');
    await slow;
    expect(sandbox.requests.list()).toEqual([
      { method: 'POST', path: '/api/v2/authorize', status: 400, at: 7 },
      { method: 'GET', path: '/api/v2/forgot-password', status: 401, at: 7 },
    ]);
    sandbox.requests.clear();
    expect(sandbox.requests.list()).toEqual([]);
  });

  it('hands out copies', async () => {
    const sandbox = adasSandbox();
    await send(sandbox, 'POST', '/forgot-password', { email: ada.email });
    for (const request of sandbox.requests.list()) request.status = 1;
    for (const mail of sandbox.outbox.list()) mail.token = 'changed';
    expect(sandbox.requests.list()[0]?.status).toBe(200);
    expect(sandbox.outbox.list()[0]?.token).not.toBe('changed');
  });
});

describe('reset', () => {
  it('goes back to the options', async () => {
    const options = {
      clock: { frozen: true, now: 0 },
      switches: { sendDate: false },
      faults: [{ kind: 'empty' }],
    } as const;
    const sandbox = adasSandbox(options);
    const snapshot = () => ({
      accounts: sandbox.accounts.list(),
      consumers: sandbox.consumers.list(),
      keys: sandbox.keys.list(),
      outbox: sandbox.outbox.list(),
      requests: sandbox.requests.list(),
      faults: sandbox.faults.list(),
      switches: sandbox.switches.get(),
      now: sandbox.clock.now(),
    });
    const initial = snapshot();
    await send(sandbox, 'GET', '/analytics');
    const key = await logIn(sandbox);
    await send(sandbox, 'POST', '/forgot-password', { email: ada.email });
    await send(sandbox, 'POST', '/user/consumerKeys', { permissions: ['APIS'] }, key);
    sandbox.accounts.add({ email: 'bob@example.com', password: 'Battery-Staple-8', active: false });
    sandbox.clock.advance(1000);
    sandbox.switches.set({ sendDate: true, cors: false });
    for (const [part, before] of Object.entries(initial)) {
      expect(snapshot()[part as keyof typeof initial], part).not.toEqual(before);
    }
    sandbox.reset();
    expect(snapshot()).toEqual(initial);
    expect(await use(sandbox, key), 'the fault is back').toBe(200);
    expect(await use(sandbox, key), 'the key is gone').toBe(401);
  });

  it('goes back to the options as they were given, also if they were changed later', () => {
    const options = {
      accounts: [{ ...ada, active: true }],
      consumers: [{ ...pair }],
      switches: { sendDate: false, cors: { exposeDate: true, exposeRetryAfter: true } },
      faults: [{ kind: 'reply' as const, json: { is: 'first' }, match: { path: '/api/v2/x' } }],
      clock: { frozen: true, now: new Date(7) },
    };
    const sandbox = createSandbox(options);
    const saved = sandbox.save();
    Object.assign(options.accounts[0] ?? {}, { email: 'bob@example.com' });
    Object.assign(options.consumers[0] ?? {}, { secret: 'other' });
    Object.assign(options.switches, { sendDate: 7 });
    options.switches.cors.exposeDate = false;
    Object.assign(options.faults[0]?.json ?? {}, { is: 'changed' });
    options.clock.now.setTime(9);
    for (const list of [options.accounts, options.consumers, options.faults]) list.length = 0;
    options.accounts.push({ ...ada, active: true, email: '' });
    sandbox.reset();
    expect(sandbox.save()).toEqual(saved);
  });
});

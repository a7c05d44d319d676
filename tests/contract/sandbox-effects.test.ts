import { describe, expect, it } from 'vitest';
import { scenario, scenarioNames } from './scenarios.ts';
import {
  keyLifetime,
  listedConsumerKey,
  operationNamed,
  resetTokenLifetime,
  shortestPassword,
} from './table.ts';
import { ada, createWorld, nameless, newPassword } from './world.ts';

describe('what an operation does', () => {
  it('a key lives two hours, to the millisecond, or never ends with no_expire', async () => {
    const world = createWorld({ clock: { frozen: true } });
    const login = operationNamed('login');
    const [short, long] = [
      await world.signIn(),
      {
        authorization: String((await world.send(login, { body: { ...ada, no_expire: true } })).body['auth']),
      },
    ];
    const use = async (headers: Record<string, string>) =>
      (await world.send({ method: 'GET', path: '/analytics' }, { headers })).status;
    world.sandbox.clock.advance(keyLifetime - 1);
    expect([await use(short), await use(long)]).toEqual([200, 200]);
    world.sandbox.clock.advance(1);
    expect([await use(short), await use(long)]).toEqual([401, 200]);
    world.sandbox.clock.advance(1000 * keyLifetime);
    expect(await use(long)).toBe(200);
  });

  it('a key looks like 40 hex characters', async () => {
    expect((await createWorld().signIn())['authorization']).toMatch(/^[0-9a-f]{40}$/);
  });

  it('a logout revokes the key it is called with and no other', async () => {
    const world = createWorld();
    const [gone, kept] = [await world.signIn(), await world.signIn()];
    await world.send(operationNamed('logout'), { headers: gone });
    const use = async (headers: Record<string, string>) =>
      (await world.send(operationNamed('listConsumerKeys'), { headers })).status;
    expect([await use(gone), await use(kept)]).toEqual([401, 200]);
  });

  it('a change and a reset take effect on the next login, and only there', async () => {
    for (const name of ['changePassword', 'resetPassword']) {
      const world = createWorld();
      await world.send(operationNamed(name), await scenario(name, 'success')(world));
      const logins = [ada, { ...ada, password: newPassword }].map((body) =>
        world.send(operationNamed('login'), { body }),
      );
      expect((await Promise.all(logins)).map(({ status }) => status)).toEqual([403, 200]);
    }
  });

  it('a password is long enough from its tenth character on', async () => {
    for (const [length, status] of [
      [shortestPassword - 1, 400],
      [shortestPassword, 200],
    ] as const) {
      const world = createWorld();
      const password = 'Horse-12345'.slice(0, length);
      const body = { token: await world.askForToken(), password, confirm_password: password };
      expect(await world.send(operationNamed('resetPassword'), { body })).toMatchObject({ status });
    }
  });

  it('a refused change changes nothing', async () => {
    for (const row of scenarioNames(operationNamed('changePassword'))) {
      const world = createWorld();
      await world.send(operationNamed('changePassword'), await scenario('changePassword', row)(world));
      for (const body of [ada, nameless]) {
        expect(await world.send(operationNamed('login'), { body }), row).toMatchObject({ status: 200 });
      }
    }
  });

  it('a reset mail goes to the address asked for, holds the token, and that lives one hour', async () => {
    const world = createWorld({ clock: { frozen: true, now: 1_700_000_000_000 } });
    const token = await world.askForToken();
    const [mail] = world.sandbox.outbox.list();
    expect(mail).toMatchObject({ to: ada.email, token, sentAt: 1_700_000_000_000 });
    expect(mail?.text).toContain(token);
    expect(mail?.html).toContain('Reset Password</a>');
    const headers = await world.signIn();
    const verify = () =>
      world.send(operationNamed('verifyResetToken'), {
        headers,
        query: `?token=${encodeURIComponent(token)}`,
      });
    world.sandbox.clock.advance(resetTokenLifetime - 1);
    // Verifying does not use the token up.
    expect([(await verify()).status, (await verify()).status]).toEqual([200, 200]);
    world.sandbox.clock.advance(1);
    expect((await verify()).status).toBe(403);
  });

  it('a consumer key is listed without its secret, works as a pair, and stops when deleted', async () => {
    const world = createWorld();
    const headers = await world.signIn();
    const created = await world.send(operationNamed('createConsumerKey'), {
      headers,
      body: { permissions: ['APIS'], label: 'reports', ips: ['192.0.2.1'] },
    });
    const { consumerKey, consumerSecret } = created.body as { consumerKey: string; consumerSecret: string };
    const listed = await world.send(operationNamed('listConsumerKeys'), { headers });
    const results = listed.body['results'] as Record<string, unknown>[];
    expect(listed.body['count']).toBe(2);
    for (const result of results) expect(Object.keys(result).sort()).toEqual([...listedConsumerKey].sort());
    expect(results.find((result) => result['consumerKey'] === consumerKey)).toMatchObject({
      label: 'reports',
      permissions: ['APIS'],
      ips: ['192.0.2.1'],
    });
    expect(JSON.stringify(listed.body)).not.toContain(consumerSecret);
    const use = async () =>
      (await world.send({ method: 'GET', path: '/analytics' }, { headers: { consumerKey, consumerSecret } }))
        .status;
    expect(await use()).toBe(200);
    await world.send(operationNamed('deleteConsumerKey'), { headers, params: { consumerKey } });
    expect(await use()).toBe(401);
  });
});

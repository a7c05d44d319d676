import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { redisServerAvailable, startRedisServer } from '../../../tools/redis-server.ts';
import { leastTime } from '../../../tools/time-given.ts';
import { account, mountSecrets, type Running, runProgram, startApi, startService } from './start-service.ts';

const sealingKey = (): string => randomBytes(32).toString('base64url');

const get = async (url: string): Promise<{ status: number; body: unknown; headers: Headers }> => {
  const response = await fetch(url);
  return { status: response.status, body: await response.json(), headers: response.headers };
};

/** A service with its password in a mounted secret, and the API that it calls. */
async function start(environment: Readonly<Record<string, string>> = {}, password = account.password) {
  const api = await startApi();
  const secrets = await mountSecrets({ password: `${password}\n` });
  const passwordFile = join(secrets, 'password');
  const service = await startService({
    TURBOSMTP_BASE_URL: api.baseUrl,
    TURBOSMTP_PASSWORD_FILE: passwordFile,
    ...environment,
  });
  const logins = (): number =>
    api.sandbox.requests.list().filter(({ path }) => path.endsWith('/authorize')).length;
  return { ...api, service, passwordFile, logins };
}

/** It printed lines of JSON, and neither the password nor a key in any of them. */
function expectNoSecret({ output }: Running, ...keys: string[]): void {
  for (const secret of [account.password, ...keys]) expect(output()).not.toContain(secret);
}

describe('GET /sends', () => {
  test('answers what the API answers, after one login however many ask', async () => {
    const { service, logins } = await start();
    const answers = await Promise.all(Array.from({ length: 20 }, () => get(`${service.url}/sends?limit=5`)));
    for (const { status, body } of answers)
      expect({ status, body }).toEqual({ status: 200, body: { count: 0, results: [] } });
    expect(logins()).toBe(1);
  });

  test('refuses what is no limit, without asking the API', async () => {
    const { service, sandbox } = await start();
    for (const limit of ['0', '101', 'many'])
      expect(await get(`${service.url}/sends?limit=${limit}`)).toMatchObject({
        status: 400,
        body: { error: 'bad_request' },
      });
    expect(sandbox.requests.list()).toEqual([]);
  });

  test('goes on with a new key when the old one is refused', async () => {
    const { service, sandbox, logins } = await start();
    await get(`${service.url}/sends`);
    sandbox.clock.advance(3 * 60 * 60_000);
    expect((await get(`${service.url}/sends`)).status).toBe(200);
    expect(logins()).toBe(2);
  });

  test('takes the password as the secret has it at that moment', async () => {
    const { service, sandbox, passwordFile } = await start({}, 'Older-Horse-88');
    expect((await get(`${service.url}/sends`)).status).toBe(502);
    await writeFile(`${passwordFile}.next`, account.password);
    await rename(`${passwordFile}.next`, passwordFile);
    expect((await get(`${service.url}/sends`)).status).toBe(200);
    expect(sandbox.requests.list().map(({ status }) => status)).toEqual([403, 200, 200]);
    expectNoSecret(service);
  });

  test('does not start without a password that it can read, and says which file it is', async () => {
    const { baseUrl, sandbox } = await startApi();
    const secrets = await mountSecrets({ empty: '', 'only-a-line-end': '\n' });
    for (const [file, said] of [
      [join(secrets, 'no-such-file'), 'The password cannot be read from'],
      [secrets, 'The password cannot be read from'], // a directory
      [join(secrets, 'empty'), 'is empty: write the password to it.'],
      [join(secrets, 'only-a-line-end'), 'is empty: write the password to it.'],
    ] as const) {
      const { code, output } = await runProgram(['src/main.ts'], {
        PORT: '0',
        TURBOSMTP_EMAIL: account.email,
        TURBOSMTP_BASE_URL: baseUrl,
        TURBOSMTP_PASSWORD_FILE: file,
      });
      expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(said) });
      expect(output).toContain(file);
    }
    expect(sandbox.requests.list()).toEqual([]);
  });

  test('tells its caller which kind of failure it is, and its log what to do', async () => {
    const { service, sandbox } = await start();
    await get(`${service.url}/sends`);
    sandbox.faults.add({ kind: 'html', status: 500, match: { path: '/api/v2/analytics' } });
    expect(await get(`${service.url}/sends`)).toMatchObject({
      status: 502,
      body: { error: 'upstream', status: 500 },
    });
    sandbox.faults.add({ kind: 'drop', when: 'before', match: { path: '/api/v2/analytics' } });
    expect(await get(`${service.url}/sends`)).toMatchObject({ status: 503, body: { error: 'network' } });
    sandbox.keys.revokeAll();
    sandbox.faults.add({
      kind: 'html',
      status: 429,
      headers: { 'retry-after': '30' },
      match: { operation: 'login' },
    });
    const limited = await get(`${service.url}/sends`);
    expect(limited).toMatchObject({ status: 503, body: { error: 'rate_limited' } });
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(20);
    expect(service.output()).toMatch(/"code":"network".*"msg":"The service could not be reached/);
    expectNoSecret(service);
  });
});

describe('its health', () => {
  test('is alive whatever the API does, and ready when it has a key', async () => {
    const { service, sandbox, logins } = await start();
    sandbox.faults.add({ kind: 'drop', when: 'before', times: 'always', match: { operation: 'login' } });
    expect((await get(`${service.url}/livez`)).status).toBe(200);
    expect(logins()).toBe(0);
    expect((await get(`${service.url}/readyz`)).status).toBe(502);
    sandbox.faults.clear();
    // After a login that failed, the next one waits a second. Until then it is the same failure, at once.
    expect((await get(`${service.url}/readyz`)).status).toBe(503);
    await expect.poll(async () => (await get(`${service.url}/readyz`)).status).toBe(200);
    for (let probes = 0; probes < 3; probes++)
      expect(await get(`${service.url}/readyz`)).toMatchObject({ status: 200, body: { status: 'ready' } });
    expect(sandbox.keys.list()).toHaveLength(1);
  });

  test('is not ready with a wrong password, and asks the API once, not at every probe', async () => {
    const { service, logins } = await start({}, 'Older-Horse-88');
    for (let probes = 0; probes < 3; probes++)
      expect(await get(`${service.url}/readyz`)).toMatchObject({
        status: 502,
        body: { error: 'wrong_credentials_specified' },
      });
    expect(logins()).toBe(1);
  });

  test('is told to Docker by an exit code', async () => {
    const { service } = await start();
    const port = new URL(service.url).port;
    expect(await runProgram(['src/healthcheck.ts'], { PORT: port })).toEqual({ code: 0, output: '' });
    await service.stop();
    expect(await runProgram(['src/healthcheck.ts'], { PORT: port })).toEqual({ code: 1, output: '' });
  });
});

describe('on SIGTERM', () => {
  test('it answers what is in flight, takes no more, and ends with 0', async () => {
    const { service, sandbox } = await start();
    await get(`${service.url}/sends`);
    sandbox.faults.add({ kind: 'delay', latency: 700, match: { path: '/api/v2/analytics' } });
    const inFlight = get(`${service.url}/sends`);
    await expect.poll(() => sandbox.requests.list().length).toBe(3);
    const stopped = service.stop();
    await expect.poll(() => service.output()).toContain('"msg":"ending"');
    expect((await inFlight).status).toBe(200);
    expect(await stopped).toMatchObject({ code: 0 });
    await expect(get(`${service.url}/livez`)).rejects.toThrow();
  });

  test('a key that was kept in memory is revoked', async () => {
    const { service, sandbox } = await start();
    await get(`${service.url}/sends`);
    expect(sandbox.keys.list()).toHaveLength(1);
    expect((await service.stop()).code).toBe(0);
    expect(sandbox.keys.list()).toEqual([]);
  });

  test('it ends in time though the API does not answer, and at once when asked twice', async () => {
    const took = await leastTime(2_000, async () => {
      const { service, sandbox } = await start();
      await get(`${service.url}/sends`);
      sandbox.faults.add({ kind: 'delay', latency: 60_000, times: 'always' });
      const hanging = get(`${service.url}/sends`).catch(() => null);
      await expect.poll(() => sandbox.requests.list().length).toBe(3);
      service.process.kill('SIGTERM');
      await expect.poll(() => service.output()).toContain('"msg":"ending"');
      const { code, took } = await service.stop();
      expect(code).toBe(1);
      await hanging;
      return took;
    });
    expect(took).toBeLessThan(2_000);
  });
});

describe('the key', () => {
  test('is found by the next start, sealed under the key that systemd or Docker mounts', async () => {
    const { sandbox, baseUrl } = await startApi();
    const credentials = await mountSecrets({
      'turbosmtp-password': account.password,
      'turbosmtp-auth-store-key': sealingKey(),
    });
    const environment = {
      TURBOSMTP_BASE_URL: baseUrl,
      CREDENTIALS_DIRECTORY: credentials,
      XDG_STATE_HOME: join(credentials, 'state'),
    };
    for (let starts = 0; starts < 2; starts++) {
      const service = await startService(environment);
      expect((await get(`${service.url}/sends`)).status).toBe(200);
      expect((await service.stop()).code).toBe(0);
      expectNoSecret(service, await readFile(join(credentials, 'turbosmtp-auth-store-key'), 'utf8'));
    }
    expect(sandbox.requests.list().filter(({ path }) => path.endsWith('/authorize'))).toHaveLength(1);
  });

  test.runIf(redisServerAvailable())(
    'is one for all instances that share a Redis, and waits for it',
    async () => {
      const { sandbox, baseUrl } = await startApi();
      const secrets = await mountSecrets({ password: account.password, 'store-key': sealingKey() });
      const redis = await startRedisServer();
      await redis.close();
      const environment = {
        TURBOSMTP_BASE_URL: baseUrl,
        TURBOSMTP_PASSWORD_FILE: join(secrets, 'password'),
        TURBOSMTP_AUTH_STORE_KEY_FILE: join(secrets, 'store-key'),
        REDIS_URL: `redis://127.0.0.1:${redis.port}`,
      };
      const instances = await Promise.all([startService(environment), startService(environment)]);
      for (const { url } of instances)
        expect(await get(`${url}/readyz`)).toMatchObject({
          status: 503,
          body: { error: 'storage_unavailable' },
        });

      await using _again = await startRedisServer({}, redis.port);
      await expect.poll(async () => (await get(`${instances[0].url}/readyz`)).status).toBe(200);
      for (const { url } of instances)
        await expect.poll(async () => (await get(`${url}/sends`)).status).toBe(200);
      expect(sandbox.requests.list().filter(({ path }) => path.endsWith('/authorize'))).toHaveLength(1);
      for (const each of instances) expect((await each.stop()).code).toBe(0);
      expect(sandbox.keys.list()).toHaveLength(1);
    },
  );
});

describe('it does not start, and says why,', () => {
  test.each([
    [{ TURBOSMTP_EMAIL: '' }, 'TURBOSMTP_EMAIL is missing'],
    [{ PORT: 'eighty' }, 'PORT is no port'],
    [{ TURBOSMTP_BASE_URL: 'http://example.com' }, 'https'],
    [{ REDIS_URL: 'redis://127.0.0.1:1' }, 'TURBOSMTP_AUTH_STORE_KEY_FILE'],
  ])('with %j', async (environment, reason) => {
    const { code, output } = await runProgram(['src/main.ts'], {
      TURBOSMTP_EMAIL: account.email,
      ...environment,
    });
    expect(code).toBe(1);
    expect(output).toMatch(/^The service did not start\. /);
    expect(output).toContain(reason);
  });
});

import { execFileSync } from 'node:child_process';
import { chmod, readdir, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as connectionServer } from 'node:net';
import { join } from 'node:path';
import { type ConsumerPermission, createClient, memoryKeyStore } from '@turbosmtp-auth/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { leastTime } from '../../../../tools/time-given.ts';
import { stateDirectory } from '../../src/state-directory.ts';
import {
  account,
  type CommandLine,
  commandLine,
  type Given,
  type Json,
  secrets,
  storeOf,
} from './command-line.ts';

/** What doctor finds, by check. */
async function examine(
  { json }: CommandLine,
  given?: Given,
): Promise<{ code: number | null; ok: boolean } & Json> {
  const { code, object } = await json(['doctor'], given);
  const { ok, checks } = object;
  return { code, ok, ...Object.fromEntries(checks.map(({ check, ...finding }: Json) => [check, finding])) };
}

/** Something at a base URL that is not the service. */
async function stranger(status: number, headers: Record<string, string> = {}): Promise<Given> {
  const server = createServer((_, reply) =>
    reply.writeHead(status, headers).end('<html>Welcome</html>'),
  ).listen(0);
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return { env: { TURBOSMTP_BASE_URL: `http://127.0.0.1:${port}/api/v2` } };
}

describe('doctor', () => {
  it('finds nothing wrong where nothing is, and says all there is to say', async () => {
    const line = await commandLine();
    await line.signIn();
    const { code, object } = await line.json(['doctor']);
    const files = stateDirectory(process.platform, { HOME: line.home, LOCALAPPDATA: line.home });
    expect({ code, object }).toEqual({
      code: 0,
      object: {
        ok: true,
        profile: 'default',
        baseUrl: line.server.baseUrl,
        checks: [
          {
            check: 'runtime',
            status: 'ok',
            summary: expect.stringContaining(`node ${process.versions.node}`),
            facts: {
              name: 'node',
              version: process.versions.node,
              supported: true,
              package: expect.stringMatching(/^\d/),
              platform: process.platform,
              arch: process.arch,
            },
          },
          {
            check: 'tls',
            status: 'ok',
            summary: expect.any(String),
            facts: { verified: true, extraCertificates: null },
          },
          {
            check: 'proxy',
            status: 'ok',
            summary: 'none is set',
            facts: { proxy: null, variable: null, undici: true },
          },
          {
            check: 'store',
            status: 'ok',
            summary: `sealed file in ${files}: the sealing key is from TURBOSMTP_AUTH_STORE_KEY`,
            facts: {
              chosen: 'sealed file',
              directory: files,
              minAssurance: 'encrypted',
              code: null,
              stores: expect.any(Array),
            },
          },
          {
            check: 'session',
            status: 'ok',
            summary: expect.stringContaining('ada@example.com'),
            facts: {
              account: 'ada@example.com',
              expiresAt: expect.stringMatching(/Z$/),
              expired: false,
              consumerPair: false,
              toBeRevoked: 0,
              code: null,
              unreadable: [],
            },
          },
          {
            check: 'lock',
            status: 'ok',
            summary: expect.any(String),
            facts: { directory: expect.stringContaining(line.home), ms: expect.any(Number), code: null },
          },
          {
            check: 'service',
            status: 'ok',
            summary: expect.any(String),
            facts: {
              baseUrl: line.server.baseUrl,
              outcome: 'service',
              status: 401,
              ms: expect.any(Number),
              code: null,
            },
          },
          {
            check: 'clock',
            status: 'ok',
            summary: expect.any(String),
            facts: { offset: expect.any(Number) },
          },
          { check: 'key', status: 'ok', summary: expect.any(String), facts: { key: 'valid', code: null } },
          {
            check: 'pair',
            status: 'skipped',
            summary: 'there is no pair to test',
            facts: { pair: 'none', key: null, replaces: null, code: null },
          },
        ],
      },
    });
    const { out } = await line.run(['doctor']);
    expect(out).toContain('No problems found.');
    expect(out.split('\n').filter((text) => text.startsWith('✓'))).toHaveLength(9);
  });

  it('is content with nobody signed in', async () => {
    const found = await examine(await commandLine());
    expect(found).toMatchObject({
      code: 0,
      ok: true,
      session: { status: 'note', advice: 'Run `turbosmtp-auth login`.' },
      key: { status: 'skipped', facts: { key: 'none' } },
    });
  });

  describe('of the saved pair', () => {
    const save = async (permissions: readonly ConsumerPermission[], line: CommandLine): Promise<string> => {
      await line.signIn();
      const named = permissions.flatMap((permission) => ['--permission', permission]);
      const { object } = await line.json(['consumer-keys', 'create', ...named, '--save']);
      return object['key'];
    };
    const enforcing = { switches: { enforcePermissions: true } } as const;

    it.each([[['APIS']], [['SEND_API']], [['SEND_SMTP', 'SEND_API']]] as const)(
      'says that it is accepted: %j',
      async (permissions) => {
        const line = await commandLine(enforcing);
        const key = await save(permissions, line);
        const facts = { pair: 'valid', key, replaces: null, code: null };
        expect(await examine(line)).toMatchObject({ code: 0, pair: { status: 'ok', facts } });
        expect(line.sandbox.outbox.list()).toEqual([]);
      },
    );

    it.each(['signed in', 'signed out'])('says that the service has deleted it: %s', async (state) => {
      const line = await commandLine();
      const key = await save(['APIS'], line);
      const other = createClient({
        baseUrl: line.server.baseUrl,
        keyStore: memoryKeyStore(),
        credentials: account,
      });
      await other.deleteConsumerKey({ key });
      if (state === 'signed out') await line.run(['logout']);
      const found = await examine(line);
      expect(found).toMatchObject({
        code: 8,
        ok: false,
        pair: { status: 'problem', facts: { pair: 'refused', key } },
      });
      expect(found['pair'].advice).toContain('consumer-keys create --save --replace');
      expect(
        await storeOf(line).get({
          origin: new URL(line.server.baseUrl).origin,
          profile: 'default',
          kind: 'consumer',
        }),
      ).not.toBeNull();
    });

    it('knows one for SMTP alone from one that is deleted', async () => {
      const line = await commandLine(enforcing);
      await save(['SEND_SMTP'], line);
      expect(await examine(line)).toMatchObject({
        code: 0,
        pair: { status: 'ok', facts: { pair: 'untried' } },
      });
    });

    it('says that a rotation is under way, and how it goes on', async () => {
      const line = await commandLine();
      const key = await save(['SEND_SMTP'], line);
      await line.run(['consumer-keys', 'rotate']);
      expect(await examine(line)).toMatchObject({
        code: 0,
        pair: {
          status: 'note',
          facts: { replaces: key },
          advice: expect.stringContaining('consumer-keys rotate'),
        },
      });
    });

    it('does not take a service that fails for one that refuses', async () => {
      const line = await commandLine();
      await save(['APIS'], line);
      for (const path of ['/api/v2/analytics', '/api/v2/mail/send'])
        line.sandbox.faults.add({ kind: 'html', status: 500, match: { path }, times: 'always' });
      expect(await examine(line)).toMatchObject({
        pair: { status: 'problem', facts: { pair: 'unverifiable', code: 'server_error' } },
      });
    });
  });

  it('tells a key that is refused, and leaves it where it is', async () => {
    const line = await commandLine();
    await line.signIn();
    line.sandbox.keys.revokeAll();
    for (const _ of ['once', 'twice'])
      expect(await examine(line)).toMatchObject({
        code: 8,
        ok: false,
        session: { status: 'ok' },
        key: {
          status: 'problem',
          advice: 'Run `turbosmtp-auth login`.',
          facts: { key: 'refused', code: 'invalid_authorization_key' },
        },
      });
  });

  it('tells a key that cannot be verified', async () => {
    const line = await commandLine();
    await line.signIn();
    line.sandbox.faults.add({
      kind: 'html',
      match: { operation: 'verifyResetToken' },
      skip: 1,
      times: 'always',
    });
    expect(await examine(line)).toMatchObject({
      code: 8,
      service: { status: 'ok' },
      key: { status: 'problem', facts: { key: 'unverifiable', code: 'server_error' } },
    });
    await line.server.close();
    expect(await examine(line)).toMatchObject({
      code: 8,
      service: { status: 'problem', facts: { outcome: 'none', code: 'ECONNREFUSED' } },
      clock: { status: 'skipped' },
      // One outage is one thing to settle.
      key: { status: 'skipped', facts: { key: 'unverifiable', code: null } },
    });
    expect((await line.run(['doctor'])).out).toContain('1 problem found.');
  });

  it('tells a stored key that has expired', async () => {
    const line = await commandLine();
    await line.signIn();
    const store = storeOf(line);
    const slot = {
      origin: new URL(line.server.baseUrl).origin,
      profile: 'default',
      kind: 'session',
    } as const;
    const record = await store.get(slot);
    if (record?.kind !== 'session') throw new Error('nobody is signed in');
    await store.set(slot, { ...record, expiresAt: Date.now() - 60_000 });
    expect(await examine(line)).toMatchObject({
      code: 0,
      session: { status: 'note', facts: { expired: true } },
      key: { status: 'skipped', facts: { key: 'none' } },
    });
    expect((await line.json(['status'])).object['signedIn']).toBe(false);
  });

  it('says what to set where no store will do', async () => {
    const found = await examine(await commandLine(), { env: { TURBOSMTP_AUTH_STORE_KEY: undefined } });
    expect(found).toMatchObject({
      code: 8,
      store: {
        status: 'problem',
        advice: expect.stringContaining('turbosmtp-auth init'),
        facts: { chosen: null, code: 'storage_below_assurance' },
      },
      session: { status: 'skipped' },
      key: { status: 'skipped' },
    });
  });

  it('tells a wrong sealing key from one that is none, and shows neither', async () => {
    const line = await commandLine();
    await line.signIn();
    const other = Buffer.alloc(32, 9).toString('base64url');
    const wrong = await examine(line, { env: { TURBOSMTP_AUTH_STORE_KEY: other } });
    expect(wrong).toMatchObject({
      code: 8,
      session: { status: 'problem', facts: { code: 'storage_wrong_key' } },
    });
    const none = await examine(line, { env: { TURBOSMTP_AUTH_STORE_KEY: 'not-a-key' } });
    expect(none).toMatchObject({ code: 8, store: { status: 'problem', facts: { code: 'invalid_input' } } });
    expect(JSON.stringify([wrong, none])).not.toMatch(new RegExp(`${other}|not-a-key`));
    expect(none['store'].summary).toContain('TURBOSMTP_AUTH_STORE_KEY: Give 32 random bytes');
    const empty = await examine(line, { env: { TURBOSMTP_AUTH_STORE_KEY: '' } });
    expect(empty['store'].summary).toContain('TURBOSMTP_AUTH_STORE_KEY: Give 32 random bytes');
  });

  it.skipIf(process.platform === 'win32')(
    'knows the way out where a sealing key is lost, and moves nothing by itself',
    async () => {
      const line = await commandLine();
      await line.signIn();
      await line.run(['consumer-keys', 'create', '--permission', 'APIS', '--save']);
      const slot = {
        origin: new URL(line.server.baseUrl).origin,
        profile: 'default',
        kind: 'pending',
      } as const;
      await storeOf(line).set(slot, { v: 1, kind: 'pending', gen: 'g', startedAt: 0 }); // of a login that was killed
      const directory = stateDirectory(process.platform, { HOME: line.home });
      const filesNow = async (): Promise<string[]> =>
        (await readdir(directory))
          .filter((name) => name.endsWith('.jwe'))
          .map((name) => join(directory, name));
      const before = await filesNow();

      const given = { env: { TURBOSMTP_AUTH_STORE_KEY: Buffer.alloc(32, 9).toString('base64url') } };
      const { session } = await examine(line, given);
      expect([...session.facts.unreadable].sort()).toEqual(before.sort());
      expect(before).toHaveLength(3);
      expect(await filesNow()).toEqual(before);
      const login = ['login', '--email', account.email];
      expect((await line.run(login, { ...given, input: [account.password] })).code).toBe(6);

      const [, commands = ''] = /log in again: (mv .+)$/.exec(session.advice) ?? [];
      execFileSync('sh', ['-c', commands]);
      expect(await readdir(directory)).toHaveLength(3 + 1); // with the locks: nothing is gone
      expect((await line.run(login, { ...given, input: [account.password] })).code).toBe(0);
      expect(await examine(line, given)).toMatchObject({ code: 0, session: { facts: { unreadable: [] } } });
    },
  );

  it('names the one record that is damaged, and judges the others all the same', async () => {
    const line = await commandLine();
    await line.signIn();
    await line.run(['consumer-keys', 'create', '--permission', 'APIS', '--save']);
    const directory = stateDirectory(process.platform, { HOME: line.home, LOCALAPPDATA: line.home });
    const [name = ''] = (await readdir(directory)).filter((each) => each.startsWith('default.consumer.'));
    await writeFile(join(directory, name), 'garbage');
    const { code, session, key } = await examine(line);
    expect({ code, session, key }).toMatchObject({
      code: 8,
      session: {
        status: 'problem',
        advice: expect.stringContaining(join(directory, name)),
        facts: { account: account.email, code: 'storage_damaged', unreadable: [join(directory, name)] },
      },
      key: { facts: { key: 'valid' } },
    });
  });

  describe.skipIf(process.platform === 'win32')('where others could get at the key', () => {
    /** Signed in, with what is then done to the directory and the record of the session. */
    async function exposed(
      expose: (directory: string, record: string) => Promise<void>,
    ): Promise<{ line: CommandLine; directory: string; record: string; found: Json }> {
      const line = await commandLine();
      await line.signIn();
      const directory = stateDirectory(process.platform, { HOME: line.home });
      const [name = ''] = (await readdir(directory)).filter((each) => each.startsWith('default.session.'));
      const record = join(directory, name);
      await expose(directory, record);
      return { line, directory, record, found: await examine(line) };
    }

    /** The commands among an advice. */
    const remedies = (advice: string): string => /First: (.+)\. Then log out/.exec(advice)?.[1] ?? '';

    it('names the directory and the record, with their modes, and what makes them private', async () => {
      const { line, directory, record, found } = await exposed(async (...paths) => {
        await chmod(paths[0], 0o777);
        await chmod(paths[1], 0o666);
      });
      expect(found).toMatchObject({
        code: 8,
        session: {
          status: 'problem',
          summary: expect.stringContaining(`${directory} has mode 777. ${record} has mode 666.`),
          advice: expect.stringContaining('log out, and log in again'),
          facts: { code: 'storage_insecure', unreadable: [directory, record] },
        },
        key: {
          status: 'skipped',
          summary: 'not tested: no stored record can be read',
          facts: { key: 'unverifiable' },
        },
      });
      execFileSync('sh', ['-c', remedies(found['session'].advice)]);
      expect((await stat(directory)).mode & 0o777).toBe(0o700);
      expect((await stat(record)).mode & 0o777).toBe(0o600);
      expect(await examine(line)).toMatchObject({ code: 0, key: { facts: { key: 'valid' } } });
    });

    it('names the one that is open, and not the other', async () => {
      const { record, found } = await exposed((_, each) => chmod(each, 0o640));
      expect(found['session'].facts.unreadable).toEqual([record]);
      expect(remedies(found['session'].advice)).toBe(`chmod 600 ${record}`);
    });

    it('judges the others all the same', async () => {
      const { line, record } = await exposed((_, each) => chmod(each, 0o640));
      await storeOf(line).set(
        { origin: new URL(line.server.baseUrl).origin, profile: 'default', kind: 'consumer' },
        { v: 1, kind: 'consumer', gen: 'g', key: 'test-key', secret: 'test-secret' },
      );
      const { session } = await examine(line);
      expect(session.facts).toMatchObject({ unreadable: [record], consumerPair: true });
    });

    it('tells a link from a mode', async () => {
      const { directory, found } = await exposed(async (each) => {
        await rename(each, `${each}-elsewhere`);
        await symlink(`${each}-elsewhere`, each);
      });
      expect(found['session']).toMatchObject({
        summary: expect.stringContaining(`${directory} is a symbolic link.`),
        facts: { unreadable: [directory] },
      });
    });
  });

  it('takes no longer than --timeout, and refuses one that cannot be', async () => {
    const line = await commandLine();
    line.sandbox.faults.add({ kind: 'delay', latency: 60_000, times: 'always' });
    const took = await leastTime(8_000, async () => {
      const start = performance.now();
      const { object } = await line.json(['doctor', '--timeout', '0.5']);
      expect(object['checks'].map(({ check }: Json) => check)).toContain('service');
      return performance.now() - start;
    });
    expect(took).toBeLessThan(8_000); // of the ten seconds that it would take
    expect((await line.run(['doctor', '--timeout', 'abc'])).code).toBe(2);
  });

  it('tries the lock, and says where it would be', async () => {
    const found = await examine(await commandLine(), { env: { HOME: undefined, LOCALAPPDATA: undefined } });
    expect(found['lock']).toMatchObject({
      status: 'problem',
      facts: { directory: null, code: 'storage_unavailable' },
    });
  });

  it.each([
    ['a sign-in page', 200, {}, 'stranger', 'the answer is not from the service'],
    [
      'a redirect',
      302,
      { location: 'https://portal.example/' },
      'redirect',
      'the answer is not from the service',
    ],
    ['a gateway', 502, {}, 'failing', 'the service is busy or failing'],
    ['a limit', 429, {}, 'failing', 'the service is busy or failing'],
    ['the JSON of another', 401, { 'content-type': 'application/json' }, 'stranger', 'not from the service'],
  ])('knows %s from the service, and one that answers from one that does not', async (...row) => {
    const [, status, headers, outcome, because] = row;
    const found = await examine(await commandLine(), await stranger(status, headers));
    expect(found).toMatchObject({
      code: 8,
      service: { status: 'problem', facts: { outcome, status } },
      clock: { status: 'skipped', summary: expect.stringContaining(because) },
    });
  });

  it('knows what speaks another language than HTTP from nothing at all', async () => {
    const line = await commandLine();
    const server = connectionServer((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n')).listen(0);
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo; // it listens on a port
    const found = await examine(line, { env: { TURBOSMTP_BASE_URL: `http://127.0.0.1:${port}/api/v2` } });
    expect(found).toMatchObject({
      code: 8,
      service: {
        status: 'problem',
        summary: expect.stringContaining('the answer is not from the service (NOT_HTTP)'),
        facts: { outcome: 'stranger', status: null, code: 'NOT_HTTP' },
      },
      clock: { summary: 'the answer is not from the service' },
    });
  });

  it('says why the service cannot be reached', async () => {
    const found = await examine(await commandLine(), {
      env: { TURBOSMTP_BASE_URL: 'https://nowhere.invalid/api/v2' },
    });
    expect(found['service']).toMatchObject({ status: 'problem', facts: { outcome: 'none' } });
    expect(found['service'].facts.code).toMatch(/^(?:ENOTFOUND|EAI_AGAIN)$/);
    expect(found['service'].advice).toContain('DNS');
  });

  it('tells a port without TLS from one that is not there', async () => {
    const line = await commandLine();
    const found = await examine(line, {
      env: { TURBOSMTP_BASE_URL: line.server.baseUrl.replace(/^http:/, 'https:') },
    });
    expect(found['service']).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining('the TLS handshake failed (ERR_SSL_'),
      advice: expect.stringContaining('begins with http'),
    });
  });

  it('measures the clock against the service', async () => {
    const line = await commandLine({ clock: { now: Date.now() + 3_600_000 } });
    const { code, clock } = await examine(line);
    expect({ code, clock }).toMatchObject({
      code: 8,
      clock: { status: 'problem', advice: expect.stringMatching(/^Set the clock/) },
    });
    expect(Math.abs(clock.facts.offset - 3_600_000)).toBeLessThan(10_000);
    line.sandbox.switches.set({ sendDate: false });
    line.sandbox.faults.add({
      kind: 'reply',
      status: 401,
      json: { message: 'missing_authorization_key' },
      headers: { date: '' },
    });
    expect((await examine(line))['clock']).toMatchObject({ status: 'note', facts: { offset: null } });
  });

  it('tells of proxies without their passwords', async () => {
    const line = await commandLine();
    const proxy = `http://user:${secrets.wrongPassword}@proxy.example:3128`;
    const live = { TURBOSMTP_BASE_URL: 'https://nowhere.invalid/api/v2' };
    expect((await examine(line, { env: { HTTPS_PROXY: proxy } }))['proxy']).toMatchObject({
      status: 'ok',
      summary: 'one is set, but is not used for this service',
    });
    const used = await examine(line, { env: { ...live, HTTPS_PROXY: 'http://127.0.0.1:9' } });
    expect(used).toMatchObject({
      code: 8,
      proxy: { status: 'ok', facts: { proxy: 'http://127.0.0.1:9' } },
      service: { status: 'problem', advice: expect.stringContaining('proxy'), facts: { code: 'PROXY' } },
    });
    expect((await examine(line, { env: { ...live, HTTPS_PROXY: proxy } }))['proxy'].facts.proxy).toBe(
      'http://proxy.example:3128',
    );
    const broken = `socks9://user:${secrets.wrongPassword}@proxy`;
    expect(await examine(line, { env: { HTTPS_PROXY: broken } })).toMatchObject({
      code: 8,
      proxy: { status: 'problem', facts: { variable: 'HTTPS_PROXY' } },
      service: {
        status: 'skipped',
        summary: 'not tried: a proxy variable is invalid',
        facts: { outcome: 'unsent', code: null },
      },
      clock: { status: 'skipped', summary: 'the service was not tried' },
    });
    expect((await line.run(['doctor'], { env: { HTTPS_PROXY: broken } })).out).toContain('1 problem found.');
  });

  it('warns of certificates that are not checked, or not found', async () => {
    const line = await commandLine();
    const { code, out } = await line.run(['doctor', '--json'], {
      env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    });
    expect(code).toBe(8);
    expect(JSON.parse(out).checks[1]).toMatchObject({
      check: 'tls',
      status: 'problem',
      facts: { verified: false },
    });
    const missing = await line.run(['doctor', '--json'], { env: { NODE_EXTRA_CA_CERTS: '/nowhere/ca.pem' } });
    expect(JSON.parse(missing.out).checks[1]).toMatchObject({
      status: 'problem',
      facts: { extraCertificates: false },
    });
  });
});

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { english } from '@turbosmtp-auth/core';
import type { Fault } from '@turbosmtp-auth/sandbox';
import { describe, expect, it } from 'vitest';
import { endingOf, endings, exitCodes } from '../../cli/exit-codes.ts';
import { account, commandLine, secrets } from './command-line.ts';

const login = ['login', '--email', account.email];

describe('exit codes', () => {
  it('are all different, and each is explained', () => {
    const codes = Object.values(exitCodes);
    expect(new Set(codes).size).toBe(codes.length);
    expect(Object.keys(endings)).toEqual(Object.keys(exitCodes));
  });

  it.each(Object.keys(english).filter((code) => code !== 'closed'))(
    'blame no known code on the program: %s',
    (code) => {
      const client =
        /^(?:invalid_input|network|timeout|outcome|redirect|unexpected|rate|server|signed|storage)/;
      const ending = endingOf({ code, ...(!client.test(code) && { status: 400 }) });
      expect(ending).not.toBe('unexpected');
      expect(exitCodes[ending]).toBeGreaterThan(1);
    },
  );

  it('are what the documentation says', async () => {
    const page = await readFile(new URL('../../../../docs/cli.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| ([\d, ]+) \| (.+) \|$/gm)].map(([, codes = '', means = '']) => [
      codes,
      means,
    ]);
    const { hungUp, interrupted, terminated, ...others } = endings;
    const expected = Object.entries(others).map(([ending, means]) => [
      String(exitCodes[ending as keyof typeof exitCodes]), // its keys are these
      means.replace('doctor', '`doctor`'),
    ]);
    expect(rows).toEqual([...expected, ['129, 130, 143', `${hungUp}, ${interrupted}, ${terminated}`]]);
  });

  it('2, 3: what was typed, and nobody signed in', async () => {
    const { json, sandbox } = await commandLine();
    const codeOf = async (...args: string[]): Promise<unknown> => {
      const { code, object } = await json(args);
      expect(object['error'].exitCode).toBe(code);
      return [code, object['error'].code];
    };
    expect(await codeOf('no-such-command')).toEqual([2, 'usage']);
    expect(await codeOf('consumer-keys')).toEqual([2, 'usage']);
    expect(await codeOf()).toEqual([2, 'usage']);
    expect(await codeOf('status', '--no-such-option')).toEqual([2, 'usage']);
    expect(await codeOf('status', '--timeout', 'soon')).toEqual([2, 'usage']);
    expect(await codeOf('status', '--profile', '../x')).toEqual([2, 'invalid_input']);
    expect(await codeOf('status', '--base-url', 'http://example.com/')).toEqual([2, 'invalid_input']);
    expect(await codeOf('doctor', '--profile', 'con')).toEqual([2, 'invalid_input']);
    expect(await codeOf('completion', 'csh')).toEqual([2, 'usage']);
    expect(await codeOf('key')).toEqual([3, 'signed_out']);
    expect(await codeOf('key', '--reveal')).toEqual([3, 'signed_out']);
    expect(await codeOf('change-password')).toEqual([3, 'signed_out']);
    expect(await codeOf('consumer-keys', 'list')).toEqual([3, 'signed_out']);
    expect(sandbox.requests.list()).toEqual([]);
    expect(await json(['status'])).toMatchObject({ code: 3, object: { signedIn: false } });
  });

  it('3: the key is no longer accepted', async () => {
    const { json, signIn, sandbox } = await commandLine();
    await signIn();
    sandbox.keys.revokeAll();
    expect(await json(['consumer-keys', 'list'])).toMatchObject({
      code: 3,
      object: { error: { code: 'invalid_authorization_key', status: 401, next: 'turbosmtp-auth login' } },
    });
  });

  it('4: the service refuses', async () => {
    const { json, sandbox } = await commandLine();
    const wrong = await json(login, { input: [secrets.wrongPassword] });
    expect(wrong).toMatchObject({
      code: 4,
      object: {
        error: { code: 'wrong_credentials_specified', status: 403, operation: 'login', retryable: false },
      },
    });
    expect((await json(['forgot-password', '--email', 'nobody@example.com'])).object['error']).toMatchObject({
      code: 'email_not_found',
      exitCode: 4,
    });
    sandbox.faults.add({ kind: 'code' });
    expect((await json(login, { input: [account.password] })).object['error']).toMatchObject({
      code: 'unknown',
      serverCode: 'a_code_from_the_future',
      exitCode: 4,
    });
  });

  it('4: what answers is beside the service, which a base URL without its path comes to', async () => {
    const { json, run, server } = await commandLine();
    const { origin } = new URL(server.baseUrl);
    const args = [...login, '--base-url', origin];
    expect((await json(args, { input: [account.password] })).object['error']).toMatchObject({
      code: 'unknown',
      status: 404,
      hint: 'Check the base URL: the base URL of the service ends in /api/v2.',
      next: `turbosmtp-auth doctor --base-url ${origin}`,
      exitCode: 4,
    });
    const { err } = await run(args, { input: [account.password] });
    expect(err).toContain('ends in /api/v2');
    expect((await json(['doctor', '--base-url', origin])).code).toBe(8);
  });

  it.each<[string, Fault, object]>([
    ['failing', { kind: 'html', status: 503 }, { code: 'server_error', status: 503 }],
    ['a page', { kind: 'html', status: 403 }, { code: 'unexpected_response', next: 'turbosmtp-auth doctor' }],
    ['a redirect', { kind: 'redirect', location: 'https://example.com/' }, { code: 'redirect_refused' }],
    [
      'busy',
      { kind: 'reply', status: 429, headers: { 'retry-after': '3600' } },
      { code: 'rate_limited', retryAt: expect.stringMatching(/Z$/) },
    ],
  ])('5: no answer to rely on: %s', async (_, fault, error) => {
    const { json, sandbox } = await commandLine();
    sandbox.faults.add({ ...fault, times: 'always' });
    expect((await json(login, { input: [account.password] })).object['error']).toMatchObject({
      ...error,
      exitCode: 5,
    });
  });

  it('5, 7: unreachable, and late', async () => {
    const { json, server, signIn, sandbox } = await commandLine();
    await signIn();
    sandbox.faults.add({ kind: 'stalled', match: { operation: 'listConsumerKeys' }, times: 'always' });
    expect((await json(['consumer-keys', 'list', '--timeout', '0.5'])).object['error']).toMatchObject({
      code: 'timeout',
      exitCode: 5,
      hint: expect.stringContaining('--timeout'),
    });
    sandbox.faults.add({ kind: 'stalled', match: { operation: 'createConsumerKey' } });
    const create = ['consumer-keys', 'create', '--permission', 'APIS', '--reveal', '--timeout', '0.5'];
    expect((await json(create)).object['error']).toMatchObject({
      code: 'outcome_unknown',
      exitCode: 7,
      next: 'turbosmtp-auth consumer-keys list',
    });
    await server.close();
    expect((await json(login, { input: [account.password] })).object['error']).toMatchObject({
      code: 'network',
      exitCode: 5,
      retryable: true,
      next: 'turbosmtp-auth doctor',
    });
  });

  it('6: the key store cannot be used, so that no key is asked for', async () => {
    const { json, run, sandbox } = await commandLine();
    const none = { env: { TURBOSMTP_AUTH_STORE_KEY: undefined }, input: [account.password] };
    expect((await json(login, none)).object['error']).toMatchObject({
      code: 'storage_below_assurance',
      exitCode: 6,
      hint: expect.stringContaining('TURBOSMTP_AUTH_STORE_KEY'),
      next: 'turbosmtp-auth doctor',
    });
    const homeless = { env: { HOME: undefined, LOCALAPPDATA: undefined }, input: [account.password] };
    expect((await json(login, homeless)).object['error']).toMatchObject({
      code: 'storage_unavailable',
      exitCode: 6,
    });
    expect(sandbox.requests.list()).toEqual([]);

    await run(login, { input: [account.password] });
    const other = { env: { TURBOSMTP_AUTH_STORE_KEY: Buffer.alloc(32, 8).toString('base64url') } };
    expect((await json(['status'], other)).object['error']).toMatchObject({
      code: 'storage_wrong_key',
      exitCode: 6,
    });
    const broken = { env: { TURBOSMTP_AUTH_STORE_KEY: 'too short' } };
    expect((await json(['status'], broken)).object['error']).toMatchObject({
      code: 'invalid_input',
      issues: [{ path: 'TURBOSMTP_AUTH_STORE_KEY', code: 'not_a_sealing_key' }],
    });
  });

  it.skipIf(process.platform === 'win32')(
    'SIGINT ends it also while nobody writes what it reads',
    async () => {
      const { start } = await commandLine();
      // Says so once it reads: until then a signal would end it as it ends any program.
      const tell = 'process.stdin.once("newListener", () => console.error("It reads."))';
      const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(tell)}` };
      const child = start([...login, '--json'], { env });
      const closed = once(child, 'close');
      const out = text(child.stdout);
      await once(child.stderr, 'data');
      child.kill('SIGINT');
      expect(JSON.parse(await out)).toMatchObject({ error: { code: 'interrupted' } });
      expect(await closed).toEqual([130, null]);
    },
  );

  it.skipIf(process.platform === 'win32').each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends a login at once, and no key is left behind', async (signal, code) => {
    const { start, sandbox } = await commandLine();
    sandbox.faults.add({ kind: 'delay', replyLatency: 1500, match: { operation: 'login' } });
    const child = start([...login, '--json']);
    const out = text(child.stdout);
    const closed = once(child, 'close');
    child.stdin.end(account.password);
    await expect.poll(() => sandbox.keys.list().length).toBe(1);
    child.kill(signal);
    expect(await closed).toEqual([code, null]);
    expect(JSON.parse(await out)).toMatchObject({ error: { code: 'interrupted', exitCode: code } });
    expect(sandbox.keys.list()).toEqual([]);
  });
});

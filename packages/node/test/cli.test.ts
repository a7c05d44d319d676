import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSandbox, type Sandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

const bin = fileURLToPath(new URL('../dist/cli/turbosmtp-auth.js', import.meta.url));
const account = { email: 'someone@example.com', password: 'Correct-Horse-9' };
const newPassword = 'Newer-Horse-10';

let sandbox: Sandbox;
let service: Awaited<ReturnType<typeof serveSandbox>>;
let home: string;
/** Every word the command printed, to look for secrets in. */
let printed = '';

beforeAll(async () => {
  sandbox = createSandbox({ accounts: [account] });
  service = await serveSandbox(sandbox, { port: 0 });
});
afterAll(() => service.close());
afterEach(async () => {
  await rm(home, { recursive: true, force: true });
  sandbox.reset();
});

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A home of its own with a sealing key, and the command in it. */
async function atHome(env: Record<string, string | undefined> = {}) {
  home = await mkdtemp(join(tmpdir(), 'turbosmtp-auth-cli-'));
  printed = '';
  const key = Buffer.alloc(32, 7).toString('base64url');
  return (args: readonly string[], input = ''): Promise<Run> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [bin, ...args], {
        env: {
          PATH: process.env['PATH'],
          HOME: home,
          LOCALAPPDATA: home,
          TURBOSMTP_AUTH_KEYCHAIN: 'off',
          TURBOSMTP_AUTH_STORE_KEY: key,
          TURBOSMTP_BASE_URL: service.baseUrl,
          ...env,
        },
      });
      let out = '';
      let err = '';
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString();
      });
      child.stderr.on('data', (chunk: Buffer) => {
        err += chunk.toString();
      });
      child.on('close', (code) => {
        printed += out + err;
        resolve({ code, out, err });
      });
      child.stdin.on('error', () => undefined); // it may have refused before it read
      child.stdin.end(input);
    });
}

const signIn = ['login', '--email', account.email];

describe('turbosmtp-auth', () => {
  test('goes from login to logout, with every answer as one JSON object', async () => {
    const run = await atHome();
    const json = async (args: readonly string[], input?: string): Promise<Record<string, unknown>> => {
      const { code, out } = await run([...args, '--json'], input);
      expect(code).toBe(0);
      return JSON.parse(out) as Record<string, unknown>; // one object, or this throws
    };
    expect(await json(signIn, `${account.password}\n`)).toMatchObject({
      account: account.email,
      persisted: true,
    });
    expect(await json(['status'])).toMatchObject({ account: account.email });
    expect(await json(['change-password'], `${account.password}\n${newPassword}\n`)).toBeTypeOf('object');
    expect(await json(['forgot-password', '--email', account.email])).toBeTypeOf('object');
    const token = sandbox.outbox.list()[0]?.token ?? '';
    expect(await json(['reset-password'], `${token}\n${account.password}\n`)).toBeTypeOf('object');
    expect(
      await json(['consumer-keys', 'create', '--permission', 'APIS', '--label', 'test', '--save']),
    ).toMatchObject({
      key: expect.any(String),
    });
    expect(await json(['consumer-keys', 'list'])).toBeTypeOf('object');
    expect(await json(['doctor'])).toMatchObject({ ok: true, checks: expect.any(Array) });
    expect(await json(['logout'])).toMatchObject({ revoked: 'now' });
    for (const secret of [account.password, newPassword, token]) expect(printed).not.toContain(secret);
  });

  test('prints the key only with --reveal', async () => {
    const run = await atHome();
    await run(signIn, `${account.password}\n`);
    const hidden = await run(['key']);
    const shown = await run(['key', '--reveal']);
    expect(shown.out).toMatch(/^[0-9a-f]{40}\n$/);
    expect(hidden.code).toBe(0);
    expect(hidden.out + hidden.err).not.toContain(shown.out.trim());
  });

  test('says with its exit code what went wrong', async () => {
    const run = await atHome();
    expect((await run(['status'])).code).toBe(3);
    expect((await run(['no-such-command'])).code).toBe(2);
    expect((await run(signIn, 'Wrong-Horse-9\n')).code).toBe(4);
    sandbox.faults.add({ kind: 'html', status: 503, times: 'always' });
    expect((await run(signIn, `${account.password}\n`)).code).toBe(5);
    expect(printed).not.toContain('Wrong-Horse-9');
  });

  test('keeps nothing where nothing is safe enough', async () => {
    const run = await atHome({ TURBOSMTP_AUTH_STORE_KEY: undefined });
    const { code, err } = await run(signIn, `${account.password}\n`);
    expect(code).toBe(6);
    expect(err).toContain('TURBOSMTP_AUTH_STORE_KEY');
    expect(sandbox.keys.list()).toEqual([]);
  });

  test('takes no password from the command line', async () => {
    const run = await atHome();
    const { code } = await run([...signIn, '--password', account.password]);
    expect(code).toBe(2);
    expect(printed).not.toContain(account.password);
    expect(sandbox.requests.list()).toEqual([]);
  });

  test.each(['bash', 'zsh', 'fish'])('completes for %s', async (shell) => {
    const run = await atHome();
    const { code, out } = await run(['completion', shell]);
    expect(code).toBe(0);
    for (const command of ['login', 'consumer-keys', 'doctor']) expect(out).toContain(command);
  });

  test('has help with examples and exit codes, without colours in a pipe', async () => {
    const run = await atHome();
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/Exit codes:[\s\S]*130/);
    expect(out).not.toContain('\u001b');
  });
});

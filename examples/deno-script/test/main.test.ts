import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSandbox, type Sandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { describe, expect, onTestFinished, test } from 'vitest';
import { deno, type Program, script, start, startInTerminal, terminalAvailable } from './programs.ts';

const account = { email: 'ada@example.com', password: 'Correct-Horse-9' };
const next = 'Better-Horse-10';

interface Service {
  readonly sandbox: Sandbox;
  readonly baseUrl: string;
  /** What permits to reach it, and nothing else. */
  readonly flag: string;
}

async function serve(): Promise<Service> {
  const sandbox = createSandbox({ accounts: [account] });
  const { baseUrl, port, close } = await serveSandbox(sandbox);
  onTestFinished(close);
  return { sandbox, baseUrl, flag: `--allow-net=127.0.0.1:${port}` };
}

/** The arguments that run the script with these permissions, and no way to ask for more. */
const run = (baseUrl: string, ...permissions: string[]): string[] => [
  'run',
  '--quiet',
  '--no-prompt',
  ...permissions,
  script,
  `--base-url=${baseUrl}`,
  account.email,
];

const startScript = ({ baseUrl, flag }: Service): Program => start(deno, run(baseUrl, flag));

const requests = ({ sandbox }: Service): string[] =>
  sandbox.requests
    .list()
    .map(({ method, path, status }) => `${method} ${path.slice('/api/v2'.length)} ${status}`);

/** Whether a password is the account's. */
async function isPassword({ baseUrl }: Service, password: string): Promise<boolean> {
  const body = JSON.stringify({ email: account.email, password });
  const { status } = await fetch(`${baseUrl}/authorize`, { method: 'POST', body });
  return status === 200;
}

const changed = [
  'POST /authorize 200',
  'GET /analytics 200',
  'PUT /change-password 200',
  'POST /deauthorize 200',
];

describe('the script', () => {
  test('needs one host, calls the API, makes a password, and leaves no key behind', async () => {
    const service = await serve();
    const program = startScript(service);
    program.type(`${account.password}\n\n`);

    expect(await program.ended, program.errors()).toBe(0);
    const made = program.output().trim();
    expect(made).toMatch(/^\S{20}$/);
    expect(program.errors()).toContain('Signed in as ada@example.com, which sent 0 mails.\n');
    expect(program.errors()).toContain('The password was changed.\n');
    expect(program.errors()).not.toContain(account.password);
    expect(requests(service)).toEqual(changed);
    expect(service.sandbox.keys.list()).toEqual([]);
    expect(await isPassword(service, made)).toBe(true);
  });

  test('takes a password that is given twice, and asks again for one that breaks a rule', async () => {
    const service = await serve();
    const program = startScript(service);
    program.type([account.password, 'short', 'short', next, 'other', next, `${next}\r`, ''].join('\n'));

    expect(await program.ended, program.errors()).toBe(0);
    expect(program.output()).toBe('');
    expect(program.errors().match(/^New password/gm)).toHaveLength(3);
    expect(requests(service)).toEqual(changed);
    expect(await isPassword(service, next)).toBe(true);
  });

  test('says what to do when the password is wrong, and does not repeat it', async () => {
    const service = await serve();
    const program = startScript(service);
    program.type('Wrong-Horse-99\n');

    expect(await program.ended).toBe(1);
    expect(program.errors()).toContain(
      'The e-mail address or the password is wrong. Check both; if you forgot the password, reset it.\n',
    );
    expect(program.output() + program.errors()).not.toContain('Wrong-Horse-99');
    expect(requests(service)).toEqual(['POST /authorize 403']);
  });

  test('names the permission that it lacks', async () => {
    const service = await serve();
    const program = start(deno, run(service.baseUrl));
    program.type(`${account.password}\n`);

    expect(await program.ended).toBe(1);
    expect(program.errors()).toContain(`\`${service.flag}\``);
    expect(requests(service)).toEqual([]);
  });

  test('finds out what a change did whose answer was lost', async () => {
    const service = await serve();
    service.sandbox.faults.add({
      kind: 'drop',
      when: 'after',
      times: 'always', // Deno repeats a request by itself
      match: { operation: 'changePassword' },
    });
    const program = startScript(service);
    program.type(`${account.password}\n${next}\n${next}\n`);

    expect(await program.ended, program.errors()).toBe(0);
    expect(program.errors()).toContain('The password was changed.\n');
    expect(service.sandbox.keys.list()).toEqual([]);
    expect(await isPassword(service, next)).toBe(true);
  });

  test('revokes its key also if it is ended while it waits', async () => {
    const service = await serve();
    const program = startScript(service);
    program.type(`${account.password}\n`);
    await program.says(/New password/);
    expect(service.sandbox.keys.list()).toHaveLength(1);
    program.process.kill('SIGTERM');

    expect(await program.ended, program.errors()).toBe(130);
    expect(service.sandbox.keys.list()).toEqual([]);
    expect(await isPassword(service, account.password)).toBe(true);
  });

  test('says how it is used', async () => {
    for (const args of [[], ['--help'], [account.email, 'more']]) {
      const program = start(deno, ['run', '--quiet', '--no-prompt', script, ...args]);
      expect(await program.ended).toBe(2);
      expect(program.errors()).toBe('Usage: main.ts [--base-url=<url>] <e-mail address>\n');
    }
  });

  test('is described with exactly the flags that it needs', async () => {
    const say = `import { requiredPermissions } from '@turbosmtp-auth/deno'; console.log(requiredPermissions().join(' '));`;
    const folder = join(import.meta.dirname, '..');
    const asked = start(deno, ['eval', '--quiet', say], { cwd: folder });
    await asked.ended;
    const flags = asked.output().trim();
    const [source, readme, manifest] = await Promise.all(
      ['src/main.ts', 'README.md', 'package.json'].map((name) => readFile(join(folder, name), 'utf8')),
    );
    expect(source?.split('\n')[0]).toBe(`#!/usr/bin/env -S deno run ${flags}`);
    expect(JSON.parse(manifest ?? '').scripts.start).toBe(`deno run ${flags} src/main.ts`);
    for (const line of (readme ?? '').split('\n').filter((each) => /\bdeno (?:run|compile) /.test(each)))
      expect(line).toMatch(/--allow-net=127\.0\.0\.1:8025 /.test(line) ? /./ : new RegExp(`${flags} `));
  });
});

describe.skipIf(!terminalAvailable())('the script, in a terminal,', () => {
  test('shows no password, and takes back what is deleted', async () => {
    const service = await serve();
    const program = startInTerminal(deno, run(service.baseUrl, service.flag));
    await program.says(/Password of ada@example\.com: /);
    program.type(`${account.password}x\x7f\r`);
    await program.says(/New password/);
    program.type(`mistyped\x15${next}\r`);
    await program.says(/Again/);
    program.type(`${next}\r`);

    expect(await program.ended, program.output()).toBe(0);
    expect(program.output()).toContain('The password was changed.');
    for (const secret of [account.password, next, 'mistyped']) expect(program.output()).not.toContain(secret);
    expect(requests(service)).toEqual(changed);
    expect(await isPassword(service, next)).toBe(true);
  });

  test('revokes its key at Ctrl-C, and gives the terminal back as it was', async () => {
    const service = await serve();
    const command = run(service.baseUrl, service.flag).map((word) => `'${word}'`);
    const program = startInTerminal('/bin/sh', [
      '-c',
      `'${deno}' ${command.join(' ')}; echo "ended: $?"; stty -a`,
    ]);
    await program.says(/Password of/);
    program.type(`${account.password}\r`);
    await program.says(/New password/);
    program.type('\x03');
    await program.ended;

    expect(program.output()).toContain('ended: 130');
    expect(program.output()).toMatch(/ echo\b/);
    expect(program.output()).toMatch(/ icanon\b/);
    expect(service.sandbox.keys.list()).toEqual([]);
  });
});

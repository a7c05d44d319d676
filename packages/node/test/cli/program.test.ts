import { describe, expect, it } from 'vitest';
import { terminalProgramAvailable } from '../../../../tools/terminal-programs.ts';
import { account, bin, commandLine } from './command-line.ts';
import { startTerminal } from './terminal.ts';

describe('help', () => {
  it('takes all the words of a command, wherever the options stand', async () => {
    const { run } = await commandLine();
    const { out } = await run(['consumer-keys', 'create', '--help']);
    expect(out).toContain('Usage: turbosmtp-auth consumer-keys create');
    for (const args of [
      ['help', 'consumer-keys', 'create'],
      ['--json', 'help', 'consumer-keys', 'create'],
      ['--json', 'consumer-keys', 'create', '--help'],
      ['help', 'consumer-keys', 'create', '--profile', 'staging'],
    ])
      expect(await run(args)).toEqual({ code: 0, out, err: '' });
    expect((await run(['help'])).out).toBe((await run(['--help'])).out);
  });

  it.each([
    [['nope'], 'See `turbosmtp-auth --help`.'],
    [['logn'], 'Did you mean login? See `turbosmtp-auth --help`.'],
    [['consumer-keys', 'creat'], 'Did you mean create? See `turbosmtp-auth consumer-keys --help`.'],
    [['login', 'extra'], 'See `turbosmtp-auth login --help`.'],
    // Not taken for the command itself, which would delete it.
    [['consumer-keys', 'delete', 'key'], 'See `turbosmtp-auth consumer-keys delete --help`.'],
  ])('refuses words that name no command: %j', async (words, hint) => {
    const { json, sandbox } = await commandLine();
    expect(await json(['help', ...words])).toEqual({
      code: 2,
      object: { error: { code: 'usage', message: 'There is no such command.', hint, exitCode: 2 } },
    });
    expect(sandbox.requests.list()).toEqual([]);
  });

  it.each([[[]], [['consumer-keys']], [['profiles']]])(
    'is what is printed where nothing else is said: %j',
    async (words) => {
      const { run, json } = await commandLine();
      const { out } = await run([...words, '--help']);
      expect(await run(words)).toEqual({ code: 0, out, err: '' });
      // A program asked for one object, and whoever gave an option wanted a command.
      expect(await json(words)).toMatchObject({
        code: 2,
        object: { error: { code: 'usage', message: 'A command is missing.' } },
      });
      expect(await run([...words, '--profile', 'staging'])).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringContaining('A command is missing.'),
      });
    },
  );

  it('knows a command by its other name', async () => {
    const { run, json } = await commandLine();
    const { out } = await run(['status', '--help']);
    expect(out).toContain('status|whoami');
    for (const args of [
      ['whoami', '--help'],
      ['help', 'whoami'],
    ])
      expect(await run(args)).toEqual({ code: 0, out, err: '' });
    expect((await json(['whoami', '--nope'])).object['error'].hint).toBe(
      'See `turbosmtp-auth status --help`.',
    );
  });

  it('names the variables that stand in for options, whether they are set or not', async () => {
    const { run } = await commandLine();
    const { out } = await run(['login', '--help'], { env: { TURBOSMTP_BASE_URL: undefined } });
    for (const name of ['TURBOSMTP_PROFILE', 'TURBOSMTP_BASE_URL', 'TURBOSMTP_EMAIL'])
      expect(out).toContain(`(env: ${name})`);
  });
});

describe('a variable that stands in for an option', () => {
  it('is as good as not set where it is empty', async () => {
    const { json, signIn } = await commandLine();
    await signIn();
    const env = { TURBOSMTP_PROFILE: '', TURBOSMTP_EMAIL: '' };
    expect(await json(['status'], { env })).toMatchObject({ code: 0, object: { profile: 'default' } });
    expect((await json(['doctor'], { env: { TURBOSMTP_BASE_URL: '' } })).object['baseUrl']).toBe(
      'https://pro.api.serversmtp.com/api/v2',
    );
    expect((await json(['forgot-password'], { env })).object['error']).toMatchObject({
      message: 'The e-mail address is missing.',
      hint: 'Give it with --email.',
    });
  });

  it('is told to be empty where that is no way to leave it out', async () => {
    const { run } = await commandLine();
    const { code, err } = await run(['status'], { env: { TURBOSMTP_AUTH_STORE_KEY: '' } });
    expect({ code, err }).toMatchObject({
      code: 2,
      err: expect.stringContaining('TURBOSMTP_AUTH_STORE_KEY: It is empty: unset it, or set it to'),
    });
    const short = await run(['status'], { env: { TURBOSMTP_AUTH_STORE_KEY: 'c2hvcnQ' } });
    expect(short.err).toContain('TURBOSMTP_AUTH_STORE_KEY: Give 32 random bytes as base64url: 43 characters');
    expect(short.err.split('Give 32 random bytes')).toHaveLength(2);
  });

  it('gives way to the option', async () => {
    const { json, signIn } = await commandLine();
    await signIn('staging');
    const env = { TURBOSMTP_PROFILE: 'other' };
    expect((await json(['status', '--profile', 'staging'], { env })).code).toBe(0);
    expect((await json(['--profile', 'staging', 'status'], { env })).code).toBe(0);
    expect((await json(['status', '--profile', ''], { env })).object['error'].issues).toEqual([
      {
        path: 'profile',
        code: 'invalid_profile',
        message: expect.stringMatching(/^It is not 1 to 64 characters of/),
      },
    ]);
  });

  it.each([
    ['TURBOSMTP_PROFILE', '../x', ['status']],
    ['TURBOSMTP_BASE_URL', 'http://example.com/', ['status']],
    ['TURBOSMTP_BASE_URL', 'http://example.com/', ['doctor']],
    ['TURBOSMTP_EMAIL', `${account.email}\t`, ['forgot-password']],
  ])('is what is named where %s is wrong', async (name, value, args) => {
    const { json, run } = await commandLine();
    const given = { env: { [name]: value } };
    const { code, object } = await json(args, given);
    expect({ code, error: object['error'] }).toMatchObject({
      code: 2,
      error: { code: 'invalid_input', issues: [{ path: name }] },
    });
    const { err } = await run(args, given);
    const isUrl = name === 'TURBOSMTP_BASE_URL';
    expect(err).toContain(`${name}: ${isUrl ? 'Use https, ' : 'It '}`);
    expect(err).not.toMatch(/--(?:profile|base-url|email)/);
  });

  it.runIf(terminalProgramAvailable('tmux'))('is asked for on a terminal where it is empty', async () => {
    const line = await commandLine();
    const terminal = await startTerminal(['sh'], { ...line.env, TURBOSMTP_EMAIL: '', PS1: '> ' });
    await terminal.type(`${process.execPath} ${bin} login`, 'Enter');
    await terminal.waitFor(/E-mail address: /);
    await terminal.type('C-c');
    await terminal.waitFor(/Interrupted/);
  });
});

describe('--timeout', () => {
  it.each([[['status']], [['doctor']], [['completion', 'bash']], [['consumer-keys', 'list']]])(
    'is checked by %j',
    async (args) => {
      const { json } = await commandLine();
      for (const value of ['abc', '0', '-1', '1e3', ''])
        expect(await json([...args, '--timeout', value])).toMatchObject({
          code: 2,
          object: { error: { code: 'usage', message: 'The value of --timeout cannot be used.' } },
        });
    },
  );

  it('may be any number of seconds, in parts and in years', async () => {
    const { json } = await commandLine();
    for (const value of ['5.0005', '99999999'])
      expect(await json(['doctor', '--timeout', value])).toMatchObject({ code: 0, object: { ok: true } });
  });
});

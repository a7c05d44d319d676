import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readLines } from '../../cli/secrets/read-lines.ts';
import { account, commandLine, secrets } from './command-line.ts';

const never = new AbortController().signal;
const read = (chunks: readonly (string | Uint8Array)[], names = ['the password']): Promise<string[]> =>
  readLines(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), names, {
    signal: never,
    say: () => undefined,
  });

describe('standard input', () => {
  it.each([
    ['one line', ['pass\n'], ['pass']],
    ['no line end', ['pass'], ['pass']],
    ['a line end of Windows', ['pass\r\n'], ['pass']],
    ['spaces', ['  pass  \n'], ['  pass  ']],
    ['a byte order mark that is not at the start', ['pass\ufeff\n'], ['pass\ufeff']],
    ['all but a byte order mark at the start', ['\ufeffpa\ufeffss\n'], ['pa\ufeffss']],
    ['a tab, emoji and combining marks', ['\tpa🔑s\u0301\n'], ['\tpa🔑s\u0301']],
    ['a lone carriage return', ['pa\rss\n'], ['pa\rss']],
    ['a character in two chunks', [new Uint8Array([0xc3]), new Uint8Array([0xa9, 0x0a])], ['é']],
  ])('takes one line end away and nothing else: %s', async (_, chunks, lines) => {
    expect(await read(chunks)).toEqual(lines);
  });

  it('gives each line to its question', async () => {
    expect(await read(['old\nnew\n'], ['the old', 'the new'])).toEqual(['old', 'new']);
    expect(await read(['old\r\nnew'], ['the old', 'the new'])).toEqual(['old', 'new']);
  });

  it.each([
    ['nothing', [''], 'empty'],
    ['a line too many', ['pass\n\n'], 'has 2 lines instead of 1'],
    ['what is not UTF-8', [new Uint8Array([0xff, 0x0a])], 'not UTF-8'],
    ['more than anybody types', ['x'.repeat(70_000)], 'too long'],
  ])('refuses %s, and repeats nothing of it', async (_, chunks, message) => {
    const failure = await read(chunks).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'usage',
      ending: 'usage',
      message: expect.stringContaining(message),
    });
    expect(JSON.stringify(failure)).not.toContain('pass\\n');
  });

  it('stops reading when the program is to end', async () => {
    const controller = new AbortController();
    const reading = readLines(new Readable({ read() {} }), ['the password'], {
      signal: controller.signal,
      say: () => undefined,
    });
    controller.abort(new Error('over'));
    await expect(reading).rejects.toThrow('over');
  });

  it('reaches the service byte for byte', async () => {
    const password = '  Ünïcode 🔑 Pass-1 ';
    const { run } = await commandLine({ accounts: [{ email: account.email, password }] });
    const login = ['login', '--email', account.email];
    expect((await run(login, { input: `${password}\r\n` })).code).toBe(0);
    expect((await run(login, { input: password.trim() })).code).toBe(4);
  });
});

describe('what was copied with more than it should be', () => {
  const login = `login --email ${account.email}`;
  const { password, newPassword } = secrets;

  it.each([
    ['a byte order mark', login, [`${password}\ufeff`], 'Type the password again: it contains an invisible'],
    ['quotation marks', login, [`"${password}"`], 'Give the password without quotation marks'],
    ['a space', login, [`${password} `], 'Check the password: it begins or ends with a space.'],
    [
      'quotation marks',
      `login --email "${account.email}"`,
      [password],
      'Give the e-mail address without quot',
    ],
    [
      'quotation marks',
      `forgot-password --email "${account.email}"`,
      [],
      'Give the e-mail address without quot',
    ],
    ['a space', 'change-password', [` ${password}`, newPassword], 'Check the password: it begins or ends'],
    ['a link', 'reset-password', ['https://example.com/reset?token=a', newPassword], 'Give the token alone'],
  ])('is refused by the service, and then named: %s, %s', async (_, typed, input, hint) => {
    const { run, json, signIn } = await commandLine();
    if (typed === 'change-password') await signIn();
    const args = typed.split(' ');
    const { code, out, err } = await run(args, { input });
    expect({ code, out }).toEqual({ code: 4, out: '' });
    expect(err).toContain(hint);
    expect(err).not.toContain('Next:'); // the same command again
    expect((await json(args, { input })).object['error'].hint).toContain(hint);
  });

  it('is not named if there is nothing of it', async () => {
    const { json } = await commandLine();
    const { object } = await json(login.split(' '), { input: [secrets.wrongPassword] });
    expect(object['error']).toMatchObject({ code: 'wrong_credentials_specified', exitCode: 4 });
    expect(object['error']).not.toHaveProperty('reason');
  });
});

describe('secrets in arguments', () => {
  it.each([
    ['--password', secrets.password],
    [`--password=${secrets.password}`],
    [`--passwrod=${secrets.password}`],
    [`-p${secrets.password}`],
    [secrets.password],
    ['--token', secrets.password],
    ['--email', 'ada@example.com', secrets.password],
  ])('are refused and not repeated: login %s', async (...args) => {
    const { run, json, sandbox } = await commandLine();
    const { code, err } = await run(['login', ...args], { input: [account.password] });
    expect(code).toBe(2);
    expect(err).toMatch(/^error: /);
    expect((await json(['login', ...args])).object['error']).toMatchObject({ code: 'usage', exitCode: 2 });
    expect((await run(['reset-password', ...args])).code).toBe(2);
    expect((await run(args)).code).toBe(2);
    expect(sandbox.requests.list()).toEqual([]);
  });

  it('are explained', async () => {
    const { run } = await commandLine();
    const { err } = await run(['login', '--password', secrets.password]);
    expect(err).toContain('never taken from the command line');
    expect(err).toContain('standard input');
  });
});

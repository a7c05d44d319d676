import { execFileSync } from 'node:child_process';
import { english, InvalidInputError, operations, TurboSMTPAuthError } from '@turbosmtp-auth/core';
import { describe, expect, it } from 'vitest';
import { commands } from '../../cli/commands.ts';
import { tell } from '../../cli/failure-report.ts';
import { Failure } from '../../cli/failures.ts';
import { createPaint, hasColors, showsUnicode, symbolsOf } from '../../cli/paint.ts';
import { checklist, renderChecklist, summarise } from '../../cli/secrets/checklist.ts';
import { describeSession } from '../../cli/session-view.ts';
import { commandOf } from '../../cli/usage-errors.ts';
import { bin, commandLine, secrets } from './command-line.ts';

const plain = createPaint({}, {});

describe('the checklist of a new password', () => {
  const shown = (password: string, current?: string): string[] =>
    renderChecklist(checklist(password, current), symbolsOf(true), plain);

  it('tells what is met, what is not, and what may be', () => {
    expect(shown('')).toEqual([
      '  ✗ At least 10 characters',
      '  ✗ At least one uppercase letter',
      '  ✗ At least one lowercase letter',
      '  ✗ At least one digit',
    ]);
    expect(shown('É٣ébcdef', 'x')).toEqual([
      '  ? At least 10 characters (maybe)',
      '  ? At least one uppercase letter (maybe)',
      '  ✓ At least one lowercase letter',
      '  ? At least one digit (maybe)',
      '  ✓ Different from the current password',
    ]);
    expect(shown('same', 'same').at(-1)).toBe('  ✗ Different from the current password');
  });

  it('is one line once the password was accepted', () => {
    const line = (password: string): string[] =>
      renderChecklist(summarise(checklist(password, undefined)), symbolsOf(false), plain);
    expect(line(secrets.password)).toEqual(['  + Every rule is met']);
    expect(line('É٣ébcdefghi')).toEqual([
      '  ? Every rule is met if the service counts characters beyond ASCII',
    ]);
    expect(summarise([])).toEqual([]);
  });

  it('needs no colours to be understood, and has them', () => {
    const paint = createPaint({ isTTY: true }, {});
    const marks = renderChecklist(checklist('É', undefined), symbolsOf(false), paint).map(
      (line) => line.trim()[0],
    );
    expect(marks).toEqual(Array.from({ length: 4 }, () => '\u001b'));
    expect(
      renderChecklist(checklist('É', undefined), symbolsOf(false), plain).map((line) => line[2]),
    ).toEqual(['x', '?', 'x', 'x']);
  });
});

describe('colours and characters', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [false, { FORCE_COLOR: '1' }, true],
    [false, { FORCE_COLOR: '' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [true, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  ])('a terminal: %s, %j: %s', (isTTY, env, colours) => {
    expect(hasColors({ isTTY }, env)).toBe(colours);
  });

  it.each([
    ['linux', { LANG: 'en_US.UTF-8' }, true],
    ['linux', { LANG: 'C' }, false],
    ['linux', { LC_ALL: 'C', LANG: 'en_US.UTF-8' }, false],
    ['linux', { LC_ALL: '', LANG: 'en_US.utf8' }, true],
    ['linux', { LANG: 'en_US.UTF-8', TERM: 'linux' }, false],
    ['win32', {}, false],
    ['win32', { WT_SESSION: '1' }, true],
  ] as const)('%s, %j shows more than ASCII: %s', (platform, env, unicode) => {
    expect(showsUnicode(platform, env)).toBe(unicode);
  });
});

describe('what is told of a failure', () => {
  it('names the option, and never the value', async () => {
    const [message, hint] = english.invalid_input;
    const issues = [
      { path: 'email', code: 'too_long', message: 'It is too long.' },
      {
        path: 'newPassword',
        code: 'password_should_contain_at_least_one_digit',
        message: english.password_should_contain_at_least_one_digit[0],
      },
      { path: 'ips.0', code: 'a_new_code', message: 'It is new.' },
    ];
    const error = new InvalidInputError({ code: 'invalid_input', message, hint, issues });
    const { lines, report } = await tell(error);
    expect(lines.slice(1)).toEqual([
      '--email: It is too long.',
      `the new password: ${english.password_should_contain_at_least_one_digit[0]}`,
      '--ip: It is new.',
    ]);
    expect(report).toMatchObject({ code: 'invalid_input', exitCode: 2, issues });
  });

  it('says nothing of errors that are nobody’s, whose words may be secrets', async () => {
    const { lines, report } = await tell(new Error(secrets.password));
    expect(report).toMatchObject({ code: 'unexpected', exitCode: 1 });
    expect(JSON.stringify([lines, report])).not.toContain(secrets.password);
  });

  it('has the same fields for failures of this program', async () => {
    const { report } = await tell(new Failure('usage', 'What.', 'How.', 'usage'));
    expect(report).toEqual({ code: 'usage', message: 'What.', hint: 'How.', exitCode: 2 });
  });

  it('says what to do after a lost answer, whichever call it was of', async () => {
    const [message, hint] = english.outcome_unknown;
    for (const operation of [
      'login',
      'changePassword',
      'resetPassword',
      'createConsumerKey',
      'deleteConsumerKey',
    ] as const) {
      expect(operations).toHaveProperty(operation);
      const { report } = await tell(
        new TurboSMTPAuthError({ code: 'outcome_unknown', message, hint, operation }),
      );
      expect(report.next, operation).toMatch(/^turbosmtp-auth /);
    }
  });
});

describe('sessions in words', () => {
  const session = { account: 'ada@example.com', profile: 'default', mintedAt: new Date(0), persisted: true };
  it.each([
    [125, /^Signed in as ada@example\.com until .+ \(in 2 h 5 min\)\.$/],
    [59, /\(in 59 min\)\.$/],
    [-1, /\(in 0 min\)\.$/],
  ])('%d minutes before the end', (minutes, words) => {
    const at = new Date(minutes * 60_000);
    expect(describeSession({ ...session, expiry: { at, kind: 'estimated' } }, 0)).toMatch(words);
  });

  it('names a profile that is not the usual one', () => {
    expect(describeSession({ ...session, profile: 'ci', expiry: { at: null, kind: 'never' } }, 0)).toBe(
      'Signed in as ada@example.com, profile ci, with a key that never expires.',
    );
  });
});

describe('help', () => {
  it('of each command has a summary, an example, the exit codes and the options of all', async () => {
    const { run } = await commandLine();
    const root = await run(['--help']);
    expect(root).toMatchObject({ code: 0, err: '' });
    for (const { name, summary } of commands)
      expect(root.out).toMatch(new RegExp(`^  ${name}.* ${summary}$`, 'm'));
    for (const part of ['Exit codes:', 'Environment:', 'TURBOSMTP_AUTH_STORE_KEY', 'NO_COLOR', 'Examples:'])
      expect(root.out).toContain(part);
    expect(root.out).not.toContain('\u001b');
    const leaves = commands.flatMap(({ name, commands: below }) =>
      below ? below.map((each) => [name, each.name]) : [[name]],
    );
    for (const path of leaves) {
      const { code, out } = await run([...path, '--help']);
      expect(code).toBe(0);
      for (const part of ['Examples:', '--profile', '--base-url', '--json', 'Exit codes:', '  2 '])
        expect(out, path.join(' ')).toContain(part);
    }
    expect((await run(['help', 'login'])).out).toBe((await run(['login', '--help'])).out);
    expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.skipIf(process.platform === 'win32')('may be read in part', async () => {
    const { env } = await commandLine();
    const pipe = `"${process.execPath}" "${bin}" --help | head -1`;
    expect(
      execFileSync('sh', ['-c', pipe], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] }),
    ).toBe('Usage: turbosmtp-auth [options] <command>\n');
  });

  it('is pointed to by the name of what was begun', () => {
    expect(commandOf(['--json', 'consumer-keys', 'nonsense'], commands)).toBe('consumer-keys');
    expect(commandOf(['consumer-keys', 'create', secrets.password], commands)).toBe('consumer-keys create');
    expect(commandOf([secrets.password], commands)).toBe('');
    for (const args of [[], ['--'], ['--json'], ['help', '--json']])
      expect(commandOf(args, commands)).toBe('');
    expect(commandOf(['consumer-keys', '--json'], commands)).toBe('consumer-keys');
  });
});

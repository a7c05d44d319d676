import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { terminalProgramAvailable } from '../../../../tools/terminal-programs.ts';
import { account, bin, type CommandLine, commandLine, type Run, secrets } from './command-line.ts';
import { startTerminal, type Terminal } from './terminal.ts';

const passwords = [secrets.password, secrets.newPassword];

const asked = ({ sandbox }: CommandLine, path: string): number =>
  sandbox.requests.list().filter((request) => request.path.endsWith(path)).length;

/** Interrupts a command once the service was asked this once more. */
async function interrupt(
  line: CommandLine,
  args: readonly string[],
  path: string,
  signals: readonly NodeJS.Signals[] = ['SIGINT'],
): Promise<Run> {
  const before = asked(line, path);
  const child = line.start(args);
  const all = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  child.stdin.end(args.includes('login') ? secrets.password : passwords.join('\n'));
  await expect.poll(() => asked(line, path)).toBeGreaterThan(before);
  for (const signal of signals) {
    child.kill(signal);
    await sleep(100); // two that wait together arrive as one
  }
  const [out, err, [code]] = await all;
  return { code, out, err };
}

describe.skipIf(process.platform === 'win32')('an interrupt', () => {
  it('of a change of password says that its outcome is unknown, though another answer came meanwhile', async () => {
    const line = await commandLine();
    await line.signIn();
    line.sandbox.faults.add({ kind: 'html', match: { operation: 'logout' }, times: 'always' });
    await line.run(['logout']);
    await line.signIn();
    line.sandbox.faults.add({
      kind: 'delay',
      replyLatency: 20_000,
      match: { operation: 'changePassword' },
    });
    // The answers to revoking the key of before come while that of the change is waited for.
    const before = asked(line, '/deauthorize');
    const child = line.start(['change-password']);
    const all = Promise.all([text(child.stderr), once(child, 'close')]);
    child.stdin.end(passwords.join('\n'));
    await expect
      .poll(() => asked(line, '/change-password') > 0 && asked(line, '/deauthorize') > before)
      .toBe(true);
    await sleep(300); // for the answer to arrive
    child.kill('SIGINT');
    const [err, [code]] = await all;
    expect(code).toBe(7);
    expect(err).toContain('Next: turbosmtp-auth change-password --settle');
  });

  it('of --settle, which changes nothing, is just an interrupt, and leaves no key', async () => {
    const line = await commandLine();
    await line.signIn();
    line.sandbox.faults.add({ kind: 'delay', replyLatency: 1_500, match: { operation: 'login' } });
    const before = line.sandbox.keys.list().length;
    const { code, err } = await interrupt(line, ['change-password', '--settle'], '/authorize');
    expect({ code, err }).toEqual({ code: 130, err: 'Interrupted. Run the command again when ready.\n' });
    expect(line.sandbox.keys.list()).toHaveLength(before);
  });

  it.each([
    ['deleteConsumerKey', ['consumer-keys', 'delete', 'abc'], '/abc', 'turbosmtp-auth consumer-keys list'],
    ['requestPasswordReset', ['forgot-password', '--email', account.email], '/forgot-password', undefined],
    ['resetPassword', ['reset-password'], '/forgot-password', 'turbosmtp-auth login'],
  ] as const)('of %s says that its outcome is unknown', async (operation, args, path, next) => {
    const line = await commandLine();
    await line.signIn();
    line.sandbox.faults.add({ kind: 'delay', replyLatency: 20_000, match: { operation } });
    const { code, out } = await interrupt(line, [...args, '--json'], path);
    expect(code).toBe(7);
    const { error } = JSON.parse(out);
    expect(error).toMatchObject({ code: 'outcome_unknown', operation, exitCode: 7 });
    expect(error.next).toBe(next);
  });

  it.each([['SIGINT'], ['SIGTERM'], ['SIGHUP']] as const)(
    'by %s is no error, where nothing was sent that matters',
    async (signal) => {
      const line = await commandLine();
      await line.signIn();
      const late = { kind: 'delay', replyLatency: 20_000, match: { operation: 'listConsumerKeys' } } as const;
      line.sandbox.faults.add(late);
      const { err } = await interrupt(line, ['consumer-keys', 'list'], '/user/consumerKeys', [signal]);
      expect(err).toBe('Interrupted. Run the command again when ready.\n');
    },
  );

  it('by a terminal that is closed, which says so twice, leaves no key behind', async () => {
    const line = await commandLine();
    line.sandbox.faults.add({ kind: 'delay', replyLatency: 1_500, match: { operation: 'login' } });
    const login = ['login', '--no-expire', '--email', account.email];
    const { code } = await interrupt(line, login, '/authorize', ['SIGHUP', 'SIGHUP']);
    expect(code).toBe(129);
    expect(line.sandbox.keys.list()).toEqual([]);
  });
});

describe.runIf(terminalProgramAvailable('tmux'))('on a terminal', () => {
  /** Runs the command, and notes how it ended. The shell stays, whatever ends the command. */
  const start = (line: CommandLine, args: string): Promise<Terminal> =>
    startTerminal(
      [
        'sh',
        '-c',
        `trap : HUP INT; $CLI ${args}; code=$?; echo $code > "$HOME/code"; echo "ended: $code"; cat`,
      ],
      { ...line.env, CLI: `${process.execPath} ${bin}` },
    );

  it('Ctrl-C says that the login is being undone, and a second one ends at once', async () => {
    const line = await commandLine();
    line.sandbox.faults.add({ kind: 'delay', replyLatency: 20_000, match: { operation: 'login' } });
    const terminal = await start(line, `login --email ${account.email}`);
    await terminal.waitFor(/Password/);
    await terminal.type(secrets.password, 'Enter');
    await expect.poll(() => asked(line, '/authorize')).toBe(1);
    await terminal.type('C-c');
    await terminal.waitFor(/Undoing the login\. Press Ctrl-C again to stop at once\./);
    await terminal.type('C-c');
    await terminal.waitFor(/Stopped: the key of this login may stay valid[\s\S]*ended: 130/);
  });

  it('Ctrl-C of what undoes nothing says nothing of the kind', async () => {
    const line = await commandLine();
    await line.signIn();
    const late = { kind: 'delay', latency: 60_000, times: 'always' } as const;
    line.sandbox.faults.add({ ...late, match: { operation: 'logout' } });
    await line.run(['logout', '--timeout', '0.5']);
    await line.signIn();
    line.sandbox.faults.add({ ...late, match: { operation: 'listConsumerKeys' } });
    const terminal = await start(line, 'consumer-keys list');
    await expect.poll(() => asked(line, '/user/consumerKeys')).toBe(1);
    await terminal.type('C-c');
    expect(await terminal.waitFor(/Interrupted\.[\s\S]*ended: 130/)).not.toMatch(/Ctrl-C|[Uu]ndo/);
  });

  it('Ctrl-C at the question whether to find out leaves the outcome of the change unknown', async () => {
    const line = await commandLine();
    await line.signIn();
    line.sandbox.faults.add({ kind: 'drop', when: 'after', match: { operation: 'changePassword' } });
    const terminal = await start(line, 'change-password');
    await terminal.waitFor(/Current password/);
    await terminal.type(secrets.password, 'Enter');
    await terminal.waitFor(/New password/);
    await terminal.type(secrets.newPassword, 'Enter');
    await terminal.waitFor(/New password again/);
    await terminal.type(secrets.newPassword, 'Enter');
    await terminal.waitFor(/Find out now/);
    await terminal.type('C-c');
    await terminal.waitFor(/Next: turbosmtp-auth change-password --settle\s+ended: 7/);
  });

  it('that is closed while something is asked, it ends with 129', async () => {
    const line = await commandLine();
    const terminal = await start(line, `login --email ${account.email} 2> /dev/tty`);
    await terminal.waitFor(/Password/);
    await terminal.close();
    const code = (): Promise<string> => readFile(join(line.home, 'code'), 'utf8').catch(() => '');
    await expect.poll(code).toBe('129\n');
    expect(line.sandbox.requests.list()).toEqual([]);
  });
});

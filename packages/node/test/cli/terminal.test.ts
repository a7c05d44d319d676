import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { terminalProgramAvailable } from '../../../../tools/terminal-programs.ts';
import { account, bin, type CommandLine, commandLine, secrets } from './command-line.ts';
import { startTerminal, type Terminal } from './terminal.ts';

const esc = String.fromCharCode(27);

describe.runIf(terminalProgramAvailable('tmux'))('in a terminal', () => {
  /** A shell in a terminal, with the state of the terminal noted before anything ran. */
  async function shell(line: CommandLine, env: Record<string, string> = {}): Promise<Terminal> {
    const terminal = await startTerminal(['sh'], {
      ...line.env,
      ...env,
      CLI: `${process.execPath} ${bin}`,
      PS1: '> ',
    });
    await terminal.type('stty -a > "$HOME/before"', 'Enter');
    return terminal;
  }

  /** Runs the command until it asks, or until the end. */
  const start = (terminal: Terminal, args: string): Promise<void> =>
    terminal.type(`clear; $CLI ${args}; echo "ended: $?"`, 'Enter');

  /** The terminal is as it was: it echoes, line by line, and shows its cursor. */
  async function expectSane(terminal: Terminal, { home }: CommandLine): Promise<void> {
    const mark = randomUUID(); // an earlier one may still be on the screen
    await terminal.type(`stty -a > "$HOME/after"; echo wri""tten ${mark}`, 'Enter');
    await terminal.waitFor(new RegExp(`^written ${mark}`, 'm'));
    const [before, after] = await Promise.all(
      ['before', 'after'].map((name) => readFile(join(home, name), 'utf8')),
    );
    const settings = (text = ''): string => text.replace(/rows \d+; columns \d+/, '');
    expect(settings(after)).toBe(settings(before));
    expect(after).toMatch(/(?<!-)\becho\b/);
    expect(await terminal.cursor()).toBe(true);
  }

  async function expectNothingShown(terminal: Terminal): Promise<void> {
    const everything = await terminal.everything();
    expect(everything).toContain('ended: ');
    // Not even a part of one, which typing letter by letter would leave between other writing.
    for (const secret of Object.values(secrets)) expect(everything).not.toContain(secret.slice(0, 6));
  }

  it('login asks for address and password, and shows nothing of the password', async () => {
    const line = await commandLine();
    const terminal = await shell(line);
    await start(terminal, 'login');
    await terminal.waitFor(/E-mail address: /);
    await terminal.type('adx', 'BSpace', 'a@example.com');
    await terminal.waitFor(/E-mail address: ada@example\.com/);
    await terminal.type('Enter');
    await terminal.waitFor(/Password \(not shown\):/);
    const before = await terminal.screen();
    await terminal.type(...secrets.password);
    expect((await terminal.screen()).trimEnd()).toBe(before.trimEnd());
    await terminal.type('Enter');
    const screen = await terminal.waitFor(/ended: 0/);
    expect(screen).toContain('Signed in as ada@example.com until');
    expect(line.sandbox.keys.list()).toHaveLength(1);
    await expectNothingShown(terminal);
    await expectSane(terminal, line);
  });

  it.each([
    ['typed', (terminal: Terminal, password: string) => terminal.type(...password)],
    ['pasted', (terminal: Terminal, password: string) => terminal.paste(password)],
  ])('takes every character of a password that is %s, tabs as well', async (_, enter) => {
    const password = '\tCorrect\t\tHorse 9é🔑\t';
    const line = await commandLine({ accounts: [{ email: account.email, password }] });
    const terminal = await shell(line);
    await start(terminal, `login --email ${account.email}`);
    await terminal.waitFor(/Password \(not shown\):/);
    await enter(terminal, password);
    await terminal.type('\tx', 'BSpace', 'BSpace', 'Enter');
    await terminal.waitFor(/Signed in as ada@example\.com until[\s\S]*ended: 0/);
    expect(await terminal.everything()).not.toContain('Horse');
    await expectSane(terminal, line);
  });

  it('change-password has a checklist that follows what is typed', async () => {
    const line = await commandLine();
    await line.signIn();
    const terminal = await shell(line);
    await start(terminal, 'change-password');
    await terminal.waitFor(/Current password \(not shown\):/);
    await terminal.type(secrets.password, 'Enter');
    await terminal.waitFor(
      /New password[\s\S]*✗ At least 10[\s\S]*✗.*uppercase[\s\S]*✗.*lowercase[\s\S]*✗.*digit[\s\S]*✗ Different/,
    );
    await terminal.type('b');
    await terminal.waitFor(
      /✗ At least 10[\s\S]*✗.*uppercase[\s\S]*✓.*lowercase[\s\S]*✗.*digit[\s\S]*✓ Different/,
    );
    await terminal.type('Enter');
    await terminal.waitFor(/New password \(not shown\): It does not meet every rule yet\./);
    await terminal.type('É٣éééé');
    await terminal.waitFor(
      /\? At least 10.*\(maybe\)[\s\S]*\? .*uppercase[\s\S]*✓.*lowercase[\s\S]*\? .*digit/,
    );
    await terminal.type(...Array.from({ length: 7 }, () => 'BSpace'));
    await terminal.waitFor(/✗ At least 10[\s\S]*✗.*lowercase/);
    await terminal.type(secrets.password);
    await terminal.waitFor(
      /✓ At least 10[\s\S]*✓.*uppercase[\s\S]*✓.*lowercase[\s\S]*✓.*digit[\s\S]*✗ Different/,
    );
    await terminal.type('C-u', secrets.newPassword);
    await terminal.waitFor(/✓ At least 10[\s\S]*✓ Different/);
    await terminal.type('Enter');
    await terminal.waitFor(/✓ Every rule is met\nNew password again/);
    await terminal.type(secrets.wrongPassword, 'Enter');
    await terminal.waitFor(/The two entries differ: type both again\.\nNew password/);
    await terminal.type(secrets.newPassword, 'Enter');
    await terminal.waitFor(/New password again[\s\S]*New password again/);
    await terminal.type(secrets.newPassword, 'Enter');
    await terminal.waitFor(/The password of ada@example\.com was changed\.\nended: 0/);
    expect((await line.run(['login', '--email', account.email], { input: [secrets.newPassword] })).code).toBe(
      0,
    );
    await expectNothingShown(terminal);
    await expectSane(terminal, line);
  });

  it('reset-password asks for the token without showing it', async () => {
    const line = await commandLine();
    await line.run(['forgot-password', '--email', account.email]);
    const token = line.sandbox.outbox.list()[0]?.token ?? '';
    const terminal = await shell(line);
    await start(terminal, 'reset-password');
    await terminal.waitFor(/Reset token \(not shown\):/);
    await terminal.type(token, 'Enter');
    await terminal.waitFor(/New password/);
    expect(await terminal.screen()).not.toContain('Different from');
    await terminal.type(secrets.newPassword, 'Enter');
    await terminal.waitFor(/again/);
    await terminal.type(secrets.newPassword, 'Enter');
    await terminal.waitFor(/The password was reset\.[\s\S]*ended: 0/);
    expect(await terminal.everything()).not.toContain(token.slice(0, 6));
    await expectNothingShown(terminal);
  });

  it('change-password offers to settle a change whose answer was lost', async () => {
    const line = await commandLine();
    await line.signIn();
    line.sandbox.faults.add({ kind: 'drop', when: 'after', match: { operation: 'changePassword' } });
    const terminal = await shell(line);
    await start(terminal, 'change-password');
    await terminal.waitFor(/Current password/);
    await terminal.type(secrets.password, 'Enter');
    await terminal.waitFor(/New password/);
    await terminal.type(secrets.newPassword, 'Enter');
    await terminal.waitFor(/New password again/);
    await terminal.type(secrets.newPassword, 'Enter');
    await terminal.waitFor(/Find out now which password is valid\? \(Yes\/no\)/);
    await terminal.type('Enter');
    await terminal.waitFor(/The password was changed: the new one is valid\.\nended: 0/);
    await expectNothingShown(terminal);
    await expectSane(terminal, line);
  });

  it.each([['C-c'], ['C-d'], ['Escape']])(
    '%s while a password is typed ends with 130 and a sane terminal',
    async (key) => {
      const line = await commandLine();
      const terminal = await shell(line);
      await start(terminal, `login --email ${account.email}`);
      await terminal.waitFor(/Password/);
      if (key !== 'C-d') await terminal.type(secrets.password);
      await terminal.type(key);
      await terminal.waitFor(/Interrupted\.[\s\S]*ended: 130/);
      expect(line.sandbox.requests.list()).toEqual([]);
      await expectNothingShown(terminal);
      await expectSane(terminal, line);
    },
  );

  it('Ctrl-C while the checklist is shown, and while the service is waited for', async () => {
    const line = await commandLine();
    await line.signIn();
    const terminal = await shell(line);
    await start(terminal, 'change-password');
    await terminal.waitFor(/Current password/);
    await terminal.type(secrets.password, 'Enter');
    await terminal.waitFor(/✗ At least 10/);
    await terminal.type('abc', 'C-c');
    await terminal.waitFor(/ended: 130/);
    await expectSane(terminal, line);

    line.sandbox.faults.add({
      kind: 'delay',
      replyLatency: 20_000,
      match: { operation: 'listConsumerKeys' },
    });
    const asked = (): boolean =>
      line.sandbox.requests.list().some(({ path }) => path.endsWith('/consumerKeys'));
    await start(terminal, 'consumer-keys list');
    await expect.poll(asked).toBe(true);
    await terminal.type('C-c');
    await terminal.waitFor(/consumer-keys list[\s\S]*Interrupted\.[\s\S]*ended: 130/); // this time
    await expectSane(terminal, line);
  });

  it('SIGTERM while a password is typed leaves a sane terminal', async () => {
    const line = await commandLine();
    const terminal = await shell(line);
    await terminal.type(
      'clear; sh -c \'echo $$ > "$HOME/pid"; exec $CLI login --email a@b.c\'; echo "ended: $?"',
      'Enter',
    );
    await terminal.waitFor(/Password/);
    process.kill(Number(await readFile(join(line.home, 'pid'), 'utf8')), 'SIGTERM');
    await terminal.waitFor(/ended: 143/);
    await expectSane(terminal, line);
  });

  it('--json asks on standard error, so that standard output is one object', async () => {
    const line = await commandLine();
    const terminal = await shell(line);
    await start(terminal, `login --email ${account.email} --json > "$HOME/out"`);
    await terminal.waitFor(/Password/);
    await terminal.type(secrets.password, 'Enter');
    await terminal.waitFor(/ended: 0/);
    const out = await readFile(join(line.home, 'out'), 'utf8');
    expect(JSON.parse(out)).toMatchObject({ account: account.email });
    expect(out.trimEnd().split('\n')).toHaveLength(1);
  });

  it('asks nothing where nobody could read the question', async () => {
    const line = await commandLine();
    const terminal = await shell(line);
    await start(terminal, `login --email ${account.email} > "$HOME/out" 2> "$HOME/err"`);
    await terminal.waitFor(/ended: 2/);
    expect(await readFile(join(line.home, 'err'), 'utf8')).toContain('There is no terminal to ask on.');
  });

  it('has colours there, unless NO_COLOR', async () => {
    const line = await commandLine();
    const coloured = async (env: Record<string, string>): Promise<boolean> => {
      const terminal = await shell(line, env);
      await start(terminal, 'doctor');
      await terminal.waitFor(/ended: 0/);
      return (await terminal.everything()).includes(`${esc}[32m`);
    };
    expect(await coloured({})).toBe(true);
    expect(await coloured({ NO_COLOR: '1' })).toBe(false);
    expect(await coloured({ NO_COLOR: '1', FORCE_COLOR: '1' })).toBe(true);
    expect((await line.run(['doctor'])).out).not.toContain(esc);
    expect((await line.run(['doctor'], { env: { FORCE_COLOR: '1' } })).out).toContain(`${esc}[32m`);
  });

  describe('that takes nothing away', () => {
    /** Runs the command where only text may be written. */
    const startPlain = (terminal: Terminal, args: string): Promise<void> =>
      terminal.type(`TERM=dumb $CLI ${args}; echo "ended: $?"`, 'Enter');
    async function expectPlain(terminal: Terminal, line: CommandLine): Promise<void> {
      const everything = await terminal.everything();
      expect(everything.replace(/[\r\n]/g, '')).not.toMatch(/\p{Cc}/u);
      await expectNothingShown(terminal);
      await expectSane(terminal, line);
    }

    it('login writes a line anew if a part of it is taken back', async () => {
      const line = await commandLine();
      const terminal = await shell(line);
      await startPlain(terminal, 'login');
      await terminal.waitFor(/E-mail address:/);
      await terminal.type('Enter');
      await terminal.waitFor(/It is empty\.\nE-mail address:/);
      await terminal.type('adé', 'BSpace', 'a@example.com');
      await terminal.waitFor(/E-mail address: adé\nE-mail address: ada@example\.com/);
      await terminal.type('Enter');
      await terminal.waitFor(/Password \(not shown\):/);
      await terminal.type('forgotten', 'C-u', secrets.password, 'x', 'BSpace', 'Enter');
      await terminal.waitFor(/Signed in as ada@example\.com until[\s\S]*ended: 0/);
      await expectPlain(terminal, line);
    });

    it('change-password says the rules before it asks, and again if one is not met', async () => {
      const line = await commandLine();
      await line.signIn();
      line.sandbox.faults.add({ kind: 'drop', when: 'after', match: { operation: 'changePassword' } });
      const terminal = await shell(line);
      await startPlain(terminal, 'change-password');
      await terminal.waitFor(/Current password \(not shown\):/);
      await terminal.type(secrets.password, 'Enter');
      await terminal.waitFor(/✗ At least 10[\s\S]*✗ Different.*\nNew password \(not shown\):/);
      await terminal.type('abc', 'Enter');
      await terminal.waitFor(/It does not meet every rule yet\.\n.*✗ At least 10[\s\S]*✓ Different.*\nNew/);
      await terminal.type(secrets.newPassword, 'Enter');
      await terminal.waitFor(/✓ Every rule is met\nNew password again/);
      await terminal.type(secrets.wrongPassword, 'Enter');
      await terminal.waitFor(/The two entries differ: type both again\.\n[\s\S]*New password \(/);
      await terminal.type(secrets.newPassword, 'Enter');
      await terminal.waitFor(/New password again[\s\S]*New password again/);
      await terminal.type(secrets.newPassword, 'Enter');
      await terminal.waitFor(/Find out now which password is valid\? \(Yes\/no\)/);
      await terminal.type('maybe', 'Enter');
      await terminal.waitFor(/Answer yes or no\.\nThe answer/);
      await terminal.type('Y', 'Enter');
      await terminal.waitFor(/The password was changed: the new one is valid\.\nended: 0/);
      await expectPlain(terminal, line);
    });

    it.each([['C-c'], ['C-d'], ['Escape']])('%s ends with 130 there too', async (key) => {
      const line = await commandLine();
      const terminal = await shell(line);
      await startPlain(terminal, `login --email ${account.email}`);
      await terminal.waitFor(/Password/);
      if (key !== 'C-d') await terminal.type(secrets.password);
      await terminal.type(key);
      await terminal.waitFor(/Interrupted\.[\s\S]*ended: 130/);
      expect(line.sandbox.requests.list()).toEqual([]);
      await expectPlain(terminal, line);
    });

    it('what was typed ahead stays on the screen, and is the answer', async () => {
      const line = await commandLine();
      const terminal = await shell(line);
      await terminal.type(`sleep 1; TERM=dumb $CLI login; echo "ended: $?"`, 'Enter', account.email, 'Enter');
      await terminal.waitFor(/Password \(not shown\):/);
      await terminal.type(secrets.password, 'Enter');
      await terminal.waitFor(/Signed in as[\s\S]*ended: 0/);
      await expectPlain(terminal, line);
    });
  });

  it('survives a narrow terminal, and one that is resized meanwhile', async () => {
    const line = await commandLine();
    await line.signIn();
    const terminal = await shell(line);
    await start(terminal, 'change-password');
    await terminal.waitFor(/Current password/);
    await terminal.resize(30, 12);
    await terminal.type(secrets.password, 'Enter');
    await terminal.waitFor(/✗ At least 10/);
    await terminal.type('É٣éééé');
    await terminal.waitFor(/\? At least 10/);
    await terminal.resize(90, 30);
    await terminal.type('BSpace', 'C-u', 'Enter');
    await terminal.waitFor(/It is empty/);
    await terminal.type(secrets.newPassword, 'Enter');
    await terminal.waitFor(/again/);
    await terminal.type('C-c');
    await terminal.waitFor(/ended: 130/);
    await expectSane(terminal, line);
  });
});

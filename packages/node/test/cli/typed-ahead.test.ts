import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { terminalProgramAvailable } from '../../../../tools/terminal-programs.ts';
import { rowsOf } from '../../cli/secrets/echoed-rows.ts';
import { createKeyboard } from '../../cli/secrets/keyboard.ts';
import { account, bin, type CommandLine, commandLine, secrets } from './command-line.ts';
import { startTerminal, type Terminal } from './terminal.ts';

// A terminal shows what is typed until the program takes it over. Here the program starts when the test says so, so that this is always before.

describe.runIf(terminalProgramAvailable('tmux'))('what is typed before it is asked for', () => {
  /** A terminal in which the command has yet to start, below a line that is not its own. */
  async function before(line: CommandLine, command: string, columns = 100): Promise<Terminal> {
    const terminal = await startTerminal(
      [
        'sh',
        '-c',
        `echo 'a line before'; until [ -e "$HOME/go" ]; do sleep 0.05; done; ${command}; echo "ended: $?"; stty -a > "$HOME/after"; cat`,
      ],
      { ...line.env, CLI: `${process.execPath} ${bin}` },
    );
    await terminal.waitFor(/a line before/);
    if (columns !== 100) await terminal.resize(columns, 30);
    return terminal;
  }
  const go = ({ home }: CommandLine): Promise<void> => writeFile(join(home, 'go'), '');
  const login = `$CLI login --email ${account.email}`;

  /** The screen of a login that worked, with what stood there before and nothing of the password. */
  function expectClean(screen: string, password: string = account.password): void {
    expect(screen).toMatch(/^\n?a line before\n/);
    for (const part of [password.slice(0, 6), password.slice(-6)]) expect(screen).not.toContain(part);
  }

  it.each([
    ['with Enter', ['Enter'], []],
    ['without', [], ['Enter']],
    ['in part', [], ['x', 'BSpace', 'Enter']],
  ])('is the password, and stays on no screen: %s', async (_, first, then) => {
    const line = await commandLine();
    const terminal = await before(line, login);
    await terminal.type(account.password, ...first);
    await terminal.waitFor(/Correct-Horse-9/); // as any terminal shows it
    await go(line);
    await terminal.waitFor(/Password \(not shown\):/);
    await terminal.type(...then);
    expectClean(await terminal.waitFor(/Signed in as[\s\S]*ended: 0/));
  });

  it('goes away from every row that it took', async () => {
    const password = `Aa1${'é漢字🔑x'.repeat(30)}`;
    const line = await commandLine({ accounts: [{ email: account.email, password }] });
    const terminal = await before(line, login, 40);
    await terminal.paste(password);
    await terminal.type('Enter');
    await terminal.waitFor(/Aa1/);
    await go(line);
    const screen = await terminal.waitFor(/Signed in as[\s\S]*ended: 0/);
    expect(screen).toMatch(/^\n?a line before\nPassword \(not shown\):/);
    expect(screen).not.toMatch(/漢|🔑/);
  });

  it('answers one question a line: typed at once, or pasted', async () => {
    for (const enter of ['type', 'paste'] as const) {
      const line = await commandLine();
      const terminal = await before(line, '$CLI login');
      if (enter === 'paste') await terminal.paste(`${account.email}\n${account.password}\n`);
      else await terminal.type(account.email, 'Enter', account.password, 'Enter');
      await terminal.waitFor(/Correct-Horse-9/);
      await go(line);
      const screen = await terminal.waitFor(/Signed in as[\s\S]*ended: 0/);
      expectClean(screen);
      expect(screen).toContain(`E-mail address: ${account.email}`);
    }
  });

  it('is every password of a change, and none of them is shown', async () => {
    const line = await commandLine();
    await line.signIn();
    const terminal = await before(line, '$CLI change-password');
    await terminal.paste(`${account.password}\n${secrets.newPassword}\n${secrets.newPassword}\n`);
    await go(line);
    const screen = await terminal.waitFor(/was changed\.\n[\s\S]*ended: 0/);
    expectClean(screen);
    expectClean(screen, secrets.newPassword);
  });

  it('is pasted in one piece at the first question', async () => {
    const line = await commandLine();
    const terminal = await before(line, '$CLI login');
    await go(line);
    await terminal.waitFor(/E-mail address: /);
    await terminal.paste(`${account.email}\n${account.password}\n`);
    expectClean(await terminal.waitFor(/Signed in as[\s\S]*ended: 0/));
    expect(await terminal.everything()).not.toContain(account.password.slice(0, 6));
  });

  it('is not shown while the service is waited for either', async () => {
    const line = await commandLine();
    line.sandbox.faults.add({ kind: 'delay', replyLatency: 4000, match: { operation: 'login' } });
    const terminal = await before(line, login);
    await go(line);
    await terminal.waitFor(/Password \(not shown\):/);
    await terminal.type(account.password, 'Enter');
    await terminal.waitFor(/Waiting for the service/);
    await terminal.type(account.password, 'Enter'); // by who thinks that it was not taken
    expectClean(await terminal.waitFor(/Signed in as[\s\S]*ended: 0/));
    expect(await terminal.everything()).not.toContain(account.password.slice(0, 6));
  });

  it('leaves a terminal that shows what is typed', async () => {
    const line = await commandLine();
    const terminal = await before(line, login);
    await terminal.type(account.password, 'Enter');
    await go(line);
    await terminal.waitFor(/ended: 0/);
    const mark = randomUUID();
    await terminal.type(mark, 'Enter');
    await terminal.waitFor(new RegExp(`${mark}\\n${mark}`)); // by the terminal, and by cat
  });
});

describe('a keyboard that is held', () => {
  /** A terminal of which each part is what one event of typing gives. */
  function held() {
    const stdin = Object.assign(new PassThrough(), {
      raw: false,
      setRawMode: (raw: boolean) => {
        stdin.raw = raw;
      },
    });
    let written = '';
    const output = { columns: 80, write: (text: string) => (written += text) };
    const signals: string[] = [];
    const keyboard = createKeyboard(stdin as never, output as never, (name) => signals.push(name), false);
    const line = (keys: Readable): Promise<string> =>
      new Promise((resolve) => keys.once('data', (bytes) => resolve(String(bytes))));
    return { stdin, keyboard, line, written: () => written, signals };
  }
  const round = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

  it('ends the program with Ctrl-C while nothing is asked, and only then', async () => {
    const { stdin, keyboard, line, signals } = held();
    using _ = keyboard.hold();
    await round();
    stdin.write('abc');
    stdin.write('\u0003');
    await round();
    expect(signals).toEqual(['SIGINT']);
    const answer = keyboard.ask(line);
    expect(await answer).toBe('abc');
    const asked = keyboard.ask(line);
    await round();
    stdin.write('\u0003');
    expect(await asked).toBe('\u0003'); // the question ends itself
    expect(signals).toEqual(['SIGINT']);
  });

  it('ends the program with Ctrl-C behind an answer too', async () => {
    const { stdin, keyboard, line, signals } = held();
    using _ = keyboard.hold();
    await round();
    const answer = keyboard.ask(line);
    await round();
    stdin.write('one\r\u0003');
    expect(await answer).toBe('one\r');
    expect(signals).toEqual(['SIGINT']);
  });

  it('takes no bytes that are not UTF-8', async () => {
    const { stdin, keyboard, line } = held();
    using _ = keyboard.hold();
    await round();
    const answer = keyboard.ask(line);
    await round();
    stdin.write(Buffer.from('N3w-Secret-ä\r', 'latin1'));
    await expect(answer).rejects.toMatchObject({ message: 'What was typed is not UTF-8.' });
  });

  it('keeps what comes between two questions, and takes away only what the terminal showed', async () => {
    const { stdin, keyboard, line, written } = held();
    stdin.pause();
    stdin.write('one\ntwo\nthr');
    const holder = keyboard.hold();
    expect(stdin.raw).toBe(true);
    expect(await keyboard.ask(line)).toBe('one\r');
    expect(written()).toBe('\u001b[2A\r\u001b[J');
    stdin.write('ee\n');
    await round();
    expect(await keyboard.ask(line)).toBe('two\r');
    expect(await keyboard.ask(line)).toBe('three\r');
    expect(written()).toBe('\u001b[2A\r\u001b[J');
    holder[Symbol.dispose]();
    expect(stdin.raw).toBe(false);
    expect(stdin.isPaused()).toBe(true);
  });

  it('ends the program when its input ends, whether or not something is asked', async () => {
    for (const asking of [true, false]) {
      const { stdin, keyboard, line, signals } = held();
      using _ = keyboard.hold();
      if (asking) void keyboard.ask(line);
      await round();
      stdin.end();
      await expect.poll(() => signals).toEqual(['SIGHUP']);
    }
  });

  it('is given back when the last of those who hold it lets go', () => {
    const { stdin, keyboard } = held();
    const one = keyboard.hold();
    const two = keyboard.hold();
    one[Symbol.dispose]();
    expect(stdin.raw).toBe(true);
    two[Symbol.dispose]();
    expect(stdin.raw).toBe(false);
  });
});

describe('the rows that a terminal showed what was typed in', () => {
  it.each([
    ['', 80, 1],
    ['x'.repeat(80), 80, 1],
    ['x'.repeat(81), 80, 2],
    ['one\ntwo', 80, 2],
    ['one\ntwo\n', 80, 3],
    [`${'x'.repeat(81)}\n`, 80, 3],
    ['\t'.repeat(10), 80, 1],
    ['\t'.repeat(11), 80, 2],
    ['漢'.repeat(41), 80, 2],
    ['e\u0301'.repeat(80), 80, 1],
    ['\u001b'.repeat(41), 80, 2],
  ])('%j in %d columns: %d', (typed, columns, rows) => {
    expect(rowsOf(typed, columns)).toBe(rows);
  });
});

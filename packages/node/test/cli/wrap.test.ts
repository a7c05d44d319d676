import { describe, expect, it } from 'vitest';
import { terminalProgramAvailable } from '../../../../tools/terminal-programs.ts';
import { settleColumns, wrapFor } from '../../cli/wrap.ts';
import { bin, commandLine } from './command-line.ts';
import { startTerminal } from './terminal.ts';

const screen = (columns: number) => ({ isTTY: true, columns });

describe('a line', () => {
  it.each([
    [20, 'short', 'short'],
    [10, 'one two three', 'one two\nthree'],
    [10, '  one two three', '  one two\n  three'],
    [7, 'one two three', 'one two\nthree'],
    [5, 'https://example.com/x is long', 'https://example.com/x\nis\nlong'],
    [12, 'a    b  ccccccccc', 'a    b\nccccccccc'],
    [7, '\u001b[31mred\u001b[39m two six', '\u001b[31mred\u001b[39m two\nsix'],
    [8, '会社 部署 名', '会社\n部署 名'],
    [9, 'cafe\u0301 ole\u0301', 'cafe\u0301 ole\u0301'],
    [4, '', ''],
    [4, '     ', '     '],
  ])('of %d columns: %j', (columns, line, wanted) => {
    expect(wrapFor(screen(columns), line)).toBe(wanted);
  });

  it('is left as it is where there is no terminal', () => {
    expect(wrapFor({ isTTY: false, columns: 3 }, 'one two three')).toBe('one two three');
  });

  it.each([[0], [Number.NaN], [-1]])('of a terminal that says %d columns has 80', (columns) => {
    const terminal = screen(columns);
    settleColumns(terminal);
    expect(terminal.columns).toBe(80);
    const narrow = screen(30);
    settleColumns(narrow);
    expect(narrow.columns).toBe(30);
  });
});

describe.runIf(terminalProgramAvailable('tmux'))('in a terminal', () => {
  it.each([
    ['--help', /^Signs in to turboSMTP, keeps the API key safely,/m],
    ['status', /^No account is signed in with profile default\.$/m],
    ['login', /^E-mail address: /m],
  ])('of no columns, words stay words: %s', async (args, shown) => {
    const line = await commandLine();
    const env = { ...line.env, CLI: `${process.execPath} ${bin}`, PS1: '> ' };
    const terminal = await startTerminal(['sh'], env);
    await terminal.type(`stty cols 0; clear; $CLI ${args}`, 'Enter');
    await terminal.waitFor(shown);
  });

  it('that is narrow, lines are broken between words', async () => {
    const line = await commandLine();
    const terminal = await startTerminal(['sh'], {
      ...line.env,
      CLI: `${process.execPath} ${bin}`,
      PS1: '> ',
    });
    await terminal.resize(40, 40);
    await terminal.type('clear; $CLI key; echo "ended: $?"', 'Enter');
    await terminal.waitFor(
      /error: There is no API key\. Log in, and\ntry again\.\n {2}Next: turbosmtp-auth login\nended: 3/,
    );
  });
});

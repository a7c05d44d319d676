import { describe, expect, it } from 'vitest';
import { terminalProgramAvailable } from '../../../../tools/terminal-programs.ts';
import { commands } from '../../cli/commands.ts';
import { account, bin, type CommandLine, commandLine, secrets } from './command-line.ts';
import { startTerminal } from './terminal.ts';

/** What is typed after the name of the program, what is answered to which question, and what is shown in the end. */
interface Scene {
  /** `PAIR` stands for the key of the newest pair. */
  readonly typed: string;
  readonly answers?: readonly (readonly [
    question: RegExp,
    answer: string | ((line: CommandLine) => string),
  ])[];
  readonly shows: RegExp;
  readonly code?: number;
}

const newest = ({ sandbox }: CommandLine): string => sandbox.consumers.list().at(-1)?.key ?? '';
const token = ({ sandbox }: CommandLine): string => sandbox.outbox.list()[0]?.token ?? '';
const SECRET = 'f'.repeat(40);

/** A day of work, in which every command is used. */
const day: readonly Scene[] = [
  { typed: 'init', shows: /TURBOSMTP_AUTH_STORE_KEY_FILE/ },
  { typed: 'doctor', shows: /No problems found\./ },
  {
    typed: 'login',
    answers: [
      [/E-mail address:/, account.email],
      [/Password \(not shown\):/, secrets.password],
    ],
    shows: /Signed in as ada@example\.com/,
  },
  { typed: 'status', shows: /Signed in as ada@example\.com/ },
  { typed: 'key', shows: /--reveal/, code: 2 },
  { typed: 'api /analytics', shows: /"count": 0/ },
  { typed: 'exec -- sh -c \'printf %s "$TURBOSMTP_AUTH_KEY" | wc -c\'', shows: /^\s*\d\d+$/m },
  { typed: 'consumer-keys create --permission SEND_API --label shop --save', shows: /saved/ },
  { typed: 'consumer-keys list', shows: /shop/ },
  { typed: 'consumer-keys rotate', shows: /The previous pair, \w+, was deleted\./ },
  {
    typed: 'consumer-keys save PAIR --permissions SEND_API --replace',
    answers: [[/Secret \(not shown\):/, SECRET]],
    shows: /The service refuses this pair, so it was not saved\./,
    code: 4,
  },
  { typed: 'consumer-keys delete PAIR', shows: /deleted|removed/i },
  { typed: 'profiles use staging', shows: /staging/ },
  { typed: 'profiles list', shows: /staging/ },
  { typed: 'profiles use default', shows: /default/ },
  {
    typed: 'change-password',
    answers: [
      [/Current password \(not shown\):/, secrets.password],
      [/New password/, secrets.newPassword],
      [/New password again/, secrets.newPassword],
    ],
    shows: /The password of ada@example\.com was changed\./,
  },
  { typed: `forgot-password --email ${account.email}`, shows: /is on its way/ },
  {
    typed: 'reset-password',
    answers: [
      [/Reset token \(not shown\):/, token],
      [/New password/, secrets.password],
      [/again/, secrets.password],
    ],
    shows: /The password was reset\./,
  },
  { typed: 'completion bash > "$HOME/completion"', shows: /^/ },
  { typed: 'logout', shows: /Signed out/ },
];

const names = commands.flatMap(({ name, commands: below }) =>
  below ? below.map((each) => `${name} ${each.name}`) : [name],
);

describe.runIf(terminalProgramAvailable('tmux'))('a day at a terminal', () => {
  it('has every command', () => {
    const unused = names.filter((name) => !day.some(({ typed }) => `${typed} `.startsWith(`${name} `)));
    expect(unused).toEqual([]);
  });

  it('goes well, asks what it must, and leaves no secret on the screen', async () => {
    const line = await commandLine();
    const terminal = await startTerminal(['sh'], {
      ...line.env,
      CLI: `${process.execPath} ${bin}`,
      PS1: '> ',
    });
    for (const [at, { typed, answers = [], shows, code = 0 }] of day.entries()) {
      const text = typed.replace('PAIR', newest(line));
      await terminal.type(`clear; $CLI ${text}; echo "ended ${at}: $?"`, 'Enter');
      for (const [question, answer] of answers) {
        await terminal.waitFor(question);
        await terminal.type(typeof answer === 'string' ? answer : answer(line), 'Enter');
      }
      const screen = await terminal.waitFor(new RegExp(`^ended ${at}: \\d+$`, 'm'));
      const shown = screen.split(`ended ${at - 1}: `).at(-1);
      expect(screen, text).toMatch(new RegExp(`^ended ${at}: ${code}$`, 'm'));
      expect(shown, text).toMatch(shows);
    }
    const everything = await terminal.everything();
    for (const secret of [...Object.values(secrets), SECRET]) expect(everything).not.toContain(secret);
  });
});

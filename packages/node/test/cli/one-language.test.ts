import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { terminalProgramAvailable } from '../../../../tools/terminal-programs.ts';
import { commands } from '../../cli/commands.ts';
import {
  account,
  bin,
  type CommandLine,
  commandLine,
  type Given,
  type Run,
  secrets,
} from './command-line.ts';
import { startTerminal } from './terminal.ts';

// Every command is run to each kind of end in two locales. What it prints must be the same text in both.

type Locale = Readonly<Record<string, string>>;

const usual: Locale = { LANG: 'C.UTF-8' };

/** Every way to ask for a language, of which the library has the texts. */
const italian: Locale = {
  LC_ALL: 'it_IT.UTF-8',
  LC_MESSAGES: 'it_IT.UTF-8',
  LANG: 'it_IT.UTF-8',
  LANGUAGE: 'it',
};

/** A language with digits of its own. */
const arabic: Locale = { LC_ALL: 'ar_EG.UTF-8', LANG: 'ar_EG.UTF-8' };

/** A line to type, and how it ends. */
type Step = readonly [args: string, code: number, given?: (line: CommandLine) => Given];

const input =
  (...lines: readonly string[]): NonNullable<Step[2]> =>
  () => ({ input: lines });
const env =
  (more: NonNullable<Given['env']>, lines: readonly string[] = [account.password]): NonNullable<Step[2]> =>
  () => ({ env: more, input: lines });

/** With a fault of the service. */
const fault =
  (...[added]: Parameters<CommandLine['sandbox']['faults']['add']>): NonNullable<Step[2]> =>
  (line) => {
    line.sandbox.faults.add(added);
    return { input: [account.password] };
  };

const login = `login --email ${account.email}`;
/** Stands for the key of the newest pair. */
const PAIR = '<pair>';

const token = ({ sandbox }: CommandLine): string => sandbox.outbox.list()[0]?.token ?? '';

/** Of every command that runs, in the order in which they can run. */
const steps: readonly Step[] = [
  ['', 0],
  ['nonsense', 2],
  ['login --nonsense', 2],
  ['login --password x', 2],
  ['exec true', 2],
  ['status', 3],
  ['status --timeout soon', 2],
  ['status --profile ../x', 2],
  ['status --base-url http://example.com', 2],
  ['status', 6, env({ TURBOSMTP_AUTH_STORE_KEY: undefined, HOME: undefined, LOCALAPPDATA: undefined })],
  ['status', 2, env({ TURBOSMTP_AUTH_STORE_KEY: 'short' })],
  ['status', 2, env({ TURBOSMTP_AUTH_STORE_KEY: '' })],
  ['key', 3],
  ['exec -- true', 3],
  ['exec --consumer --ephemeral -- true', 2],
  ['exec --consumer -- true', 2],
  ['api /analytics', 3],
  ['change-password', 3],
  ['change-password --email x@example.com', 2],
  ['logout', 0],
  ['consumer-keys', 0],
  ['consumer-keys list', 3],
  ['consumer-keys create', 2],
  ['consumer-keys rotate', 3],
  ['consumer-keys delete 0123', 3],
  ['consumer-keys save 0123', 2],
  ['profiles use ../x', 2],
  ['profiles list', 0],
  [login, 2],
  [login, 6, env({ TURBOSMTP_AUTH_STORE_KEY: undefined })],
  [login, 4, input(secrets.wrongPassword)],
  [login, 5, env({ TURBOSMTP_BASE_URL: 'http://127.0.0.1:1/api/v2' })],
  [login, 5, fault({ kind: 'html', status: 503, match: { operation: 'login' }, times: 3 })],
  [login, 5, fault({ kind: 'html', status: 403, match: { operation: 'login' } })],
  [login, 4, fault({ kind: 'code', match: { operation: 'login' } })],
  [login, 7, fault({ kind: 'drop', when: 'after', match: { operation: 'login' } })],
  ['forgot-password', 2],
  ['forgot-password --email nobody@example.com', 4],
  [`forgot-password --email ${account.email}`, 0],
  ['reset-password', 2],
  ['reset-password', 4, input('0123', secrets.newPassword)],
  ['reset-password', 2, input('0123', 'weak')],
  ['reset-password', 0, (line) => ({ input: [token(line), account.password] })],
  [login, 0, input(account.password)],
  ['status', 0],
  ['key', 2],
  ['key --reveal', 0],
  ['exec -- true', 0],
  ['exec -- no-such-program', 127],
  ['api /analytics', 0],
  ['api /analytics', 4, fault({ kind: 'code' })],
  ['api https://example.com/', 2],
  ['api /mail/send --input - --consumer', 2],
  ['change-password', 2],
  ['change-password', 2, input(account.password, 'weak')],
  ['change-password', 4, input(secrets.wrongPassword, secrets.newPassword)],
  [
    'change-password',
    7,
    (line) => {
      line.sandbox.faults.add({ kind: 'drop', when: 'after', match: { operation: 'changePassword' } });
      return { input: [account.password, secrets.newPassword] };
    },
  ],
  ['change-password --settle', 0, input(account.password, secrets.newPassword)],
  ['change-password', 0, input(secrets.newPassword, account.password)],
  ['change-password --settle', 4, input(account.password, secrets.newPassword)],
  ['consumer-keys list', 0],
  ['consumer-keys create --permission SEND_SMTP', 2],
  ['consumer-keys create --permission SEND_SMTP --label shop --save', 0],
  ['consumer-keys create --permission SEND_SMTP --save', 2],
  ['consumer-keys list', 0],
  ['consumer-keys save 0123', 2],
  ['consumer-keys save 0123 --replace', 4, input('secret')],
  ['consumer-keys save 0123 --replace --permissions SEND_SMTP', 0, input('secret')],
  ['consumer-keys create --permission APIS --save --replace', 0],
  ['consumer-keys rotate --permissions nothing', 2],
  ['consumer-keys rotate', 0],
  ['consumer-keys delete <pair>', 0],
  ['consumer-keys delete 0123', 4],
  ['doctor', 0],
  ['doctor', 8, env({ TURBOSMTP_BASE_URL: 'http://127.0.0.1:1/api/v2' })],
  ['doctor', 8, env({ TURBOSMTP_AUTH_STORE_KEY: 'short', HTTPS_PROXY: 'socks5://proxy.test' })],
  ['profiles use staging', 0],
  ['profiles use staging --here', 0],
  ['profiles list', 0],
  ['init', 0],
  ['init', 2],
  ['completion bash', 0],
  ['completion csh', 2],
  ['logout --profile default', 0],
  [
    `${login} --profile default`,
    5,
    fault({ kind: 'reply', status: 429, headers: { 'retry-after': '3600' }, times: 'always' }),
  ],
];

const runnable = commands.flatMap(({ name, commands: below }) =>
  below ? below.map((each) => `${name} ${each.name}`) : [name],
);

/** What differs from run to run, in the same words in every language. */
const settle = (printed: string, { server, home }: CommandLine): string =>
  printed
    .replaceAll(server.baseUrl, '<base>')
    .replaceAll(new URL(server.baseUrl).host, '<host>')
    .replaceAll(home, '<home>')
    .replace(/\b[\da-f]{20,}\b/g, '<key>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<instant>')
    .replace(/^(. clock +).*$/m, '$1<clock>') // how long an answer took counts
    .replace(/^Reading .*…\n/m, '') // after half a second, which a busy machine may take
    .replace(/\b\d\d:\d\d(:\d\d)?(?![\d ]*[AP]M)/g, '<time>')
    .replace(/\b\d+ (?:ms|min)\b/g, '<span>')
    .replace(/\b\d+ h\b/g, '<span>')
    .replace(/\d{4}-\d\d-\d\d/g, '<day>');

/** Runs a line in a process of its own, which has a locale of its own as well, or in a thread of this one, which starts sooner. */
async function runIn(
  place: 'process' | 'thread',
  line: CommandLine,
  args: string[],
  given: Given,
): Promise<Run> {
  if (place === 'thread') return line.run(args, { ...given, reveals: true });
  const child = line.start(args, given);
  child.stdin.on('error', () => undefined); // it reads nothing if it refuses at once
  child.stdin.end([given.input ?? ''].flat().join('\n'));
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number]>, // as documented
  ]);
  return { code, out, err };
}

/** One text for each step: the line, and what it printed. */
async function play(locale: Locale, lines: readonly Step[], place: 'process' | 'thread'): Promise<string[]> {
  const line = await commandLine();
  const told: string[] = [];
  const unexpected: string[] = [];
  let pair = '';
  for (const [typed, code, given] of lines) {
    pair = line.sandbox.consumers.list().at(-1)?.key ?? pair;
    const args = typed.replace(PAIR, pair).split(' ').filter(Boolean);
    const { input = '', env: more } = given?.(line) ?? {};
    const ended = await runIn(place, line, args, { input, env: { ...locale, ...more } });
    if (ended.code !== code) unexpected.push(`${typed} ended with ${ended.code}:\n${ended.out}${ended.err}`);
    line.sandbox.faults.clear();
    told.push(settle(`$ ${typed}\n${ended.out}${ended.err}`, line));
  }
  expect(unexpected).toEqual([]);
  return told;
}

/** Milliseconds for some hundred processes beside other work; it only stops a hang. */
const PATIENCE = 300_000;

describe('the command line speaks one language', () => {
  it('is asked for every command, for one that ends well and one that does not', () => {
    for (const words of runnable) {
      const ends = steps
        .filter(([typed]) => `${typed} `.startsWith(`${words} `))
        .map(([, code]) => code === 0);
      expect(new Set(ends).size, words).toBe(/^(?:logout|profiles list)$/.test(words) ? 1 : 2);
    }
  });

  it(
    'in every locale: results, failures, hints and help',
    async () => {
      const help: Step[] = ['', ...runnable, 'consumer-keys', 'profiles'].map((words) => [
        `${words} --help`,
        0,
      ]);
      const all = [...help, ...steps];
      const [english, other] = await Promise.all([play(usual, all, 'thread'), play(italian, all, 'thread')]);
      expect(other).toEqual(english);
    },
    PATIENCE,
  );

  it(
    'also where digits and clocks are written otherwise',
    async () => {
      const some: Step[] = [
        [login, 0, input(account.password)],
        ['status', 0],
        ['key', 2],
        [
          login,
          5,
          fault({ kind: 'reply', status: 429, headers: { 'retry-after': '3600' }, times: 'always' }),
        ],
      ];
      const [english, other] = await Promise.all([
        play(usual, some, 'process'),
        play(arabic, some, 'process'),
      ]);
      expect(other).toEqual(english);
      expect(english[1]).toContain('until <time> (in <span> <span>)');
    },
    PATIENCE,
  );

  it.runIf(terminalProgramAvailable('tmux'))('prompts, the checklist and the line of progress', async () => {
    const screens = async (locale: Locale): Promise<string[]> => {
      const line = await commandLine();
      const seen: string[] = [];
      const env = { ...line.env, ...locale };
      const reached = async (terminal: { waitFor(pattern: RegExp): Promise<string> }, pattern: RegExp) =>
        seen.push(settle(await terminal.waitFor(pattern), line).trim());
      const login = await startTerminal(['sh', '-c', `${process.execPath} ${bin} login; cat`], env);
      await reached(login, /E-mail address: /);
      await login.type('Enter');
      await reached(login, /address: .*\. *$/m);
      await login.type(account.email, 'Enter');
      await reached(login, /\(.*\):/);
      line.sandbox.faults.add({ kind: 'delay', replyLatency: 3_000, match: { operation: 'login' } });
      await login.type(account.password, 'Enter');
      await reached(login, /…/);
      await reached(login, /until/);
      const change = await startTerminal(
        ['sh', '-c', `${process.execPath} ${bin} change-password; cat`],
        env,
      );
      await change.waitFor(/\(.*\):/);
      await change.type(account.password, 'Enter');
      await reached(change, /✗[\s\S]*✗[\s\S]*✗[\s\S]*✗[\s\S]*✗/);
      await change.type('É٣é', 'Enter');
      await reached(change, /shown\): .*\. *\n[\s\S]*\?[\s\S]*✓/);
      await change.type('C-c');
      await reached(change, /Interrupted/);
      return seen;
    };
    const [english, other] = await Promise.all([screens(usual), screens(italian)]);
    expect(other).toEqual(english);
  });
});

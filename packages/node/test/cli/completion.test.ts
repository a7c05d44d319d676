import { execFileSync } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { terminalProgramAvailable, terminalProgramExecutable } from '../../../../tools/terminal-programs.ts';
import { commands } from '../../cli/commands.ts';
import { scripts } from '../../cli/completion/scripts.ts';
import { scratchDirectory } from '../scratch-directory.ts';
import { bin, commandLine } from './command-line.ts';
import { startTerminal } from './terminal.ts';

const shells = ['bash', 'zsh', 'fish'] as const;

/** The lines that a shell offers at the end of a command line. */
type Complete = (line: string) => string[];

const scriptOf = (shell: string): string => scripts[shell]?.(commands) ?? '';

/** Asks a real shell, which has loaded the script, without a terminal. */
const ask: Readonly<Record<'bash' | 'fish', Complete>> = {
  bash: (line) => {
    // As bash cuts a line into words, where `=` is one of its own.
    const words = line.split(/ |(?==)|(?<==)/);
    const code = `${scriptOf('bash')}
      COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
      _turbosmtp_auth; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return linesOf(
      execFileSync(terminalProgramExecutable('bash') ?? '', ['--norc', '-c', code], { encoding: 'utf8' }),
    );
  },
  fish: (line) => {
    const code = `${scriptOf('fish')}\ncomplete -C '${line}'`;
    const env = { PATH: process.env['PATH'], HOME: '/nonexistent', TERM: 'dumb' };
    const offered = linesOf(
      execFileSync(terminalProgramExecutable('fish') ?? '', ['--no-config', '-c', code], {
        encoding: 'utf8',
        env,
      }),
    );
    return offered.map((each) => each.split('\t')[0] ?? '');
  },
};

const linesOf = (text: string): string[] => text.split('\n').filter(Boolean).sort();

const globals = ['--base-url', '--help', '--json', '--profile', '--timeout'];
const names = commands.flatMap(({ name, alias }) => (alias === undefined ? [name] : [name, alias]));

describe.each(['bash', 'fish'] as const)('completion in %s', (shell) => {
  describe.runIf(terminalProgramAvailable(shell))('asked directly', () => {
    const complete = ask[shell];
    it.each<[string, string[]]>([
      ['turbosmtp-auth ', [...names, 'help']],
      ['turbosmtp-auth lo', ['login', 'logout']],
      ['turbosmtp-auth login --', [...globals, '--email', '--no-expire']],
      ['turbosmtp-auth login --em', ['--email']],
      ['turbosmtp-auth --profile x lo', ['login', 'logout']],
      ['turbosmtp-auth --profile=x lo', ['login', 'logout']],
      ['turbosmtp-auth --profile login consumer-keys ', ['create', 'delete', 'list', 'rotate', 'save']],
      ['turbosmtp-auth consumer-keys ', ['create', 'delete', 'list', 'rotate', 'save']],
      ['turbosmtp-auth consumer-keys --json cr', ['create']],
      ['turbosmtp-auth consumer-keys create --permission ', ['APIS', 'SEND_API', 'SEND_SMTP']],
      ['turbosmtp-auth consumer-keys create --permission SEND_S', ['SEND_SMTP']],
      ['turbosmtp-auth completion ', ['bash', 'fish', 'zsh']],
      ['turbosmtp-auth help ', names],
      ['turbosmtp-auth help consumer-keys ', ['create', 'delete', 'list', 'rotate', 'save']],
      ['turbosmtp-auth help login ', []],
    ])('%s', (line, offered) => {
      expect(complete(line)).toEqual([...offered].sort());
    });

    it('offers the values of --option=value, and nothing for a value that it cannot know', () => {
      const offered = complete('turbosmtp-auth consumer-keys create --permission=SEND_A');
      expect(offered.map((each) => each.replace(/^--permission=/, ''))).toEqual(['SEND_API']);
      expect(complete('turbosmtp-auth login --email ')).toEqual([]);
    });
  });
});

describe.runIf(terminalProgramAvailable('tmux'))('completion in a terminal', () => {
  const prompts: Readonly<Record<(typeof shells)[number], readonly string[]>> = {
    bash: ['--norc', '-i'],
    zsh: ['-f', '-i'],
    fish: ['--no-config', '-i'],
  };

  it.runIf(terminalProgramAvailable('zsh'))('zsh offers commands, options and values', async () => {
    const terminal = await startShell('zsh');
    await terminal.type(
      'autoload -U compinit && compinit -u && eval "$(turbosmtp-auth completion zsh)"; echo re\'\'ady',
      'Enter',
    );
    await terminal.waitFor(/^ready/m);
    const offered = async (line: string, pattern: RegExp): Promise<void> => {
      await terminal.type(line, 'Tab');
      await terminal.waitFor(pattern);
      await terminal.type('C-u', 'C-l');
    };
    await offered('turbosmtp-auth log', /login\s+-- Sign in and keep the API key\s+logout\s+-- Sign out/);
    await offered('turbosmtp-auth login --n', /turbosmtp-auth login --no-expire/);
    await offered('turbosmtp-auth --profile login consumer-keys ', /create\s+-- Create a consumer pair/);
    await offered('turbosmtp-auth consumer-keys create --permission SEND_', /SEND_API\s+SEND_SMTP/);
    await offered('turbosmtp-auth consumer-keys create --permission=SEND_S', /--permission=SEND_SMTP/);
    await offered('turbosmtp-auth completion f', /turbosmtp-auth completion fish/);
  });

  it.each(['bash', 'fish'] as const)('%s completes on the Tab key', async (shell) => {
    if (!terminalProgramAvailable(shell)) return;
    const terminal = await startShell(shell);
    const load =
      shell === 'fish'
        ? 'turbosmtp-auth completion fish | source'
        : 'eval "$(turbosmtp-auth completion bash)"';
    await terminal.type(`${load}; echo re''ady`, 'Enter');
    await terminal.waitFor(/^ready/m);
    await terminal.type('turbosmtp-auth consumer-keys cr', 'Tab');
    await terminal.waitFor(/turbosmtp-auth consumer-keys create/);
    await terminal.type('--perm', 'Tab');
    await terminal.waitFor(/create --permission/);
  });

  async function startShell(shell: (typeof shells)[number]): ReturnType<typeof startTerminal> {
    const line = await commandLine();
    const directory = join(await scratchDirectory(), 'bin');
    await mkdir(directory);
    await symlink(bin, join(directory, 'turbosmtp-auth'));
    const path = [directory, dirname(process.execPath), process.env['PATH']].join(delimiter);
    return startTerminal([shell, ...prompts[shell]], { ...line.env, PATH: path });
  }
});

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { scratchDirectory } from '../scratch-directory.ts';

/** A real terminal, as tmux emulates it, in which a program runs. */
export interface Terminal {
  /** Presses keys: text as it stands, and names such as `Enter`, `C-c` or `BSpace`. */
  type(...keys: string[]): Promise<void>;
  /** Gives it a text all at once. */
  paste(text: string): Promise<void>;
  /** What is on the screen. */
  screen(): Promise<string>;
  /** Every byte that was ever written to it. */
  everything(): Promise<string>;
  /** Waits until the screen shows this, and answers the screen. */
  waitFor(pattern: RegExp): Promise<string>;
  /** Whether the cursor is shown. */
  cursor(): Promise<boolean>;
  resize(columns: number, rows: number): Promise<void>;
  /** Closes it, as a window is closed or a connection breaks. */
  close(): Promise<void>;
}

const run = promisify(execFile);

/** Milliseconds; the program has to start on a busy machine. */
const PATIENCE = 30_000;

/** Starts a program in a terminal of its own, which ends with the test. */
export async function startTerminal(
  command: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Terminal> {
  const directory = await scratchDirectory();
  const socket = join(directory, 'tmux');
  const log = join(directory, 'log');
  // `env -i` on both sides: neither the server nor the program inherits what the tests run with.
  const variables = Object.entries({ TERM: 'screen-256color', ...env }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  const tmux = async (...args: string[]): Promise<string> =>
    (
      await run('tmux', ['-S', socket, '-f', '/dev/null', ...args], {
        env: { PATH: process.env['PATH'], LANG: 'C.UTF-8' },
      })
    ).stdout;
  onTestFinished(async () => void (await tmux('kill-server').catch(() => undefined)));

  await tmux(
    'new-session',
    '-d',
    '-x',
    '100',
    '-y',
    '40',
    'env',
    '-i',
    'sh',
    '-c',
    'read go; exec "$@"',
    '-',
    'env',
    '-i',
    ...variables,
    ...command,
  );
  await tmux('pipe-pane', '-o', `cat > '${log}'`);
  await tmux('send-keys', 'Enter'); // only now, so that nothing is missing in the log

  const screen = (): Promise<string> => tmux('capture-pane', '-p', '-S', '-');
  return {
    type: async (...keys) => {
      for (const key of keys) {
        const named = /^(?:Enter|Escape|BSpace|Tab|[CM]-.)$/.test(key);
        await tmux('send-keys', ...(named ? [key] : ['-l', '--', key]));
      }
    },
    paste: async (text) => {
      await tmux('set-buffer', '--', text);
      await tmux('paste-buffer');
    },
    screen,
    everything: () => readFile(log, 'utf8'),
    waitFor: async (pattern) => {
      const end = Date.now() + PATIENCE;
      for (;;) {
        const text = await screen();
        if (pattern.test(text)) return text;
        if (Date.now() > end) throw new Error(`The screen never showed ${pattern}:\n${text}`);
        await sleep(50);
      }
    },
    cursor: async () => (await tmux('display-message', '-p', '#{cursor_flag}')).trim() === '1',
    close: async () => void (await tmux('kill-server')),
    resize: async (columns, rows) =>
      void (await tmux('resize-window', '-x', String(columns), '-y', String(rows))),
  };
}

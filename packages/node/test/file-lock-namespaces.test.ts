import { execFileSync, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { leastTime } from '../../../tools/time-given.ts';
import { scratchDirectory } from './scratch-directory.ts';

// Processes in pid namespaces of their own that see the `/proc` of another one, as `unshare --pid --fork` and some container
// runtimes leave it: the ids that it lists are not those that these processes call each other by.

const canUnshare = ((): boolean => {
  try {
    execFileSync('unshare', ['--pid', '--fork', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
if (!canUnshare) console.warn('SKIPPED: locks among pid namespaces: this process may not make any');

const code = `
  import { appendFileSync } from 'node:fs';
  import { fileLock } from '@turbosmtp-auth/node';
  const [directory, log, who, ms] = process.argv.slice(1);
  const lock = fileLock({ directory });
  const say = (what) => appendFileSync(log, [what, who, Date.now()].join(' ') + '\\n');
  await lock('name', async () => {
    say('in');
    await new Promise((resolve) => setTimeout(resolve, Number(ms)));
    say('out');
  }, { timeout: 30_000 });`;

/** Runs a holder in a pid namespace of its own, without a `/proc` of its own. */
function hold(directory: string, who: string, ms: number) {
  const args = ['--pid', '--fork', '--kill-child', process.execPath, '--input-type=module', '-e', code];
  const child = spawn(
    'unshare',
    [...args, join(directory, 'locks'), join(directory, 'log'), who, String(ms)],
    {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, ended: new Promise((resolve) => child.on('exit', resolve)) };
}

const logOf = async (directory: string): Promise<string[][]> =>
  (await readFile(join(directory, 'log'), 'utf8').catch(() => ''))
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' '));

async function until(directory: string, count: number): Promise<void> {
  while ((await logOf(directory)).length < count) await sleep(20);
}

describe.skipIf(!canUnshare)(
  'a lock among pid namespaces without a /proc of their own',
  { timeout: 180_000 },
  () => {
    it('is held by one at a time, in one namespace', async () => {
      const directory = await scratchDirectory();
      // The shell is the first process of the namespace. It goes on until its next children have ids that nobody has in the
      // `/proc` that they see, so that each would take the others for dead.
      const script = `
      taken() { [ -e /proc/$(($1 + 1)) ] || [ -e /proc/$(($1 + 2)) ] || [ -e /proc/$(($1 + 3)) ]; }
      while true & wait $!; taken $!; do :; done
      for who in a b c; do "$0" --input-type=module -e "$1" "$2" "$3" "$who" 1500 & done
      wait`;
      const [locks, log] = ['locks', 'log'].map((name) => join(directory, name)) as [string, string]; // as many as were mapped
      const args = [
        '--pid',
        '--fork',
        '--kill-child',
        'sh',
        '-c',
        script,
        process.execPath,
        code,
        locks,
        log,
      ];
      execFileSync('unshare', args, { cwd: fileURLToPath(new URL('..', import.meta.url)), stdio: 'inherit' });
      const events = (await logOf(directory)).map(([what]) => what);
      expect(events).toEqual(['in', 'out', 'in', 'out', 'in', 'out']);
    });

    it('is held by one at a time, among several', async () => {
      const directory = await scratchDirectory();
      const holders = ['a', 'b', 'c'].map((who) => hold(directory, who, 1_500));
      await Promise.all(holders.map(({ ended }) => ended));
      const events = (await logOf(directory)).map(([what]) => what);
      expect(events).toEqual(['in', 'out', 'in', 'out', 'in', 'out']);
    });

    it('is free soon after its holder was killed in another', async () => {
      const waited = await leastTime(2_500, async () => {
        const directory = await scratchDirectory();
        const first = hold(directory, 'a', 60_000);
        await until(directory, 1);
        const second = hold(directory, 'b', 0);
        await sleep(1_000); // it waits
        first.child.kill('SIGKILL');
        const killed = Date.now();
        await second.ended;
        const entered = Number((await logOf(directory)).find(([, who]) => who === 'b')?.[2]);
        expect(entered - killed).toBeGreaterThan(0);
        return entered - killed;
      });
      expect(waited).toBeLessThan(2_500);
    });
  },
);

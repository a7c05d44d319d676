import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { filesIn, startDeno } from './run-deno.ts';
import { scratchDirectory } from './scratch-directory.ts';

describe('sealed files, shared by processes of Deno,', () => {
  it('have no torn read under four of them, nor after each of ten kills', { timeout: 180_000 }, async () => {
    const directory = await scratchDirectory();
    const state = join(directory, 'state');
    const start = (id: string, writes: number) =>
      startDeno('write-records', filesIn(directory), [state, id, String(writes)]);

    const reports = await Promise.all(
      ['a', 'b', 'c', 'd'].map(async (id) => {
        const { stdout } = start(id, 50);
        return stdout ? (await text(stdout)).trim().split('\n').at(-1) : '';
      }),
    );
    expect(reports).toEqual(Array(4).fill('{"writes":50,"torn":0}'));
    expect((await readdir(state)).filter((name) => name !== 'locks')).toHaveLength(1);

    for (let kill = 0; kill < 10; kill++) {
      const victim = start(`victim-${kill}`, 1e9);
      const ended = once(victim, 'exit');
      await Promise.race([victim.stdout && once(victim.stdout, 'data'), ended]); // it has begun, or could not
      expect(victim.exitCode).toBeNull();
      await sleep(Math.random() * 40);
      victim.kill('SIGKILL');
      await ended;
    }
    // It reads what the last kill left before it writes, and fails if that is not whole.
    const { stdout } = start('survivor', 1);
    expect(stdout && (await text(stdout)).trim().split('\n').at(-1)).toBe('{"writes":1,"torn":0}');
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sealedFileKeyStore } from '../src/index.ts';
import { scratchDirectory } from './scratch-directory.ts';

const child = fileURLToPath(new URL('children/write-records.ts', import.meta.url));
const counter = fileURLToPath(new URL('children/count-up.ts', import.meta.url));
const sealingKey = crypto.getRandomValues(new Uint8Array(32));
const encodedKey = Buffer.from(sealingKey).toString('base64url');
const slotOf = (profile: string) =>
  ({ origin: 'https://api.example.test', profile, kind: 'revocation' }) as const;

const writer = (directory: string, id: string, writes: number): ChildProcess =>
  spawn(process.execPath, [child, directory, encodedKey, id, String(writes)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

describe('sealed files, shared by processes,', () => {
  it('have no torn read and lose no profile under eight of them, 200 writes each', {
    timeout: 180_000,
  }, async () => {
    const directory = join(await scratchDirectory(), 'state');
    const ids = Array.from({ length: 8 }, (_, index) => String(index));
    const reports = await Promise.all(
      ids.map(async (id) => {
        const { stdout } = writer(directory, id, 200);
        const [, report = '{}'] = (stdout ? await text(stdout) : '').split('\n');
        return JSON.parse(report);
      }),
    );
    expect(reports).toEqual(ids.map(() => ({ writes: 200, torn: 0, lost: 0 })));
    const store = sealedFileKeyStore({ directory, sealingKey });
    for (const id of ids) expect((await store.get(slotOf(`own-${id}`)))?.gen).toBe(`${id}-198`);
    expect((await store.get(slotOf('shared')))?.gen).toMatch(/^\d-199$/);
    expect((await readdir(directory)).filter((name) => !name.endsWith('.jwe'))).toEqual(['locks']);
    expect(await readdir(join(directory, 'locks'))).toEqual([]);
  });

  it('let one of eight take each step, though nobody takes a lock', { timeout: 180_000 }, async () => {
    const directory = join(await scratchDirectory(), 'state');
    const store = sealedFileKeyStore({ directory, sealingKey });
    const slot = { ...slotOf('shared'), kind: 'pending' } as const;
    await store.set(slot, { v: 1, kind: 'pending', gen: 'first', startedAt: 0 });
    const counted = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const program = [counter, '40', directory, encodedKey];
        const { stdout } = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'inherit'] });
        return Number(stdout && (await text(stdout)));
      }),
    );
    expect(counted).toEqual(counted.map(() => 40));
    // Every step that somebody was told is theirs is in the count: none was written over.
    expect(await store.get(slot)).toMatchObject({ startedAt: 8 * 40 });
  });

  it('hold one whole record or another after each of 25 kills in the middle of writing', {
    timeout: 180_000,
  }, async () => {
    const directory = join(await scratchDirectory(), 'state');
    const store = sealedFileKeyStore({ directory, sealingKey });
    for (let round = 0; round < 25; round++) {
      const victim = writer(directory, 'victim', 1e9);
      const ended = once(victim, 'exit');
      await Promise.race([victim.stdout && once(victim.stdout, 'data'), ended]); // it has begun, or could not
      expect(victim.exitCode).toBeNull();
      await sleep(Math.random() * 40);
      victim.kill('SIGKILL');
      await ended;
      for (const profile of ['own-victim', 'shared']) {
        const record = await store.get(slotOf(profile));
        if (record?.kind !== 'revocation') throw new Error(`${profile} lost its record`);
        expect(new Set(record.keys)).toEqual(new Set([`key-${record.gen}`]));
        expect(await store.set(slotOf(profile), record, record.gen)).toBe(true);
      }
    }
  });
});

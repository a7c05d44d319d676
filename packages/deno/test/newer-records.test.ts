import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Slot, slotKinds } from '@turbosmtp-auth/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newerHeaders, newerSealed, newerVersions, sampleRecords } from '../../core/test/newer-records.ts';
import { key, type Question, type StoreInDeno, slot, storeInDeno } from './store-in-deno.ts';

// The files of Deno are those of Node. What a newer version of either wrote is refused in Deno as well, and kept.

let deno: StoreInDeno;
beforeAll(async () => {
  deno = await storeInDeno(await mkdtemp(join(tmpdir(), 'turbosmtp-auth-test-')));
});
afterAll(async () => {
  deno.stop();
  await rm(deno.root, { recursive: true, force: true, maxRetries: 10 });
});

const passphrase = { passphrase: 'four seldom used words' };
const bytes = { sealingKey: key, opener: Buffer.from(key, 'hex'), kinds: slotKinds };
const cases = [
  ...[...newerVersions, ...newerHeaders].map((newer) => ({ with: '32 bytes', ...bytes, newer })),
  // Each call derives the key again.
  ...newerVersions.slice(0, 1).map((newer) => ({
    with: 'a passphrase',
    sealingKey: passphrase,
    opener: passphrase,
    kinds: ['session'] as const,
    newer,
  })),
].map((each) => ({ ...each, what: each.newer.what }));

describe('sealedFileKeyStore in Deno', () => {
  it.each(cases)('refuses $what, sealed with $with, and keeps it', async (each) => {
    const { newer, sealingKey, opener, kinds } = each;
    const directory = join(deno.root, `${each.with} ${newer.what}`.replaceAll(/\W/g, '-'), 'state');
    const ask = (call: Question['call'], ...args: Question['args']) =>
      deno.ask({ directory, sealingKey, call, args });
    const slotOf = (kind: Slot['kind']): Slot => ({ ...slot, kind });
    const all = async (): Promise<string[][]> =>
      Promise.all(
        (await readdir(directory))
          .sort()
          .map(async (name) => [name, await readFile(join(directory, name), 'utf8')]),
      );
    for (const kind of kinds)
      expect(await ask('set', slotOf(kind), sampleRecords[kind], null)).toEqual({ value: true });
    for (const [name = '', text = ''] of await all())
      await writeFile(join(directory, name), await newerSealed(text, opener, newer));
    const written = await all();
    expect(written).toHaveLength(kinds.length);
    for (const kind of kinds) {
      const late = { ...sampleRecords[kind], gen: 'late' };
      for (const answer of [
        await ask('get', slotOf(kind)),
        await ask('set', slotOf(kind), late),
        await ask('set', slotOf(kind), late, null),
        await ask('set', slotOf(kind), late, sampleRecords[kind].gen),
        await ask('remove', slotOf(kind)),
      ])
        expect(answer).toEqual({
          error: {
            name: 'StorageError',
            code: 'storage_too_new',
            message: expect.stringContaining('newer version'),
            hint: 'Update this package.',
          },
        });
    }
    expect(await all()).toEqual(written);
  });
});

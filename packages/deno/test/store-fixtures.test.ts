import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generations, readFixture } from '../../core/test/store-fixtures.ts';
import { type StoreInDeno, storeInDeno } from './store-in-deno.ts';

// The files of Node are those of Deno, in every generation.

let deno: StoreInDeno;
beforeAll(async () => {
  deno = await storeInDeno(await mkdtemp(join(tmpdir(), 'turbosmtp-auth-test-')));
});
afterAll(async () => {
  deno.stop();
  await rm(deno.root, { recursive: true, force: true, maxRetries: 10 });
});

it.each(
  generations().flatMap((generation) =>
    (['sealed-file', 'sealed-file-passphrase'] as const).map((medium) => [medium, generation] as const),
  ),
)(
  'sealedFileKeyStore in Deno opens the %s of generation %i, and goes on with it',
  async (medium, generation) => {
    const { entries, records, sealingKey: given } = readFixture(generation, medium);
    const sealingKey = typeof given === 'string' ? Buffer.from(given, 'base64url').toString('hex') : given;
    if (!sealingKey) throw new Error('It has no key.');
    const directory = await mkdtemp(join(deno.root, `${medium}-`));
    for (const [name, text] of Object.entries(entries))
      await writeFile(join(directory, name), String(text), { mode: 0o600 });
    expect(records.length).toBeGreaterThan(3);
    for (const { slot, record } of records) {
      const ask = (call: 'get' | 'set' | 'remove', ...more: [] | [typeof record, string]) =>
        deno.ask({ directory, sealingKey, call, args: [slot, ...more] });
      expect(await ask('get')).toEqual({ value: record });
      expect(await ask('set', { ...record, gen: 'next' }, record.gen)).toEqual({ value: true });
      expect(await ask('get')).toEqual({ value: { ...record, gen: 'next' } });
    }
  },
);

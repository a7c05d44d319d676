import type { StoredRecord } from '@turbosmtp-auth/core';
import { sealedFileKeyStore } from '../../src/index.ts';

// A process of its own that writes to a store others write to as well: `directory key id writes`, the key in
// base64url. It alternates between a profile of its own and one that all share, and reads both all the time.

const [directory = '', key = '', id = '', writes = ''] = process.argv.slice(2);
const store = sealedFileKeyStore({ directory, sealingKey: Buffer.from(key, 'base64url') });
const origin = 'https://api.example.test';
const own = { origin, profile: `own-${id}`, kind: 'revocation' } as const;
const shared = { origin, profile: 'shared', kind: 'revocation' } as const;

// Two thousand bytes that must agree with each other.
const recordOf = (gen: string): StoredRecord => ({
  v: 1,
  kind: 'revocation',
  gen,
  keys: Array.from({ length: 100 }, () => `key-${gen}`),
});
const isWhole = (record: StoredRecord | null): boolean =>
  record === null ||
  (record.kind === 'revocation' && record.keys.every((key) => key === `key-${record.gen}`));

const found = { writes: 0, torn: 0, lost: 0 };
for (let write = 0; write < Number(writes); write++) {
  const slot = write % 2 === 0 ? own : shared;
  const gen = `${id}-${write}`;
  if (await store.set(slot, recordOf(gen))) found.writes += 1;
  if (write === 1) process.stdout.write('ready\n'); // both profiles hold something
  for (const each of [own, shared]) {
    const record = await store.get(each);
    if (!isWhole(record)) found.torn += 1;
    if (each === own && record?.gen !== `${id}-${write - (write % 2)}`) found.lost += 1;
  }
}
process.stdout.write(`${JSON.stringify(found)}\n`);

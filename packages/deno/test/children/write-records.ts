import type { StoredRecord } from '@turbosmtp-auth/core';
import { sealedFileKeyStore } from '../../src/index.ts';

// A process of its own that writes to a store others write to as well, and prints what it saw: `directory id writes`.

declare const Deno: { args: string[] };

const [directory = '', id = '', writes = ''] = Deno.args;
const store = sealedFileKeyStore({ directory, sealingKey: new Uint8Array(32).fill(7) });
const slot = { origin: 'https://api.example.test', profile: 'shared', kind: 'revocation' } as const;

// Two thousand bytes that must agree with each other.
const recordOf = (gen: string): StoredRecord => ({
  v: 1,
  kind: 'revocation',
  gen,
  keys: Array.from({ length: 100 }, () => `key-${gen}`),
});

const found = { writes: 0, torn: 0 };
for (let write = 0; write < Number(writes); write++) {
  if (await store.set(slot, recordOf(`${id}-${write}`))) found.writes += 1;
  if (write === 0) console.log('"ready"');
  const record = await store.get(slot);
  if (record?.kind !== 'revocation' || record.keys.some((key) => key !== `key-${record.gen}`))
    found.torn += 1;
}
console.log(JSON.stringify(found));

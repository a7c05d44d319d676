import { sealedFileKeyStore } from '../../src/index.ts';

// A process that counts up what it shares with others, `directory key times`, the key in base64url. Each step is a write on
// condition that nobody else took it, so that no two may be told that they did. It takes no lock of its own.

const [directory = '', key = '', times = ''] = process.argv.slice(2);
const store = sealedFileKeyStore({ directory, sealingKey: Buffer.from(key, 'base64url') });
const slot = { origin: 'https://api.example.test', profile: 'shared', kind: 'pending' } as const;

let taken = 0;
while (taken < Number(times)) {
  const before = await store.get(slot);
  if (before?.kind !== 'pending') throw new Error('there is nothing to count');
  const next = { ...before, gen: crypto.randomUUID(), startedAt: before.startedAt + 1 };
  if (await store.set(slot, next, before.gen)) taken++;
}
process.stdout.write(String(taken));

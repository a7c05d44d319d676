import { keychainKeyStore, sealedFileKeyStore } from '../../src/index.ts';

// A process that counts up what it shares with others, `times directory key`, the key in base64url, or just `times` for the
// keychain. Each step is a write on condition that nobody else took it, so that no two may be told that they did. It takes
// no lock of its own, and does each step until it is done.

const [times = '', directory = '', key = ''] = process.argv.slice(2);
const store = directory
  ? sealedFileKeyStore({ directory, sealingKey: Buffer.from(key, 'base64url') })
  : keychainKeyStore({ timeout: 30_000 });
const slot = { origin: 'https://api.example.test', profile: 'shared', kind: 'pending' } as const;

let taken = 0;
while (taken < Number(times)) {
  const before = await store.get(slot);
  if (before?.kind !== 'pending') throw new Error('there is nothing to count');
  const next = { ...before, gen: crypto.randomUUID(), startedAt: before.startedAt + 1 };
  if (await store.set(slot, next, before.gen)) taken++;
}
process.stdout.write(String(taken));

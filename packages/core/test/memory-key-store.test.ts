import { describe, expect, it } from 'vitest';
import { memoryKeyStore } from '../src/records/memory-key-store.ts';
import { keyStoreContract } from '../src/testing.ts';

describe('memoryKeyStore', () => {
  const cases = keyStoreContract({
    create: async () => memoryKeyStore(),
    reopen: async () => memoryKeyStore(), // another process has a memory of its own
  });

  it.each(cases)('$name', ({ run }) => run());

  it('is held to the whole contract', () => {
    expect(cases.length).toBeGreaterThan(25);
  });
});

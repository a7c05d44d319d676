import { describe, expect, it, vi } from 'vitest';
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

describe('calls that nobody waited for', () => {
  const at = { origin: 'https://api.example.test', profile: 'default', kind: 'pending' } as const;
  const record = (gen: string) => ({ v: 1, kind: 'pending', gen, startedAt: 0 }) as const;

  it('take effect in their order', async () => {
    const store = memoryKeyStore();
    void store.set(at, record('a'));
    expect(await store.get(at)).toEqual(record('a'));
    void store.set(at, record('b'));
    expect(await store.remove(at, 'b')).toBe(true);
    expect(await store.get(at)).toBeNull();
  });

  it('are each made once, however many there are', async () => {
    const store = memoryKeyStore();
    const parse = vi.spyOn(JSON, 'parse');
    await Promise.all(Array.from({ length: 1000 }, (_, index) => store.set(at, record(String(index)))));
    const reads = parse.mock.calls.length;
    parse.mockRestore();
    expect(reads).toBeLessThan(1100); // each reads what the one before it wrote, and none reads again and again
    expect(await store.get(at)).toEqual(record('999'));
  });
});

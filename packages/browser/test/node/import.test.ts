import { describe, expect, it } from 'vitest';
import { indexedDBKeyStore, webLock } from '../../src/index.ts';

const slot = { origin: 'https://api.example.test', profile: 'default', kind: 'pending' } as const;

describe('on a server, where a page is rendered', () => {
  it('imports and makes everything without touching what only a browser has', async () => {
    expect('indexedDB' in globalThis).toBe(false);
    const { createClient } = await import('../../src/index.ts');
    const client = createClient();
    expect(await webLock()('name', async () => 'done')).toBe('done');
    await client.close();
  });

  it('says what is missing once the store is used', async () => {
    const store = indexedDBKeyStore();
    expect(await store.describe()).toMatchObject({ assurance: 'encrypted', persistent: true });
    await expect(store.get(slot)).rejects.toMatchObject({
      name: 'StorageError',
      code: 'storage_unavailable',
      hint: expect.stringContaining('memoryKeyStore()'),
    });
    const unsubscribe = store.watch?.(() => {});
    unsubscribe?.();
  });
});

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyStore, Slot, StoredRecord } from '@turbosmtp-auth/core';
import { expect } from 'vitest';
import { type SealingKey, sealedFileKeyStore } from '../src/index.ts';
import { scratchDirectory } from './scratch-directory.ts';

export const sealingKey: SealingKey = crypto.getRandomValues(new Uint8Array(32));
export const slot: Slot = { origin: 'https://api.example.test', profile: 'default', kind: 'session' };

export const recordOf = (gen: string): StoredRecord => ({
  v: 1,
  kind: 'session',
  gen,
  key: `canary-key-${gen}`,
  account: 'canary@example.test',
  mintedAt: 1_790_000_000_000,
  expiresAt: null,
  clockOffset: 0,
});

/** A store with one record in it, on real files. */
export interface Stored {
  readonly directory: string;
  readonly path: string;
  readonly store: KeyStore;
}

export async function storeOneRecord(record: StoredRecord = recordOf('first')): Promise<Stored> {
  const directory = join(await scratchDirectory(), 'state');
  const store = sealedFileKeyStore({ directory, sealingKey });
  await store.set({ ...slot, kind: record.kind }, record);
  const [name = 'none'] = await readdir(directory);
  return { directory, path: join(directory, name), store };
}

/** What a refusal looks like: typed, with this code, and with no path, secret or other error in it. */
export async function expectRefused(work: Promise<unknown>, code: string): Promise<void> {
  const error = await work.then(
    (value) => Promise.reject(new Error(`accepted: ${JSON.stringify(value)}`)),
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: 'StorageError', code });
  const { message, hint, cause } = error as Error & { hint: string }; // as just matched
  expect(`${message} ${hint}`).not.toMatch(/canary|turbosmtp-auth-test|\/tmp|\.jwe/);
  expect(cause).toBeUndefined();
}

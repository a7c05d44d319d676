import { memoryKeyStore } from '@turbosmtp-auth/core';
import { keyStoreContract } from '@turbosmtp-auth/core/testing';
import { describe, expect, it } from 'vitest';
import { filesIn, runDeno } from './run-deno.ts';
import { scratchDirectory } from './scratch-directory.ts';

// The contract runs in Deno; what is compared here is that every case ran there, and was kept.

const create = async () => memoryKeyStore();
const memoryCases = keyStoreContract({ create });
const fileCases = keyStoreContract({ create, reopen: create, damage: async () => {} });
const allKept = (cases: typeof fileCases) => Object.fromEntries(cases.map(({ name }) => [name, 'kept']));

describe('the contract of key stores, in Deno,', () => {
  it('is kept by memory, without any permission', async () => {
    expect(await runDeno('keep-contract', [], 'memory')).toEqual(allKept(memoryCases));
    expect(memoryCases.length).toBeGreaterThan(25);
  });

  it('is kept by sealed files, with read and write in one directory', async () => {
    const directory = await scratchDirectory();
    const outcomes = await runDeno('keep-contract', filesIn(directory), 'sealed-files', directory);
    expect(outcomes).toEqual(allKept(fileCases));
    expect(fileCases.length).toBeGreaterThan(30);
  });
});

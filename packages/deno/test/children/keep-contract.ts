import { type KeyStore, memoryKeyStore } from '@turbosmtp-auth/core';
import { keyStoreContract } from '@turbosmtp-auth/core/testing';
import { sealedFileKeyStore } from '../../src/index.ts';

// Runs the contract of key stores in Deno on stores in a directory of its own, and prints what came of each case.

declare const Deno: {
  args: string[];
  readDir(path: string): AsyncIterable<{ name: string }>;
  readFile(path: string): Promise<Uint8Array>;
  writeFile(path: string, bytes: Uint8Array): Promise<void>;
};

const [kind = '', root = ''] = Deno.args;
const sealingKey =
  kind === 'passphrase'
    ? { passphrase: 'four seldom used words' }
    : crypto.getRandomValues(new Uint8Array(32));
const directories = new WeakMap<KeyStore, string>();
let made = 0;

const open = (directory: string): KeyStore => {
  const store = sealedFileKeyStore({ directory, sealingKey });
  directories.set(store, directory);
  return store;
};
const directoryOf = (store: KeyStore): string => directories.get(store) ?? '';

const cases = keyStoreContract(
  kind === 'memory'
    ? { create: async () => memoryKeyStore() }
    : {
        create: async () => open(`${root}/store-${made++}`),
        reopen: async (store) => open(directoryOf(store)),
        damage: async (store, { profile, kind }) => {
          for await (const { name } of Deno.readDir(directoryOf(store))) {
            if (!name.startsWith(`${profile}.${kind}.`)) continue;
            const bytes = await Deno.readFile(`${directoryOf(store)}/${name}`);
            bytes[bytes.length - 30] = (bytes.at(-30) ?? 0) ^ 1;
            await Deno.writeFile(`${directoryOf(store)}/${name}`, bytes);
          }
        },
      },
);

const outcomes: Record<string, string> = {};
for (const { name, run } of cases)
  outcomes[name] = await run().then(
    () => 'kept',
    (error: unknown) => String(error),
  );
console.log(JSON.stringify(outcomes));

// Runs in Node and in Bun.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { createClient, fileLock, sealedFileKeyStore } from '@turbosmtp-auth/node';
import { conformance } from './conformance.ts';

const directory = await mkdtemp(join(tmpdir(), 'turbosmtp-auth-'));
const keyStore = sealedFileKeyStore({ directory, sealingKey: crypto.getRandomValues(new Uint8Array(32)) });
const lock = fileLock({ directory });
const host = {
  createClient: (options: Parameters<typeof createClient>[0]) => createClient({ keyStore, lock, ...options }),
  inspect: (value: unknown) => inspect(value, { showHidden: true, getters: true, depth: Infinity }),
};
const version = process.versions['bun'] ?? process.versions.node;
const report = await conformance(host, process.argv[2] ?? '', version).finally(() =>
  rm(directory, { recursive: true, force: true }),
);
// Last of all: from here on nothing is left to do, and the runner wants to see the process end.
console.log(JSON.stringify(report));

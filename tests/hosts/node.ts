// Runs in Node and in Bun.
import { channel, tracingChannel } from 'node:diagnostics_channel';
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
  createClient,
  parts: { keyStore, lock },
  overhear: (tell: (heard: unknown) => void) => {
    const { start, end, asyncStart, asyncEnd, error } = tracingChannel('turbosmtp-auth.call');
    const channels = [start, end, asyncStart, asyncEnd, error, channel('turbosmtp-auth.event')];
    for (const each of channels) each.subscribe(tell);
    return () => {
      for (const each of channels) each.unsubscribe(tell);
    };
  },
  inspect: (value: unknown) => inspect(value, { showHidden: true, getters: true, depth: Infinity }),
};
const version = process.versions['bun'] ?? process.versions.node;
const [origin = '', only] = process.argv.slice(2);
const report = await conformance(host, origin, version, only === 'of-the-adapter' ? only : 'all').finally(
  () => rm(directory, { recursive: true, force: true, maxRetries: 10 }),
);
// Last of all: from here on nothing is left to do, and the runner wants to see the process end.
console.log(JSON.stringify(report));

import { sealedRecords } from '../src/files.ts';
import type { Lock } from '../src/locks/lock.ts';
import type { KeyStore, StoredRecord } from '../src/records/key-store.ts';
import { createSealer } from '../src/seal.ts';
import type { MemoryFilePort } from './memory-file-port.ts';
import { records, slotOf } from './sample-records.ts';

// Sealed records on the model of a file system, and what the tests of it share.

export const HOME = '/home/someone/state/turbosmtp-auth';
const sealingKey = crypto.getRandomValues(new Uint8Array(32));

export const storeOn = (port: MemoryFilePort, lock?: Lock): KeyStore =>
  sealedRecords({
    port: () => port,
    directory: () => HOME,
    sealer: createSealer(sealingKey),
    ...(lock && { lock }),
  });

export const slot = slotOf('session');
const [first] = records as [StoredRecord];
export const session = first;
export const next: StoredRecord = { ...first, gen: 'gen-next' };

export const recordPath = ({ files }: MemoryFilePort): string =>
  [...files.keys()].find((path) => path.endsWith('.jwe')) ?? 'none';
export const temporaries = ({ files }: MemoryFilePort): string[] =>
  [...files.keys()].filter((path) => path.endsWith('.tmp'));

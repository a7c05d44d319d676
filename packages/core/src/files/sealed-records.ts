import { systemClock } from '../clock.ts';
import { asStorageErrors } from '../errors/as-storage-errors.ts';
import { storageError } from '../errors/build.ts';
import type { Lock } from '../locks/lock.ts';
import type { KeyStore } from '../records/key-store.ts';
import { recordStore } from '../records/record-store.ts';
import { STORE_LIMIT } from '../records/within-limit.ts';
import type { Sealer } from '../seal/sealer.ts';
import type { FilePort } from './file-port.ts';
import { openRecordFile } from './record-file.ts';
import { recordName } from './record-name.ts';

/** The directory of sealed records, and what seals them. */
export interface SealedRecordsOptions {
  /** Asked for on first use, so that a runtime need not load its files before. Required. */
  readonly port: () => FilePort | Promise<FilePort>;
  /** Asked on each use, so that what is wrong with it is a rejection like any other. Required. */
  readonly directory: () => string;
  /** Seals each record. Required. */
  readonly sealer: Sealer;
  /**
   * Keeps other processes out while a record is compared and replaced, which files cannot do in one step. If it fails, the
   * record is only looked at once more right before it is replaced. Default: none.
   */
  readonly lock?: Lock;
}

/**
 * A key store of sealed files, one per slot, in a directory of their own: mode 0600 in 0700, created when first
 * written to. What others could read or replace, and what is damaged, is refused and left as it is; so it is neither
 * overwritten nor removed. For authors of adapters.
 */
export function sealedRecords({ port: load, directory, sealer, lock }: SealedRecordsOptions): KeyStore {
  const swept = { at: Number.NEGATIVE_INFINITY };
  return {
    describe: async () => ({
      backend: 'sealed file',
      assurance: 'encrypted',
      persistent: true,
      sharedWith: 'this user',
    }),
    ...recordStore(async (slot, work) => {
      // In this time a write is made, or not at all.
      const end = systemClock.monotonic() + STORE_LIMIT;
      const left = (): number => {
        const time = end - systemClock.monotonic();
        if (time > 0) return time;
        throw storageError('storage_timeout', { retryable: true });
      };
      const port = await load();
      return asStorageErrors(async () => {
        const place = { port, directory: directory(), name: await recordName(slot), lock, left, swept };
        const file = openRecordFile(place);
        return work({ ...file, codec: sealer.codec(slot) }).finally(file.close);
      }, port.fault);
    }),
  };
}

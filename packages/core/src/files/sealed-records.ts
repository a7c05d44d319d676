import { systemClock } from '../clock.ts';
import { storageError } from '../errors/build.ts';
import type { KeyStore, Slot, StoredRecord } from '../key-store.ts';
import type { Lock } from '../platform.ts';
import { checkProfile } from '../profile.ts';
import { MAX_SEALED, type Sealer } from '../seal/sealer.ts';
import { aloneAmongProcesses } from '../stores/alone-among-processes.ts';
import { memoryLock } from '../stores/memory-lock.ts';
import { typed } from './faults.ts';
import type { FileFacts, FilePort } from './file-port.ts';
import { judgeDirectory } from './judge.ts';
import { readPrivate } from './read-private.ts';
import { recordName } from './record-name.ts';
import { replaceFile, sweepTemporary } from './replace-file.ts';

/** Where sealed records are kept, and what seals them. */
export interface SealedRecordsOptions {
  /** Asked for on first use, so that a runtime need not load its files before. */
  readonly port: () => FilePort | Promise<FilePort>;
  /** Asked on each use, so that what is wrong with it is a rejection like any other. */
  readonly directory: () => string;
  readonly sealer: Sealer;
  /**
   * Keeps other processes out while a record is compared and replaced, which files cannot do in one step. Where it fails, the
   * record is looked at once more right before it is replaced, and that is all.
   */
  readonly lock?: Lock;
}

/** Milliseconds in which a write is done or does nothing any more; less than a client's own 3,000. */
const LIMIT = 2_800;

// Among all stores of this process, so that a generation is compared and replaced in one step between them.
const lock = memoryLock();

/**
 * A key store of sealed files, one per slot, in a directory of their own: mode 0600 in 0700, created when first
 * written to. What others could read or replace, and what is damaged, is refused and left as it is; so it is neither
 * overwritten nor removed.
 */
export function sealedRecords({
  port: load,
  directory,
  sealer,
  lock: processes,
}: SealedRecordsOptions): KeyStore {
  const swept = new Set<string>();

  async function at<T>(slot: Slot, work: (place: Place) => Promise<T>): Promise<T> {
    checkProfile(slot.profile);
    const port = await load();
    return typed(port, async () => {
      const [root, name] = [directory(), await recordName(slot)];
      return work({ port, slot, directory: root, name, path: port.join(root, name) });
    });
  }

  /** Runs work that changes a slot's file, alone in this process. */
  function change(slot: Slot, work: (place: Place, last: LastMoment) => Promise<boolean>): Promise<boolean> {
    const end = systemClock.monotonic() + LIMIT;
    const left = (): number => {
      const time = end - systemClock.monotonic();
      if (time > 0) return time;
      throw storageError('storage_timeout', { retryable: true });
    };
    return at(slot, (place) => {
      const last: LastMoment = {
        inTime: () => void left(),
        // Others are waited for while there is time left to go on without their lock.
        run: (isWanted, act) =>
          aloneAmongProcesses(processes, `record ${place.name}`, left() / 2, async () => {
            if (!(await isWanted())) return false;
            left(); // what was told to have failed is not done any more
            return act();
          }),
      };
      return lock(place.path, () => work(place, last), { timeout: left() }).catch((error: unknown) => {
        // The lock's own error, of its time being up.
        throw error instanceof DOMException ? storageError('storage_timeout', { retryable: true }) : error;
      });
    });
  }

  async function read({ port, slot, directory, path }: Place): Promise<StoredRecord | null> {
    const facts = await factsOfHome(port, directory);
    if (!facts) return null;
    // Where the user is not known, a record must belong to whoever the directory belongs to; and a private directory
    // of another user cannot be used, except by root.
    const bytes = await readPrivate(port, path, { limit: MAX_SEALED, owner: port.user() ?? facts.owner });
    return bytes && sealer.unseal(slot, text.decode(bytes));
  }

  async function write(
    place: Place,
    last: LastMoment,
    sealed: string,
    ifGen: string | null | undefined,
  ): Promise<boolean> {
    const isIt = (record: StoredRecord | null): boolean =>
      ifGen === undefined || (record?.gen ?? null) === ifGen;
    // Reads also where any generation will do: a record that cannot be read is never overwritten.
    const isWanted = async (): Promise<boolean> => isIt(await read(place));
    const before = await read(place);
    // A record that is refused, or not the one, changes nothing here, not even by a lock.
    if (!isIt(before)) return false;
    const { port, directory, name, path } = place;
    if (!(await factsOfHome(port, directory))) await port.createDirectory(directory);
    if (!swept.has(path)) {
      swept.add(path);
      await sweepTemporary(port, directory, name).catch(() => {}); // housekeeping fails no write
    }
    const bytes = utf8.encode(sealed);
    return replaceFile(port, {
      directory,
      name,
      bytes,
      wasAbsent: before === null,
      inTime: last.inTime,
      lastMoment: (rename) => last.run(isWanted, rename),
    });
  }

  async function remove(place: Place, last: LastMoment, ifGen: string | undefined): Promise<boolean> {
    const isWanted = async (): Promise<boolean> => {
      const record = await read(place);
      return record !== null && (ifGen === undefined || record.gen === ifGen);
    };
    if (!(await isWanted())) return false;
    const { port, directory, path } = place;
    const removed = await last.run(isWanted, () => port.remove(path));
    if (removed) await port.syncDirectory(directory);
    return removed;
  }

  return {
    describe: async () => ({
      backend: 'sealed file',
      assurance: 'encrypted',
      persistent: true,
      sharedWith: 'this user',
    }),
    get: (slot) => at(slot, read),
    set: async (slot, record, ifGen) => {
      checkProfile(slot.profile);
      const sealed = await sealer.seal(slot, record);
      return change(slot, (place, last) => write(place, last, sealed, ifGen));
    },
    remove: async (slot, ifGen) => change(slot, (place, last) => remove(place, last, ifGen)),
  };
}

/** Facts of a store's directory, once it is judged fit to be used; `null` where it is not there. */
async function factsOfHome(port: FilePort, directory: string): Promise<FileFacts | null> {
  const facts = await port.facts(directory);
  if (facts) judgeDirectory(facts, port.user());
  return facts;
}

/** When a change is made. */
interface LastMoment {
  /** @throws {StorageError} `storage_timeout` where the call has no time left. */
  inTime(): void;
  /** Asks whether the change is still wanted, and then makes it: alone, and in time. Answers whether it did. */
  run(isWanted: () => Promise<boolean>, act: () => Promise<boolean>): Promise<boolean>;
}

/** Where a slot's record is. */
interface Place {
  readonly port: FilePort;
  readonly slot: Slot;
  readonly directory: string;
  readonly name: string;
  readonly path: string;
}

const utf8: TextEncoder = new TextEncoder();
// Nothing may be dropped in silence: a byte order mark before a record is damage.
const text: TextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });

import type { KeyStore, Slot, StoredRecord } from '../key-store.ts';
import { checkProfile } from '../profile.ts';
import { createSealer, MAX_SEALED } from '../seal/sealer.ts';
import type { SealingKey } from '../seal/sealing-key.ts';
import { memoryLock } from '../stores/memory-lock.ts';
import { typed } from './faults.ts';
import type { FilePort } from './file-port.ts';
import { judgeDirectory } from './judge.ts';
import { readPrivate } from './read-private.ts';
import { recordName } from './record-name.ts';
import { replaceFile, sweepTemporary } from './replace-file.ts';

/** Where sealed records are kept, and with what they are sealed. */
export interface SealedRecordsOptions {
  readonly port: FilePort;
  /** Asked on each use, so that what is wrong with it is a rejection like any other. */
  readonly directory: () => string;
  readonly sealingKey: SealingKey;
}

// Among all stores of this process, so that a generation is compared and replaced in one step between them.
const lock = memoryLock();

/**
 * A key store of sealed files, one per slot, in a directory of their own: mode 0600 in 0700, created when first
 * written to. What others could read or replace, and what is damaged, is refused and left as it is; so it is neither
 * overwritten nor removed.
 *
 * @throws {InvalidInputError} where the key is not a `SealingKey`.
 */
export function sealedRecords({ port, directory, sealingKey }: SealedRecordsOptions): KeyStore {
  const sealer = createSealer(sealingKey);
  const swept = new Set<string>();

  /** Runs work on a slot's file once its name and its directory have been judged. */
  function at<T>(slot: Slot, work: (place: Place) => Promise<T>): Promise<T> {
    return typed(port, async () => {
      checkProfile(slot.profile);
      const home = directory();
      const facts = await port.facts(home);
      if (facts) judgeDirectory(facts, port);
      const name = await recordName(slot);
      return work({ home, exists: facts !== null, name, path: port.join(home, name) });
    });
  }

  async function read(slot: Slot, { path, exists }: Place): Promise<StoredRecord | null> {
    const bytes = exists ? await readPrivate(port, path, MAX_SEALED) : null;
    return bytes && sealer.unseal(slot, text.decode(bytes));
  }

  return {
    describe: async () => ({
      backend: 'sealed file',
      assurance: 'encrypted',
      persistent: true,
      sharedWith: 'this user',
    }),

    get: async (slot) => at(slot, (place) => read(slot, place)),

    set: async (slot, record, ifGen) => {
      checkProfile(slot.profile);
      const bytes = utf8.encode(await sealer.seal(slot, record));
      return at(slot, (place) =>
        lock(place.path, async () => {
          // Read also where any generation will do: a record that cannot be read is never overwritten.
          const isWanted = async (): Promise<boolean> => {
            const gen = (await read(slot, place))?.gen ?? null;
            return ifGen === undefined || gen === ifGen;
          };
          if (!(await isWanted())) return false;
          if (!place.exists) {
            await port.createDirectory(place.home);
            const facts = await port.facts(place.home);
            if (facts) judgeDirectory(facts, port); // someone may have been there first
            place.exists = true;
          }
          if (!swept.has(place.path)) {
            swept.add(place.path);
            await sweepTemporary(port, place.home, place.name).catch(() => {}); // housekeeping fails no write
          }
          const { home, name } = place;
          return replaceFile(port, { directory: home, name, bytes, isWanted, ifAbsent: ifGen === null });
        }),
      );
    },

    remove: async (slot, ifGen) =>
      at(slot, (place) =>
        lock(place.path, async () => {
          const record = await read(slot, place);
          if (!record || (ifGen !== undefined && record.gen !== ifGen)) return false;
          if (!(await port.remove(place.path))) return false;
          await port.syncDirectory(place.home);
          return true;
        }),
      ),
  };
}

interface Place {
  readonly home: string;
  readonly name: string;
  readonly path: string;
  exists: boolean;
}

const utf8: TextEncoder = new TextEncoder();
// Nothing may be dropped in silence: a byte order mark before a record is damage.
const text: TextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });

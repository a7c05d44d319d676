import { storageError } from '../errors/build.ts';
import { bestEffortLock } from '../locks/best-effort-lock.ts';
import type { GiveBack } from '../locks/create-lock.ts';
import { holdLock } from '../locks/hold-lock.ts';
import type { Lock } from '../locks/lock.ts';
import { memoryLock } from '../locks/memory-lock.ts';
import type { Cell } from '../records/record-store.ts';
import { MAX_SEALED } from '../seal/sealer.ts';
import type { FileFacts, FilePort } from './file-port.ts';
import { judgeDirectory } from './private-files.ts';
import { readPrivate } from './read-private.ts';

/** Where a record's file is, and how long the call may take. */
export interface RecordPlace {
  readonly port: FilePort;
  readonly directory: string;
  readonly name: string;
  /** Keeps other processes out while the file is compared and replaced. */
  readonly lock: Lock | undefined;
  /** Milliseconds that the call has left, above zero. It throws once none are. */
  readonly left: () => number;
  /** Paths whose temporary files were looked through for what killed processes left. */
  readonly swept: Set<string>;
}

/** A record's file while one call works on it. */
export interface RecordFile extends Pick<Cell, 'read' | 'exchange'> {
  /** Leaves nothing behind: no temporary file and no lock. */
  close(): Promise<void>;
}

// Among all stores of this process, so that a record is compared and replaced in one step between them.
const inProcess = memoryLock();

/**
 * Opens a record's file. At any moment, power cuts included, there is the whole old record or the whole new one.
 *
 * An exchange that came too late keeps its locks, so that the next one finds what was read before it: two turns are enough,
 * however many others write.
 */
export function openRecordFile({ port, directory, name, lock, left, swept }: RecordPlace): RecordFile {
  const path = port.join(directory, name);
  const locks: { inProcess?: GiveBack; amongProcesses?: GiveBack } = {};
  let temporary: string | undefined;

  const read = async (): Promise<string | null> => {
    const facts = await factsOfHome(port, directory);
    if (!facts) return null;
    // Where the user is not known, a record must belong to whoever the directory belongs to; and a private directory
    // of another user cannot be used, except by root.
    const bytes = await readPrivate(port, path, { limit: MAX_SEALED, owner: port.user() ?? facts.owner });
    return bytes && text.decode(bytes);
  };

  /** Writes a text beside the record, and answers where. */
  const prepare = async (sealed: string): Promise<string> => {
    if (!(await factsOfHome(port, directory))) await port.createDirectory(directory);
    if (!swept.has(path)) {
      swept.add(path);
      await sweepTemporary(port, directory, name).catch(() => {}); // housekeeping fails no write
    }
    const beside = port.join(directory, temporaryName(name));
    await port.create(beside, utf8.encode(sealed));
    return beside;
  };

  const close = async (): Promise<void> => {
    await locks.amongProcesses?.();
    await locks.inProcess?.();
    if (temporary !== undefined) await port.remove(temporary).catch(() => {}); // a failure of the write says more
    temporary = undefined;
  };

  return {
    read,
    exchange: async (before, after) => {
      locks.inProcess ??= await holdLock((work) => inProcess(path, work, { timeout: left() })).catch(() => {
        throw storageError('storage_timeout', { retryable: true });
      });
      // What waits for the disk is done before the lock among processes is taken, and after it is given back.
      if (after !== null) temporary ??= await prepare(after);
      left(); // what was reported as failed is not done any more
      // Into an empty place in one step, if the file system has links; a second name may also be one too many.
      const linked =
        before === null && temporary !== undefined
          ? await port.link(temporary, path).catch(() => 'unsupported')
          : 'unsupported';
      if (linked === 'taken') return false;
      if (linked === 'unsupported') {
        // Others are waited for while there is time left to go on without their lock.
        locks.amongProcesses ??= await holdLock((work) =>
          bestEffortLock(lock, `record ${name}`)(work, { timeout: left() / 2 }),
        );
        if ((await read()) !== before) return false;
        left();
        if (temporary === undefined) {
          if (!(await port.remove(path))) return false;
        } else {
          await port.rename(temporary, path);
          temporary = undefined;
        }
      }
      await close();
      await port.syncDirectory(directory);
      return true;
    },
    close,
  };
}

/** Facts of a store's directory, once it is judged fit to be used; `null` where it is not there. */
async function factsOfHome(port: FilePort, directory: string): Promise<FileFacts | null> {
  const facts = await port.facts(directory);
  if (facts) judgeDirectory(facts, port.user());
  return facts;
}

/** Random, so that nobody can wait at the name of the next temporary file. */
const temporaryName = (name: string): string => `${name}.${crypto.randomUUID()}.tmp`;

/** From when on a temporary file is old, in milliseconds. */
const STALE = 60_000;

/** Removes temporary files of a name that a killed process left behind. */
async function sweepTemporary(port: FilePort, directory: string, name: string): Promise<void> {
  for (const entry of await port.list(directory)) {
    if (!entry.startsWith(`${name}.`) || !entry.endsWith('.tmp')) continue;
    const path = port.join(directory, entry);
    const modified = (await port.facts(path))?.modified ?? null;
    if (modified !== null && Date.now() - modified > STALE) await port.remove(path);
  }
}

const utf8: TextEncoder = new TextEncoder();
// Nothing may be dropped in silence: a byte order mark before a record is damage.
const text: TextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });

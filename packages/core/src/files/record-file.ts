import { systemClock } from '../clock.ts';
import { storageError } from '../errors/build.ts';
import { bestEffortLock } from '../locks/best-effort-lock.ts';
import type { GiveBack } from '../locks/create-lock.ts';
import { holdLock } from '../locks/hold-lock.ts';
import type { Lock } from '../locks/lock.ts';
import { memoryLock } from '../locks/memory-lock.ts';
import type { Cell } from '../records/record-store.ts';
import { MAX_SEALED } from '../seal/sealer.ts';
import { errnoOf } from './errno.ts';
import type { FileFacts, FilePort } from './file-port.ts';
import { judgeDirectory } from './private-files.ts';
import { readPrivate } from './read-private.ts';

/** The place of a record's file, and how long the call may take. */
export interface RecordPlace {
  readonly port: FilePort;
  readonly directory: string;
  readonly name: string;
  /** Keeps other processes out while the file is compared and replaced. */
  readonly lock: Lock | undefined;
  /** Milliseconds that the call has left, above zero. It throws once none are. */
  readonly left: () => number;
  /** When this store last looked for what killed processes left, on the monotonic clock. */
  readonly swept: { at: number };
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
 * An exchange that came too late keeps its locks, so that the next one finds what was read before it. Two turns are enough,
 * however many others write.
 */
export function openRecordFile({ port, directory, name, lock, left, swept }: RecordPlace): RecordFile {
  const path = port.join(directory, name);
  const beside = port.join(directory, WRITING);
  const locks: { inProcess?: GiveBack; amongProcesses?: GiveBack } = {};
  let temporary: string | undefined;
  let prepared = false;

  const read = async (): Promise<string | null> => {
    const facts = await factsOfHome(port, directory);
    if (!facts) return null;
    // If the user is not known, a record must have the same owner as the directory. A private directory of another user
    // cannot be used, except by root.
    const bytes = await readPrivate(port, path, { limit: MAX_SEALED, owner: port.user() ?? facts.owner });
    return bytes && text.decode(bytes);
  };

  /** Writes a text beside the record, and answers where. */
  const prepare = async (sealed: string): Promise<string> => {
    await factsOfHome(port, directory);
    for (let attempt = 1; ; attempt++) {
      // It is there while somebody writes, or since somebody was killed who did.
      if (await factsOfHome(port, beside)) await sweep();
      else await port.createDirectory(beside);
      prepared = true;
      const file = port.join(beside, temporaryName(name));
      try {
        await port.create(file, utf8.encode(sealed));
        return file;
      } catch (error) {
        // Another writer was done and removed the directory in between.
        if (errnoOf(error) !== 'ENOENT' || attempt === TRIES) throw error;
      }
    }
  };

  /** Housekeeping: it fails no write, and does not come with each. */
  const sweep = async (): Promise<void> => {
    const now = systemClock.monotonic();
    if (now - swept.at < STALE) return;
    swept.at = now;
    await removeStale(port, beside).catch(() => {});
  };

  const close = async (): Promise<void> => {
    await locks.amongProcesses?.();
    await locks.inProcess?.();
    if (temporary !== undefined) await port.remove(temporary).catch(() => {}); // a failure of the write says more
    temporary = undefined;
    if (prepared) await port.removeDirectory(beside).catch(() => {}); // others write, or something is left there
    prepared = false;
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

/** Random, so that other programs cannot wait at the name of the next temporary file. */
const temporaryName = (name: string): string => `${name}.${crypto.randomUUID()}.tmp`;

/**
 * The directory, below that of the records, for the files that are being written. It exists while one is being written. So
 * if it exists, killed processes may have left files, and those are found without listing the records, which may be many.
 */
const WRITING = 'writing';

/** How often a writer may find that directory removed by another, right after it made sure of it. */
const TRIES = 50;

/** From when on a temporary file is old, and how often old ones are looked for, in milliseconds. */
const STALE = 60_000;

/** Removes temporary files that killed processes left behind. */
async function removeStale(port: FilePort, directory: string): Promise<void> {
  for (const entry of await port.list(directory)) {
    if (!entry.endsWith('.tmp')) continue;
    const path = port.join(directory, entry);
    const modified = (await port.facts(path))?.modified ?? null;
    if (modified !== null && Date.now() - modified > STALE) await port.remove(path);
  }
}

const utf8: TextEncoder = /* @__PURE__ */ new TextEncoder();
// Nothing may be dropped in silence: a byte order mark before a record is damage.
const text: TextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });

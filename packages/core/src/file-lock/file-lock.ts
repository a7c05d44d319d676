import { type Clock, systemClock } from '../clock.ts';
import { asStorageErrors } from '../errors/as-storage-errors.ts';
import type { FilePort } from '../files/file-port.ts';
import { judgeDirectory } from '../files/private-files.ts';
import { createLock } from '../locks/create-lock.ts';
import type { Lock } from '../locks/lock.ts';
import { endLock, removeIfOwned } from './claims.ts';
import { createWitness, HEARTBEAT, type Witness } from './liveness.ts';
import type { LockHost } from './lock-host.ts';
import { newOwner } from './owner.ts';
import { findOwner, introduce, type LockPlace, lockPath, ownerPath, type Taken, take } from './place.ts';
import { sweepLock } from './sweep.ts';

/** Between two tries to take a lock that another holds, in milliseconds: quick at first. A try is one step on the disk. */
const pause = { first: 10, longest: 160 };

/**
 * Between two looks at who holds it, in milliseconds. A look takes a dozen steps, so many waiters would keep the machine
 * busy. The longest is the time for which the end of a killed holder can go unnoticed.
 */
const lookout = { first: 200, longest: 500 };

/** The directory of a lock's files, and what runs it. */
export interface FileLockOptions {
  /** Asked for on first use, so that a runtime need not load its files before. Required. */
  readonly host: () => LockHost | Promise<LockHost>;
  /** Asked on each use, so that what is wrong with it is a rejection like any other. Required. */
  readonly directory: () => string;
  /** Default: the machine's. */
  readonly clock?: Clock;
}

/**
 * A lock among all processes of one user that name the same directory, on any runtime. If a holder is killed, its lock is
 * free at once if processes can be known, otherwise after two seconds. If a holder is stopped, its lock is free after eight
 * seconds. For authors of adapters.
 *
 * It rejects with a `StorageError` if the directory cannot be used, and with the signal's reason or a `TimeoutError` when
 * the wait ends. Work that has begun does not learn that its lock was lost. What it writes must be safe without the lock, as
 * it is with the generations of a key store.
 */
export function createFileLock({ host: load, directory, clock = systemClock }: FileLockOptions): Lock {
  // Kept between waits: several short ones see as much as a long one.
  const witnesses = new Map<string, Witness>();
  const swept = new Set<string>();

  return createLock(async (name, wait) => {
    const host = await load();
    return asStorageErrors(async () => {
      const root = directory();
      const user = await prepare(host.files, root);
      const place = { host, directory: root, name: await fileName(name), user, self: await newOwner(host) };
      const path = lockPath(place);
      const witness = witnesses.get(path) ?? createWitness(host, clock);
      witnesses.set(path, witness);
      await introduce(place);
      try {
        const { taken, ended } = await acquire(place, witness, clock, wait);
        witnesses.delete(path);
        // One who took over knows that others were killed; the first of a process finds out.
        const sweeps = ended || !swept.has(path);
        swept.add(path);
        return keep(place, witness, taken, async () => {
          if (sweeps) await sweepLock(place, clock).catch(() => {});
        });
      } catch (error) {
        await host.files.remove(ownerPath(place)).catch(() => {});
        throw error;
      }
    }, host.files.fault);
  });
}

/** Waits until the lock is this owner's. `ended`: it had to end another's first. */
async function acquire(
  place: LockPlace,
  witness: Witness,
  clock: Clock,
  wait: AbortSignal,
): Promise<{ taken: Taken; ended: boolean }> {
  const path = lockPath(place);
  let ended = false;
  let next = clock.monotonic();
  let between = lookout.first;
  for (let longest = pause.first; ; longest = Math.min(2 * longest, pause.longest)) {
    wait.throwIfAborted();
    const taken = await take(place, path);
    if (taken) return { taken, ended };
    if (clock.monotonic() >= next) {
      const owner = await findOwner(place, path);
      // A network file system may say that a name is taken after giving it.
      if (owner?.token === place.self.token) return { taken: 'linked', ended };
      if (owner && (await witness.isGone(owner)) && (await endLock(place, owner.token, witness))) {
        ended = true;
        continue;
      }
      next = clock.monotonic() + jittered(between);
      between = Math.min(2 * between, lookout.longest);
    }
    // Never past the next look, which would then come later than it may.
    await clock.sleep(Math.max(0, Math.min(jittered(longest), next - clock.monotonic())), wait);
  }
}

/** So that those who began to wait together do not go on together. */
const jittered = (longest: number): number => longest * (0.5 + Math.random() / 2);

/**
 * Gives signs of life until the returned function is called, which gives the lock back, if it still can. `sweep` comes before
 * that and after the work, which others may be waiting for.
 */
function keep(
  place: LockPlace,
  witness: Witness,
  taken: Taken,
  sweep: () => Promise<void>,
): () => Promise<void> {
  const { host, self } = place;
  // A copy is touched by name; if the lock was lost meanwhile, the next holder's seems alive until this work ends.
  const alive = taken === 'linked' ? ownerPath(place) : lockPath(place);
  const stop = host.every(HEARTBEAT, () => void host.touch(alive).catch(() => {}));
  return async () => {
    await sweep();
    stop();
    // The work is done, and that is what counts: a lock that cannot be given back is ended by others.
    await endLock(place, self.token, witness)
      .catch(() => removeIfOwned(place, self.token)) // no room for a claim
      .catch(() => {});
    await host.files.remove(ownerPath(place)).catch(() => {});
  };
}

/** Makes the directory if need be; answers which user its files must belong to. */
async function prepare(files: FilePort, directory: string): Promise<number | null> {
  let facts = await files.facts(directory);
  if (!facts) {
    await files.createDirectory(directory);
    facts = await files.facts(directory);
  }
  if (facts) judgeDirectory(facts, files.user());
  return files.user() ?? facts?.owner ?? null;
}

/** The names of locks may hold anything, and be of any length. */
async function fileName(name: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(name)), 0, 16);
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

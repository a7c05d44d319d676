import type { FilePort } from '../files/file-port.ts';
import type { LockHost } from './lock-host.ts';
import { encodeOwner, type FoundOwner, type Owner, readOwner } from './owner.ts';

/** The files of one lock, as one who wants it sees them. */
export interface LockPlace {
  readonly host: LockHost;
  readonly directory: string;
  /** Of the lock's file; the names of all that belong to it begin with it. */
  readonly name: string;
  /** User id that its files must have. */
  readonly user: number | null;
  readonly self: Owner;
}

/** The file that is the lock: the owner that it names has it. */
export const lockPath = ({ host, directory, name }: LockPlace): string =>
  host.files.join(directory, `${name}.lock`);

/**
 * The file that names one who wants the lock. It is written first, and completely, and becomes the lock by getting a second
 * name. So a lock is never seen half written, and a sign of life can reach no other lock.
 */
export const ownerPath = ({ host, directory, name, self }: LockPlace): string =>
  host.files.join(directory, `${name}.${self.token}.owner`);

/** The file of the `number`th who claims the right to end the lock of an owner. */
export const claimPath = ({ host, directory, name }: LockPlace, token: string, number: number): string =>
  host.files.join(directory, `${name}.${token}.${number}.claim`);

export const findOwner = ({ host, user }: LockPlace, path: string): Promise<FoundOwner | null> =>
  readOwner(host.files, path, user);

export const introduce = (place: LockPlace): Promise<void> =>
  place.host.files.create(ownerPath(place), encodeOwner(place.self), { durable: false });

/** How a name was taken: `copied` where the file system knows no second names. */
export type Taken = 'linked' | 'copied';

/** Puts the file of this owner at a path, unless something is there; in one step. */
export async function take(place: LockPlace, path: string): Promise<Taken | null> {
  const { files } = place.host;
  const own = ownerPath(place);
  try {
    const linked = await files.link(own, path);
    if (linked !== 'unsupported') return linked === 'linked' ? linked : null;
  } catch (error) {
    if (await files.facts(own)) throw error;
    await introduce(place); // somebody tidied up
    return null;
  }
  return copy(files, path, encodeOwner(place.self));
}

async function copy(files: FilePort, path: string, bytes: Uint8Array): Promise<Taken | null> {
  try {
    await files.create(path, bytes, { durable: false });
    return 'copied';
  } catch (error) {
    // Something is there. What it is, is judged when it is read.
    if (files.fault(error).code === 'storage_insecure') return null;
    throw error;
  }
}

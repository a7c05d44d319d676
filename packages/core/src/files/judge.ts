import { storageError } from '../errors/build.ts';
import type { FileFacts, FilePort } from './file-port.ts';

const OTHERS = 0o077; // what group and others may do

/** Whether only this process's user can get at it, as far as the platform knows. */
const isPrivate = ({ mode, owner }: FileFacts, port: FilePort): boolean => {
  const user = port.user();
  return (mode === null || (mode & OTHERS) === 0) && (owner === null || user === null || owner === user);
};

/** Refuses a directory that others can get at, that belongs to someone else, or that is a link. Repairs nothing. */
export function judgeDirectory(facts: FileFacts, port: FilePort): void {
  if (facts.type === 'link' || (facts.type === 'directory' && !isPrivate(facts, port)))
    throw storageError('storage_insecure');
  if (facts.type !== 'directory')
    throw storageError('storage_unavailable', { hint: 'Something else is where the directory should be.' });
}

/** Refuses what is no record that this user alone can read: by its facts, before a byte of it is read. */
export function judgeFile(facts: FileFacts, port: FilePort, limit: number): void {
  if (facts.type === 'link') throw storageError('storage_insecure');
  if (facts.type !== 'file') throw storageError('storage_damaged');
  if (!isPrivate(facts, port)) throw storageError('storage_insecure');
  if (facts.size > limit) throw storageError('storage_damaged');
}

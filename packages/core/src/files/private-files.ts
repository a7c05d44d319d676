import { storageError } from '../errors/build.ts';
import type { FileFacts } from './file-port.ts';

const OTHERS = 0o077; // what group and others may do

/** Whether only one user can get at it, and that is the owner it should have, as far as the platform knows either. */
const isPrivate = ({ mode, owner }: FileFacts, expected: number | null): boolean =>
  (mode === null || (mode & OTHERS) === 0) && (owner === null || expected === null || owner === expected);

/** Refuses a directory that others can get at, that belongs to someone else, or that is a link. Repairs nothing. */
export function judgeDirectory(facts: FileFacts, user: number | null): void {
  if (facts.type === 'link' || (facts.type === 'directory' && !isPrivate(facts, user)))
    throw storageError('storage_insecure');
  if (facts.type !== 'directory')
    throw storageError('storage_unavailable', { hint: 'Something else is where the directory should be.' });
}

/** What a record's file must be. */
export interface FileRules {
  /** Bytes. */
  readonly limit: number;
  /** User id. */
  readonly owner: number | null;
}

/** Refuses what is no record that this user alone can read: by its facts, before a byte of it is read. */
export function judgeFile(facts: FileFacts, { limit, owner }: FileRules): void {
  if (facts.type === 'link') throw storageError('storage_insecure');
  if (facts.type !== 'file') throw storageError('storage_damaged');
  if (!isPrivate(facts, owner)) throw storageError('storage_insecure');
  if (facts.size > limit) throw storageError('storage_damaged');
}

import { storageError } from '../errors/build.ts';
import type { StorageError } from '../errors/errors.ts';
import type { FileFacts } from './file-port.ts';
import { fileHint } from './hints.ts';

const OTHERS = 0o077; // what group and others may do

/** Whether only one user can get at it, and that is the owner it should have, as far as the platform knows either. */
const isPrivate = ({ mode, owner }: FileFacts, expected: number | null): boolean =>
  (mode === null || (mode & OTHERS) === 0) && (owner === null || expected === null || owner === expected);

const SET_GROUP_ID = 0o2000;
const GROUP = 0o070;

/** What Kubernetes leaves at each mount of a volume for an `fsGroup`: a group that may do what the owner may. */
const opensToGroup = ({ type, mode }: FileFacts): boolean =>
  mode !== null &&
  (mode & OTHERS & ~GROUP) === 0 &&
  (type === 'directory' ? (mode & SET_GROUP_ID) !== 0 : (mode & GROUP) === 0o060);

const insecure = (facts: FileFacts): StorageError =>
  storageError('storage_insecure', opensToGroup(facts) ? fileHint('opened_to_fs_group') : {});

/** Refuses a directory that others can get at, that belongs to someone else, or that is a link. Repairs nothing. */
export function judgeDirectory(facts: FileFacts, user: number | null): void {
  if (facts.type === 'link' || (facts.type === 'directory' && !isPrivate(facts, user))) throw insecure(facts);
  if (facts.type !== 'directory')
    throw storageError('storage_unavailable', fileHint('store_directory_taken'));
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
  if (!isPrivate(facts, owner)) throw insecure(facts);
  if (facts.size > limit) throw storageError('storage_damaged');
}

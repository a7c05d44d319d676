import { isError } from '../errors/is-error.ts';

/** File systems without hard links, and systems that forbid them. */
export const noLinks: readonly unknown[] = /* @__PURE__ */ Object.freeze([
  'EPERM',
  'EACCES',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EXDEV',
  'EMLINK',
]);

/** File systems whose directories cannot be brought to the disk by themselves. */
export const noSync: readonly unknown[] = /* @__PURE__ */ Object.freeze([
  'EINVAL',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EISDIR',
]);

/** The POSIX code that an error of a runtime carries, if it does. For authors of adapters. */
export const errnoOf = (error: unknown): unknown =>
  isError(error) ? (error as { code?: unknown }).code : null; // any error may have one

/**
 * Turns an expected error into an answer. For authors of adapters.
 *
 * @throws What `work` rejects with, if its code is not one of `errnos`.
 */
export async function unless<T, A>(work: Promise<T>, errnos: readonly unknown[], answer: A): Promise<T | A> {
  try {
    return await work;
  } catch (error) {
    if (errnos.includes(errnoOf(error))) return answer;
    throw error;
  }
}

import { type StorageFault, storageError } from './build.ts';
import { checkFunction } from './check-given.ts';
import { isTurboSMTPAuthError } from './errors.ts';

/**
 * Runs work on a medium so that it rejects with errors of this library only. A medium's own error may hold a path, a
 * command or a secret: it is looked at and goes no further. For authors of stores.
 *
 * @param work Asks the medium. It may also throw.
 * @param faultOf Says what an error of the medium means. It is not asked about errors of this library.
 * @throws {InvalidInputError} `invalid_input` if `work` or `faultOf` is not a function.
 * @throws {StorageError} with what `faultOf` answers.
 * @example
 * ```ts
 * import { asStorageErrors } from '@turbosmtp-auth/core';
 *
 * const text = await asStorageErrors(
 *   async () => 'what the medium holds',
 *   (error) => ({ code: String(error).includes('full') ? 'storage_full' : 'storage_unavailable' }),
 * );
 * ```
 */
export async function asStorageErrors<T>(
  work: () => Promise<T>,
  faultOf: (error: unknown) => StorageFault | Promise<StorageFault>,
): Promise<T> {
  checkFunction('work', work);
  checkFunction('faultOf', faultOf);
  try {
    return await work();
  } catch (error) {
    if (isTurboSMTPAuthError(error)) throw error;
    const fault = await faultOf(error);
    throw storageError(fault.code, fault);
  }
}

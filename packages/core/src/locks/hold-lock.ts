import { checkFunction } from '../errors/check-given.ts';
import type { GiveBack } from './create-lock.ts';

/**
 * Takes a lock that runs work, and keeps it until it is given back. For authors of locks.
 *
 * @param lock Runs its work once it holds the lock.
 * @throws {InvalidInputError} `invalid_input` if `lock` is not a function.
 * @throws What `lock` rejects with before it runs its work; an `Error` if it runs nothing.
 * @example
 * ```ts
 * import { holdLock, memoryLock } from '@turbosmtp-auth/core';
 *
 * const lock = memoryLock();
 * const giveBack = await holdLock((work) => lock('name', work));
 * await giveBack();
 * ```
 */
export function holdLock(lock: (work: () => Promise<void>) => Promise<unknown>): Promise<GiveBack> {
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  return new Promise((resolve, reject) => {
    checkFunction('lock', lock);
    const givenBack = lock(async () => {
      resolve(async () => {
        end();
        await givenBack;
      });
      await over;
    });
    givenBack.then(() => reject(new Error('The lock ran nothing.')), reject);
  });
}

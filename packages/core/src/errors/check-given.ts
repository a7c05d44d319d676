import type { OperationName } from '../operations/codes.ts';
import { invalidInput } from './build.ts';

/**
 * Checks a value that is to be called. For authors of adapters and stores.
 *
 * @param path What the error names, such as the option.
 * @param operation What was called. Default: no method of a client.
 * @throws {InvalidInputError} unless it is a function.
 * @example
 * ```ts
 * import { checkFunction, type Lock } from '@turbosmtp-auth/core';
 *
 * export const withLock = (lock: Lock) => checkFunction('lock', lock);
 * ```
 */
export function checkFunction(path: string, given: unknown, operation?: OperationName | 'fetch'): void {
  if (typeof given !== 'function') throw invalidInput(path, 'not_a_function', { operation });
}

/**
 * Checks a value whose members are to be read. For authors of adapters and stores.
 *
 * @param path What the error names, such as `options`.
 * @param operation What was called. Default: no method of a client.
 * @throws {InvalidInputError} unless it is an object of no other purpose. Lists, signals, promises and dates are refused; objects of
 * your own classes pass.
 * @example
 * ```ts
 * import { checkObject } from '@turbosmtp-auth/core';
 *
 * export const withOptions = (options: object = {}) => checkObject('options', options);
 * ```
 */
export function checkObject(path: string, given: unknown, operation?: OperationName | 'fetch'): void {
  if (!/ (?:Object|Module)]/.test(Object.prototype.toString.call(given)))
    throw invalidInput(path, 'not_a_plain_object', { operation });
}

/**
 * Checks how long a call waits, or a lock.
 *
 * @param above What the time must be above, in milliseconds. A lock may be asked for without waiting.
 * @throws {InvalidInputError}
 */
export function checkWait(
  options: { readonly signal?: AbortSignal | undefined; readonly timeout?: number | undefined },
  operation?: OperationName | 'fetch',
  above = 0,
): void {
  checkObject('options', options, operation);
  const { signal, timeout } = options;
  checkSignal('signal', signal, operation);
  if (timeout !== undefined && !(typeof timeout === 'number' && timeout > above))
    throw invalidInput('timeout', 'out_of_range', { operation });
}

/**
 * Checks a signal that may be absent. Without both methods, a call would fail after the service did what it asked.
 *
 * @throws {InvalidInputError}
 */
export function checkSignal(
  path: string,
  given: AbortSignal | null | undefined,
  operation?: OperationName | 'fetch',
): void {
  if (given === undefined || given === null) return;
  for (const method of ['addEventListener', 'removeEventListener'] as const)
    checkFunction(`${path}.${method}`, given[method], operation);
}

/**
 * Checks a text that may be absent. For authors of adapters and stores.
 *
 * @param path What the error names, such as the option.
 * @throws {InvalidInputError} if it is neither a string nor `undefined`.
 * @example
 * ```ts
 * import { checkText } from '@turbosmtp-auth/core';
 *
 * export const inDirectory = (directory?: string) => checkText('directory', directory);
 * ```
 */
export function checkText(path: string, given: unknown): void {
  if (given !== undefined && typeof given !== 'string') throw invalidInput(path, 'not_a_string');
}

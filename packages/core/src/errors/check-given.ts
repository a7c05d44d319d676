import type { OperationName } from '../operations/codes.ts';
import { invalidInput } from './build.ts';

type Called = OperationName | 'fetch';

/**
 * Checks a value that is to be called.
 *
 * @param path What the error names, such as the option.
 * @throws {InvalidInputError} unless it is a function.
 */
export function checkFunction(path: string, given: unknown, operation?: Called): void {
  if (typeof given !== 'function') throw invalidInput(path, 'not_a_function', { operation });
}

/**
 * Checks a value whose members are to be read.
 *
 * @param path What the error names, such as `options`.
 * @throws {InvalidInputError} unless it is an object, and neither a list nor a function.
 */
export function checkObject(path: string, given: unknown, operation?: Called): void {
  if (typeof given !== 'object' || !given || Array.isArray(given))
    throw invalidInput(path, 'not_an_object', { operation });
}

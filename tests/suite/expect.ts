import { type ErrorCode, isTurboSMTPAuthError, type TurboSMTPAuthError } from '@turbosmtp-auth/core';

const show = (value: unknown): string => JSON.stringify(value) ?? String(value);

/** Throws unless `condition`; `what` says what should have been so. */
export function ok(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`expected ${what}`);
}

/** Throws unless both are the same primitive, date, list or object, deeply. */
export function equal(actual: unknown, expected: unknown, what = 'value'): void {
  ok(same(actual, expected), `${what} to be ${show(expected)}, got ${show(actual)}`);
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Date || b instanceof Date)
    return a instanceof Date && b instanceof Date && a.getTime() === b.getTime();
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return (
    left.size === right.size &&
    [...left].every(([key, value]) => right.has(key) && same(value, right.get(key)))
  );
}

/** What a promise rejects with; throws when it does not. */
export async function rejection(promise: Promise<unknown>, what = 'call'): Promise<unknown> {
  let value: unknown;
  try {
    value = await promise;
  } catch (reason) {
    return reason;
  }
  throw new Error(`expected the ${what} to reject, it resolved with ${show(value)}`);
}

/** What an error of the library should be; facts that are not named may be anything. */
export interface ExpectedError {
  readonly class: abstract new (...details: never[]) => TurboSMTPAuthError;
  readonly code: ErrorCode;
  readonly status?: number | undefined;
  readonly serverCode?: string | undefined;
  readonly operation?: string;
}

/** Throws unless the promise rejects with that error of the library, and returns the error. */
export async function refused(
  promise: Promise<unknown>,
  expected: ExpectedError,
): Promise<TurboSMTPAuthError> {
  const error = await rejection(promise);
  const printed = error instanceof Error ? `${error.name}: ${error.message}` : show(error);
  ok(isTurboSMTPAuthError(error), `an error of the library with code ${expected.code}, got ${printed}`);
  const { class: expectedClass, ...facts } = expected;
  for (const [name, value] of Object.entries(facts))
    equal(Reflect.get(error, name), value, `${name} of ${printed}`);
  ok(error instanceof expectedClass, `a ${expectedClass.name}, got ${printed}`);
  ok(error.message !== '' && error.hint !== '', `a message and a hint of ${printed}`);
  return error;
}

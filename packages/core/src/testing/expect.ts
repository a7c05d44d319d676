import { isTurboSMTPAuthError, type TurboSMTPAuthError } from '../errors/errors.ts';

/** Text that two values share if and only if they are the same JSON, with their fields in any order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? 'undefined';

/** Fails, naming the promise that was broken. */
export function expect(kept: boolean, promise: string): void {
  if (!kept) throw new Error(`The key store breaks its contract: ${promise}`);
}

/** Fails unless both are the same JSON. Sample records hold no real secret, so the message may show them. */
export function expectEqual(actual: unknown, expected: unknown, promise: string): void {
  expect(
    canonical(actual) === canonical(expected),
    `${promise}: ${canonical(actual)} is not ${canonical(expected)}`,
  );
}

/** Fails unless the work rejects (never throws) with a typed storage error that repeats no secret; answers its code. */
export async function expectStorageError(
  work: () => Promise<unknown>,
  secret: string,
  promise: string,
): Promise<string> {
  const error = await outcome(work, promise);
  expect(isTurboSMTPAuthError(error) && error.code.startsWith('storage_'), `${promise} with a StorageError`);
  const { code, message, hint, stack, cause } = error as TurboSMTPAuthError; // as was just established
  expect(cause === undefined, `${promise} without another error as its cause`);
  expect(!`${message} ${hint} ${stack}`.includes(secret), `${promise} without repeating a secret`);
  return code;
}

async function outcome(work: () => Promise<unknown>, promise: string): Promise<unknown> {
  let pending: Promise<unknown>;
  try {
    pending = work();
  } catch {
    throw new Error(`The key store breaks its contract: ${promise} by rejecting, not by throwing`);
  }
  return pending.then(
    () => expect(false, promise),
    (error: unknown) => error,
  );
}

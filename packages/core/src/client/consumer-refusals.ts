import { errorOf, invalidInput } from '../errors/build.ts';
import type { TurboSMTPAuthError } from '../errors/errors.ts';
import type { OperationName } from '../operations/codes.ts';
import { operations } from '../operations/index.ts';

const needsKey =
  'Use a client with an API key for this: log in with e-mail and password instead of a consumer pair.';

/**
 * Why a client with a consumer pair does not even ask the service, where the contract says that it would refuse:
 * a password is changed with a key, and whatever takes only a key gets no pair.
 */
export function consumerRefusal(operation: OperationName | 'fetch'): TurboSMTPAuthError | undefined {
  if (operation === 'fetch') return undefined;
  if (operation === 'login') return invalidInput('consumer', 'excludes_login', { operation, hint: needsKey });
  if (operation === 'changePassword')
    return errorOf('not_allowed_for_apikey', { operation, status: 403, hint: needsKey });
  const { auth } = operations[operation];
  return auth.length === 0 || auth.includes('consumer')
    ? undefined
    : errorOf('signed_out', { operation, hint: needsKey });
}

import { errorOf, invalidInput } from '../errors/build.ts';
import { clientHint } from '../errors/client-hints.ts';
import type { TurboSMTPAuthError } from '../errors/errors.ts';
import type { OperationName } from '../operations/codes.ts';
import { operations } from '../operations/index.ts';

/**
 * Why a client with a consumer pair does not ask the service if the contract says that the service would refuse. A password
 * is changed with a key, and an operation that takes only a key gets no pair.
 */
export function consumerRefusal(operation: OperationName | 'fetch'): TurboSMTPAuthError | undefined {
  if (operation === 'fetch') return undefined;
  const needsKey = clientHint('needs_api_key');
  if (operation === 'login') return invalidInput('consumer', 'excludes_login', { operation, ...needsKey });
  if (operation === 'changePassword')
    return errorOf('not_allowed_for_apikey', { operation, status: 403, ...needsKey });
  const { auth } = operations[operation];
  return auth.length === 0 || auth.includes('consumer')
    ? undefined
    : errorOf('signed_out', { operation, ...needsKey });
}

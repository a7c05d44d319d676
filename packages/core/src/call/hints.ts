import { clientHint } from '../errors/client-hints.ts';
import type { Hint } from '../errors/hints.ts';
import type { OperationName } from '../operations/codes.ts';

const whenLost = {
  login: 'login_lost',
  changePassword: 'password_change_lost',
  requestPasswordReset: 'reset_mail_lost',
  resetPassword: 'password_reset_lost',
  createConsumerKey: 'consumer_key_creation_lost',
  deleteConsumerKey: 'consumer_key_deletion_lost',
} as const satisfies Partial<Record<OperationName, string>>;

/**
 * What to do when the answer to an operation that must not be repeated was lost; nothing for other operations. For authors of
 * adapters.
 *
 * @param input What the operation was called with: of a login, whether the key expires matters.
 */
export function lostHint(operation: string, input: object = {}): Partial<Hint> {
  if (operation === 'login' && 'noExpire' in input && input.noExpire === true)
    return clientHint('login_lost_without_expiry');
  return Object.hasOwn(whenLost, operation) ? clientHint(whenLost[operation as keyof typeof whenLost]) : {};
}

/** For a call that needs a key when there is none. */
export const signedOutHint = (operation: OperationName | 'fetch'): Partial<Hint> =>
  operation === 'verifyResetToken' ? clientHint('token_check_needs_key') : {};

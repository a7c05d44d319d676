import type { OperationName } from '../operations/codes.ts';

/** What to do next, where it depends on the operation. */
interface Hint {
  readonly hint?: string;
}

const whenLost: Partial<Record<OperationName, string>> = {
  login: 'Log in again; the key that may have been minted expires within two hours.',
  changePassword: 'Call `settlePasswordChange` to find out which password is valid now.',
  requestPasswordReset: 'Look in the inbox before asking for another mail.',
  createConsumerKey: 'List the consumer keys, and delete one whose secret was lost.',
  deleteConsumerKey: 'List the consumer keys to see whether it is gone.',
  resetPassword: 'Try to log in with the new password before using the token again.',
};

const keyWithoutEnd =
  'Log in again; a key that never expires may exist that nobody holds: ask the service to revoke it if that matters.';

/** For an operation that must not be repeated, and whose answer was lost. */
export function lostHint(operation: string, input: unknown): Hint {
  if (operation === 'login' && (input as { noExpire?: boolean }).noExpire) return { hint: keyWithoutEnd }; // a login's input
  const hint = whenLost[operation as OperationName]; // undefined for any other string
  return hint === undefined ? {} : { hint };
}

const whenSignedOut: Partial<Record<OperationName | 'fetch', string>> = {
  verifyResetToken:
    'Skip this check when signed out: `resetPassword` needs no key, and says whether the token is valid.',
};

/** For a call that needs a key when there is none. */
export function signedOutHint(operation: OperationName | 'fetch'): Hint {
  const hint = whenSignedOut[operation];
  return hint === undefined ? {} : { hint };
}

import { changePassword } from './change-password.ts';
import { createConsumerKey } from './create-consumer-key.ts';
import { deleteConsumerKey } from './delete-consumer-key.ts';
import { listConsumerKeys } from './list-consumer-keys.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { resetPassword } from './reset-password.ts';
import { verifyResetToken } from './verify-reset-token.ts';

/** The table of operations: a new endpoint is a file beside this one and a line in each list. */
export interface Operations {
  readonly login: typeof login;
  readonly logout: typeof logout;
  readonly changePassword: typeof changePassword;
  readonly requestPasswordReset: typeof requestPasswordReset;
  readonly verifyResetToken: typeof verifyResetToken;
  readonly resetPassword: typeof resetPassword;
  readonly listConsumerKeys: typeof listConsumerKeys;
  readonly createConsumerKey: typeof createConsumerKey;
  readonly deleteConsumerKey: typeof deleteConsumerKey;
}

/** The operations of the contract, by the client's verbs. */
export const operations: Operations = {
  login,
  logout,
  changePassword,
  requestPasswordReset,
  verifyResetToken,
  resetPassword,
  listConsumerKeys,
  createConsumerKey,
  deleteConsumerKey,
};

import { changePassword } from './change-password.ts';
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
}

/** The operations of the contract, by the client's verbs. */
export const operations: Operations = {
  login,
  logout,
  changePassword,
  requestPasswordReset,
  verifyResetToken,
  resetPassword,
};

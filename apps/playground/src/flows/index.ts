import { changePassword } from './change-password.ts';
import { fetchResource } from './fetch.ts';
import type { Flow } from './flow.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { resetPassword } from './reset-password.ts';
import { verifyResetToken } from './verify-reset-token.ts';

/** Every flow, in the order in which a person meets them. */
export const flows: readonly Flow[] = [
  login,
  fetchResource,
  changePassword,
  requestPasswordReset,
  verifyResetToken,
  resetPassword,
  logout,
];

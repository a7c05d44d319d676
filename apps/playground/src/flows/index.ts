import { changePassword } from './change-password.ts';
import { createConsumerKey } from './create-consumer-key.ts';
import { deleteConsumerKey } from './delete-consumer-key.ts';
import { fetchResource } from './fetch.ts';
import type { Flow } from './flow.ts';
import { listConsumerKeys } from './list-consumer-keys.ts';
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
  createConsumerKey,
  listConsumerKeys,
  deleteConsumerKey,
  logout,
];

import { changePassword } from './change-password.ts';
import { createConsumerKey } from './create-consumer-key.ts';
import { deleteConsumerKey } from './delete-consumer-key.ts';
import { fetchResource } from './fetch.ts';
import type { Flow, FlowId } from './flow.ts';
import { listConsumerKeys } from './list-consumer-keys.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { resetPassword } from './reset-password.ts';
import { settlePasswordChange } from './settle-password-change.ts';
import { verifyResetToken } from './verify-reset-token.ts';

/** Every flow, group by group: a verb that the client gains needs one here. */
const table: Readonly<Record<FlowId, Flow>> = {
  login,
  logout,
  fetch: fetchResource,
  changePassword,
  settlePasswordChange,
  requestPasswordReset,
  verifyResetToken,
  resetPassword,
  createConsumerKey,
  listConsumerKeys,
  deleteConsumerKey,
};

export const flows: readonly Flow[] = Object.values(table);

/** The flow of that name. */
export const flowOf = (id: FlowId): Flow => table[id];

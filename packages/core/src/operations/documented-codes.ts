import { changePasswordCodes } from './change-password.ts';
import type { OperationName } from './codes.ts';
import { createConsumerKeyCodes } from './create-consumer-key.ts';
import { deleteConsumerKeyCodes } from './delete-consumer-key.ts';
import { listConsumerKeysCodes } from './list-consumer-keys.ts';
import { loginCodes } from './login.ts';
import { logoutCodes } from './logout.ts';
import type { CodeTable } from './operation.ts';
import { requestPasswordResetCodes } from './request-password-reset.ts';
import { resetPasswordCodes } from './reset-password.ts';
import { verifyResetTokenCodes } from './verify-reset-token.ts';

/** The codes of every operation without the rest of it, for a page that only looks at errors. */
export const documentedCodes: Readonly<Record<OperationName, CodeTable>> = {
  login: loginCodes,
  logout: logoutCodes,
  changePassword: changePasswordCodes,
  requestPasswordReset: requestPasswordResetCodes,
  verifyResetToken: verifyResetTokenCodes,
  resetPassword: resetPasswordCodes,
  listConsumerKeys: listConsumerKeysCodes,
  createConsumerKey: createConsumerKeyCodes,
  deleteConsumerKey: deleteConsumerKeyCodes,
};
